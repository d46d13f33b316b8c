import { registry } from "@web/core/registry";

const back = (label) => ({
  content: `back to ${label}`,
  trigger: `.o_breadcrumb a:contains('${label}'), .breadcrumb-item a:contains('${label}')`,
  run: "click",
});

registry.category("web_tour.tours").add("loyalty_service_parts_main_job", {
  steps: () => [
    {
      content: "the points of the order wait for its payment",
      trigger:
        ".o_field_widget[name=points_summary]:contains('160 points pending until it is paid')",
    },
    {
      content: "deliver",
      trigger: "button[name=action_view_delivery]",
      run: "click",
    },
    {
      trigger: "button[name=button_validate]:visible",
      run: "click",
    },
    {
      trigger: ".o_arrow_button_current:contains('Done')",
    },
    back("S0"),
    {
      content: "invoice",
      trigger: "button#create_invoice_percentage, button#create_invoice",
      run: "click",
    },
    {
      trigger: ".modal button[name=create_invoices]",
      run: "click",
    },
    {
      trigger: "button[name=action_post]:visible",
      run: "click",
    },
    {
      content: "pay",
      trigger: "button[name=action_register_payment]:visible",
      run: "click",
    },
    {
      trigger: ".modal button[name=action_create_payments]",
      run: "click",
    },
    {
      trigger: ".o_arrow_button_current:contains('Posted')",
    },
    back("S0"),
    {
      content: "now the points are usable: 60 left and 160 earned",
      trigger: ".o_field_widget[name=points_summary]:contains('usable now 220 points')",
    },
    {
      content: "back to the invoice",
      trigger: "button[name=action_view_invoice]",
      run: "click",
    },
    {
      content: "credit it",
      trigger: "button[name=action_reverse]:visible",
      run: "click",
    },
    {
      trigger: ".modal button[name=refund_moves], .modal button[name=reverse_moves]",
      run: "click",
    },
    {
      trigger: "button[name=action_post]:visible",
      run: "click",
    },
    {
      trigger: ".o_arrow_button_current:contains('Posted')",
    },
  ],
});
