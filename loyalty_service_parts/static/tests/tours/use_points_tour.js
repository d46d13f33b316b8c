import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("loyalty_service_parts_use_points", {
  steps: () => [
    {
      content: "the quotation says what it will earn",
      trigger: ".o_field_widget[name=points_summary]:contains('will earn 200 points')",
    },
    {
      content: "choose the points",
      trigger: "button[name=action_points_use]",
      run: "click",
    },
    {
      content: "the wizard offers what is usable",
      trigger: ".modal .o_field_widget[name=usable]:contains('100')",
    },
    {
      content: "as many points as the customer wants",
      trigger: ".modal .o_field_widget[name=points] input",
      run: "edit 40",
    },
    {
      content: "the result is live",
      trigger: ".modal .o_field_widget[name=usable_after]",
      run: "click",
    },
    {
      trigger: ".modal .o_field_widget[name=usable_after]:contains('60')",
    },
    {
      content: "use them",
      trigger: ".modal button[name=action_apply]",
      run: "click",
    },
    {
      content: "the order uses them",
      trigger: ".o_field_widget[name=points_summary]:contains('uses 40 points')",
    },
    {
      content: "confirm",
      trigger: "button[name=action_confirm]:visible",
      run: "click",
    },
    {
      content: "the entries are behind a smart button",
      trigger: "button[name=action_points_entries]",
      run: "click",
    },
    {
      trigger: ".o_list_view td[name=type]:contains('Redeemed')",
    },
    {
      trigger: ".o_list_view td[name=type]:contains('Earned')",
    },
  ],
});
