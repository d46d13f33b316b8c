import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("loyalty_service_parts_poster", {
  steps: () => [
    {
      content: "the tiers hang like posters",
      trigger: ".o_kanban_record:contains('Gold') :contains('300 points in 12 months')",
    },
    {
      content: "with what they bring",
      trigger: ".o_kanban_record:contains('Gold') li:contains('1.5 × points')",
    },
    {
      content: "who has it?",
      trigger: ".o_kanban_record:contains('Silver') a[name=action_cards]",
      run: "click",
    },
    {
      trigger: ".o_data_row td[name=partner_id]:contains('Anna Petrova')",
      run: "click",
    },
    {
      content: "the card has the tier as a ribbon",
      trigger: ".ribbon span:contains('Silver')",
    },
    {
      content: "what is missing",
      trigger: ".o_field_widget[name=tier_text]:contains('150 points more to Gold')",
    },
    {
      content: "and what it would bring",
      trigger: ".o_field_widget[name=tier_next_benefits] li:contains('1.5 × points')",
    },
  ],
});
