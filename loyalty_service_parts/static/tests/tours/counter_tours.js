import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("loyalty_service_parts_counter_sells", {
  url: "/odoo/counter",
  steps: () => [
    {
      content: "the last four digits of a phone",
      trigger: ".o_counter_input",
      run: "edit 6789",
    },
    {
      trigger: ".o_counter_found button:contains('Anna Petrova'):contains('Gold')",
      run: "click",
    },
    {
      content: "tier, points and their value",
      trigger: ".o_counter_card:contains('Gold'):contains('300 points')",
    },
    {
      trigger: ".o_counter_assets:contains('Lada Vesta')",
    },
    {
      content: "this purchase",
      trigger: "#counter_amount",
      run: "edit 200",
    },
    {
      trigger: ".o_counter_purchase:contains('200 points'):contains('may pay')",
    },
    {
      trigger: "button:contains('New quotation')",
      run: "click",
    },
    {
      content: "his quotation",
      trigger: ".o_field_widget[name=partner_id] input:value('Anna Petrova')",
    },
  ],
});

tours.add("loyalty_service_parts_counter_enrols", {
  url: "/odoo/counter",
  steps: () => [
    {
      trigger: ".o_counter_input",
      run: "edit 8 912 000 00 00",
    },
    {
      trigger: ".o_counter_nobody button",
      run: "click",
    },
    {
      content: "what was typed goes along",
      trigger: ".modal .o_field_widget[name=phone] input:value('8 912 000 00 00')",
    },
    {
      content: "somebody has this phone already",
      trigger: ".modal .o_field_widget[name=phone] input",
      run: "edit 89123456789 && press Tab",
    },
    {
      trigger: ".modal .alert:contains('Anna Petrova')",
    },
    {
      trigger: ".modal .o_field_widget[name=phone] input",
      run: "edit 89120000000 && press Tab",
    },
    {
      trigger: ".modal .o_field_widget[name=name] input",
      run: "edit Pavel Novikov",
    },
    {
      trigger: ".modal button[name=action_enrol]:contains('Enrol')",
      run: "click",
    },
    {
      trigger: ".o_form_view:contains('Pavel Novikov')",
    },
  ],
});
