import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("loyalty_service_parts_portal", {
  url: "/my",
  steps: () => [
    {
      content: "the card is on the home page",
      trigger: "a:contains('Statement')",
      run: "click",
      expectUnloadPage: true,
    },
    {
      content: "the balance",
      trigger: "#loyalty_balance:contains('70 points')",
    },
    {
      content: "what waits",
      trigger: "#loyalty_pending:contains('20 points')",
    },
    {
      content: "only what was redeemed",
      trigger: "button:contains('All'), .dropdown-toggle:contains('All')",
      run: "click",
    },
    {
      trigger: "a.dropdown-item:contains('Redeemed')",
      run: "click",
      expectUnloadPage: true,
    },
    {
      trigger: "#loyalty_lines tr:contains('S0002')",
    },
    {
      trigger: "#loyalty_lines:not(:contains('S0001'))",
    },
  ],
});
