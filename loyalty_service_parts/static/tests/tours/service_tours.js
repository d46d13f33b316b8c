import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("loyalty_service_parts_member_ticket", {
  url: "/my/assets",
  steps: () => [
    {
      content: "his car",
      trigger: "#loyalty_assets a:contains('A123BC178')",
      run: "click",
      expectUnloadPage: true,
    },
    {
      trigger: "a:contains('Write about it')",
      run: "click",
      expectUnloadPage: true,
    },
    {
      content: "the ticket is about the car already",
      trigger: "select[name=asset_id]:has(option:checked:contains('A123BC178'))",
    },
    {
      trigger: "input[name=subject]",
      run: "edit It rattles",
    },
    {
      trigger: "textarea[name=description]",
      run: "edit Left, in front",
    },
    {
      trigger: "form[action='/submitted/ticket'] button[type=submit]",
      run: "click",
      expectUnloadPage: true,
    },
    {
      content: "what is promised, and the time left",
      trigger: "#ticket_promises:contains('Reaction within 2 working hours')",
    },
    {
      trigger: "#ticket_promises:contains('left')",
    },
  ],
});

tours.add("loyalty_service_parts_member_rates", {
  steps: () => [
    {
      content: "the answer brings points",
      trigger: "#ticket_rate_5",
      run: "click",
      expectUnloadPage: true,
    },
    {
      trigger: "textarea[name=feedback]",
      run: "edit Quick and friendly",
    },
    {
      trigger: "form button[type=submit]",
      run: "click",
      expectUnloadPage: true,
    },
    {
      trigger: "body:contains('Thank you')",
    },
  ],
});

tours.add("loyalty_service_parts_clerk_queue", {
  steps: () => [
    {
      content: "what is due first stands first",
      trigger: ".o_data_row:first:contains('Due first')",
    },
    {
      trigger: ".o_data_row:first:contains('Gold')",
    },
    {
      trigger: ".o_data_row:first td[name=name]",
      run: "click",
    },
    {
      content: "the time left",
      trigger: ".o_form_view .o_field_widget[name=sla_due]",
    },
    {
      trigger: ".o-mail-Chatter-sendMessage:not(:disabled)",
      run: "click",
    },
    {
      trigger: ".o-mail-Composer-input",
      run: "edit We look into it.",
    },
    {
      trigger: ".o-mail-Composer-send:enabled",
      run: "click",
    },
    {
      trigger: ".o-mail-Message:contains('We look into it.')",
    },
    {
      content: "solved",
      trigger: ".o_statusbar_status button:contains('Solved here')",
      run: "click",
    },
    {
      trigger: ".o_arrow_button_current:contains('Solved here')",
    },
    {
      trigger: ".o_form_saved",
    },
  ],
});

tours.add("loyalty_service_parts_excuse", {
  steps: () => [
    {
      trigger: ".o_data_row:contains('May be excused') button:contains('Excuse')",
      run: "click",
    },
    {
      trigger: ".modal .o_field_widget[name=excuse_id] input",
      run: "edit Customer",
    },
    {
      trigger: ".o-autocomplete--dropdown-item:contains('Customer')",
      run: "click",
    },
    {
      trigger: ".modal .o_field_widget[name=text] input",
      run: "edit He was away",
    },
    {
      trigger: ".modal button[name=action_apply]",
      run: "click",
    },
    {
      trigger: ".o_data_row:contains('Excused')",
    },
  ],
});
