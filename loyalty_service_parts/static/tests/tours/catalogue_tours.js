import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("loyalty_service_parts_member_orders", {
  url: "/my/exclusive",
  steps: () => [
    {
      content: "what is for him stands there, with what it brings",
      trigger: ".o_exclusive_part:contains('Gold and up'):contains('In stock')",
    },
    {
      trigger: "input[name=search]",
      run: "edit turbo",
    },
    {
      trigger: "button:contains('Search')",
      run: "click",
      expectUnloadPage: true,
    },
    {
      trigger: ".o_exclusive_part a:contains('Details')",
      run: "click",
      expectUnloadPage: true,
    },
    {
      content: "with installation",
      trigger: "#install",
      run: "click",
    },
    {
      trigger: ".o_exclusive_order button:contains('Order')",
      run: "click",
      expectUnloadPage: true,
    },
    {
      content: "a quotation to sign, its piece is held",
      trigger: "body:contains('The pieces are held for you until')",
    },
    {
      trigger: "#portal_sale_content:contains('Change of brake pads')",
    },
  ],
});

tours.add("loyalty_service_parts_clerk_is_refused", {
  steps: () => [
    {
      content: "he is told while he looks at it",
      trigger: ".alert-warning:contains('Gold and up'):contains('Boris is Silver')",
    },
    {
      trigger: "button[name=action_confirm]:visible",
      run: "click",
    },
    {
      content: "and refused",
      trigger: ".modal .o_error_dialog, .modal:contains('Gold and up')",
    },
    {
      trigger: ".modal footer button:first",
      run: "click",
    },
    {
      trigger: ".o_field_statusbar button.o_arrow_button_current:contains('Quotation')",
    },
  ],
});

tours.add("loyalty_service_parts_manager_overrides", {
  steps: () => [
    {
      trigger: ".alert-warning:contains('Gold and up')",
    },
    {
      trigger:
        ".o_notebook a[name=other_information], .nav-link:contains('Other Info')",
      run: "click",
    },
    {
      trigger: ".o_field_widget[name=catalogue_reason] input",
      run: "edit For the fair",
    },
    {
      trigger: "button[name=action_confirm]:visible",
      run: "click",
    },
    {
      content: "the reason stays with the order",
      trigger: ".o-mail-Message:contains('For the fair')",
    },
  ],
});
