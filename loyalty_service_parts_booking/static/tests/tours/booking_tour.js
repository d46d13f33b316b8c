import { registry } from "@web/core/registry";

const slot = (number) => ({
  content: `slot ${number}`,
  trigger: `#loyalty_slots div:nth-child(3) button:nth-of-type(${number})`,
  run: "click",
  expectUnloadPage: true,
});

registry.category("web_tour.tours").add("loyalty_service_parts_book", {
  url: "/my/book",
  steps: () => [
    {
      trigger: "select[name=asset_id]",
      run: "selectByLabel A123BC178",
    },
    {
      trigger: "select[name=type_id]",
      run: "selectByLabel Oil change, Zavodskaya 12",
    },
    {
      trigger: "button:contains('Free times')",
      run: "click",
      expectUnloadPage: true,
    },
    slot(1),
    {
      content: "booked, for the car",
      trigger: "#booking_content:contains('A123BC178')",
    },
    {
      content: "another time",
      trigger: "#loyalty_reschedule",
      run: "click",
      expectUnloadPage: true,
    },
    slot(2),
    {
      trigger: "#booking_content:contains('A123BC178')",
    },
    {
      content: "cancelled",
      trigger: "a[data-bs-target='#modal_cancel']",
      run: "click",
    },
    {
      trigger: "#modal_cancel a:contains('Cancel this booking')",
      run: "click",
      expectUnloadPage: true,
    },
    {
      trigger: ".o_portal_wrap:contains('no bookings')",
    },
  ],
});
