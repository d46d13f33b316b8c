import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("loyalty_service_parts_launch", {
  steps: () => [
    {
      content: "what would the presets have cost?",
      trigger: "button[name=action_compute]",
      run: "click",
    },
    {
      content: "they stand side by side",
      trigger: ".o_data_row td[name=name]:contains('Car dealership')",
    },
    {
      content: "as a graph, too",
      trigger: ".o_field_dashboard_graph canvas",
    },
    {
      content: "take the one for a parts shop",
      trigger: ".o_data_row:contains('Parts shop') button[name=action_use]",
      run: "click",
    },
    {
      content: "the tiers have round thresholds",
      trigger: ".modal .o_data_row td[name=name]:contains('Gold')",
    },
    {
      trigger: ".modal button[name=action_create]",
      run: "click",
    },
    {
      content: "the program is there, with what a manager sets in pages",
      trigger: "a.nav-link[name=tiers]",
      run: "click",
    },
    {
      trigger: ".o_field_widget[name=tier_ids] .o_data_row td:contains('Platinum')",
    },
    {
      content: "start it",
      trigger: ".o_stat_text:contains('Start')",
      run: "click",
    },
    {
      content: "with half of the points of earlier orders",
      trigger: ".modal .o_field_widget[name=points_percent] input",
      run: "edit 50",
    },
    {
      content: "look first",
      trigger: ".modal button[name=action_preview]",
      run: "click",
    },
    {
      trigger:
        ".modal .o_field_widget[name=member_ids] .o_data_row td:contains('Anna Petrova')",
    },
    {
      trigger: ".modal button[name=action_start]",
      run: "click",
    },
    {
      content: "sure",
      trigger: ".modal .btn-primary:contains('Ok')",
      run: "click",
    },
    {
      content: "Anna is a member now, with a tier",
      trigger:
        ".o_data_row:contains('Anna Petrova') td[name=tier_id]:contains('Silver')",
    },
  ],
});
