import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("loyalty_service_parts_shop_member", {
  url: "/shop",
  steps: () => [
    {
      content: "the members' section",
      trigger: ".o_loyalty_section a",
      run: "click",
      expectUnloadPage: true,
    },
    {
      trigger: ".o_wsale_product_information a:contains('Zyklotron')",
      run: "click",
      expectUnloadPage: true,
    },
    {
      trigger: ".o_loyalty_points:contains('Brings you')",
    },
    {
      trigger: "#add_to_cart",
      run: "click",
    },
    {
      trigger: "a[href='/shop/cart'] .my_cart_quantity:contains('1')",
      run: "click",
      expectUnloadPage: true,
    },
    {
      content: "with installation",
      trigger: ".o_loyalty_install button",
      run: "click",
      expectUnloadPage: true,
    },
    {
      content: "the work stands in the cart",
      trigger: ".o_cart_product:contains('Change of brake pads')",
    },
    {
      trigger: "#loyalty_points",
      run: "edit 120",
    },
    {
      trigger: ".o_loyalty_choice button",
      run: "click",
      expectUnloadPage: true,
    },
    {
      content: "550 less 120",
      trigger: ".o_cart_total:contains('430')",
    },
  ],
});

tours.add("loyalty_service_parts_shop_guest", {
  url: "/shop",
  steps: () => [
    {
      trigger: ".o_wsale_product_information:contains('Brake pads')",
    },
    {
      content: "nothing of it",
      trigger: "body:not(:contains('Zyklotron')):not(:has(.o_loyalty_section))",
    },
    {
      trigger: "body",
      run: () => {
        window.location.href = "/shop?search=turbo";
      },
      expectUnloadPage: true,
    },
    {
      content: "nor is it found",
      trigger: "body:contains('turbo'):not(:contains('Zyklotron'))",
    },
  ],
});
