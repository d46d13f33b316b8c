import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as PartnerList from "@point_of_sale/../tests/pos/tours/utils/partner_list_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import * as TicketScreen from "@point_of_sale/../tests/pos/tours/utils/ticket_screen_util";
import { scan_barcode } from "@point_of_sale/../tests/generic_helpers/utils";
import { registry } from "@web/core/registry";

const tour = (name, ...steps) =>
  registry
    .category("web_tour.tours")
    .add(`loyalty_service_parts_pos_${name}`, { steps: () => steps.flat(3) });

const shows = (content, trigger) => ({ content, trigger });

const customer = (name) => [
  ProductScreen.clickPartnerButton(),
  ProductScreen.clickCustomer(name, true),
];

const openPoints = () => [
  {
    content: "open the points of the customer",
    trigger: ".o_points_button",
    run: "click",
  },
  shows("his cards are shown", ".o_points_popup .o_points_card"),
];

const usePoints = (points) => [
  {
    content: "so many points shall pay",
    trigger: ".o_points_offer input",
    run: `edit ${points}`,
  },
  { content: "pay with them", trigger: ".o_points_use", run: "click" },
];

const pay = (amount) => [
  ProductScreen.clickPayButton(),
  PaymentScreen.clickPaymentMethod("Till cash"),
  PaymentScreen.clickNumpad([...amount].join(" ")),
  PaymentScreen.clickValidate(),
];

const closed = shows("the window closed", "body:not(:has(.modal))");

tour(
  "sell",
  Chrome.startPoS(),
  customer("Anna Petrova"),
  shows("the tier is shown", ".o_points_member .badge:contains(Gold)"),
  shows("what is usable is shown", ".o_points_member:contains(80 points)"),
  ProductScreen.clickDisplayedProduct("Brake pads"),
  shows("the server's figure: with the tier", ".loyalty-points-won:contains(150)"),
  openPoints(),
  shows("what the sale earns, by whom", ".o_points_earns:contains(100 + 50 Gold)"),
  shows("the cap in force", ".o_points_most:contains(50 =):contains(50 %)"),
  usePoints(60),
  shows("no more than the cap", ".o_points_problem:contains(At most 50)"),
  usePoints(30),
  closed,
  ProductScreen.totalAmountIs("70.00"),
  shows("what it earns now", ".loyalty-points-won:contains(105)"),
  pay("70"),
  shows("earned is on the receipt", ".o_points_earned:contains(105 points)"),
  shows("and what is usable now", ".o_points_now:contains(155 points)"),
  ReceiptScreen.clickNextOrder(),
);

tour(
  "scan",
  Chrome.startPoS(),
  ProductScreen.clickDisplayedProduct("Brake pads"),
  scan_barcode("0440000000024"),
  shows("why it is refused", ".o_notification:contains(blocked)"),
  scan_barcode("0440000000017"),
  ProductScreen.customerIsSelected("Anna Petrova"),
  shows("found by scan", ".o_points_member:contains(80 points)"),
  ProductScreen.clickPartnerButton(),
  PartnerList.searchCustomerValue("0440000000017", true).slice(0, -1),
  PartnerList.clickPartner("Anna Petrova"),
  shows("his points are shown", ".o_points_member:contains(80 points)"),
  pay("100"),
  ReceiptScreen.clickNextOrder(),
);

tour(
  "part",
  Chrome.startPoS(),
  shows(
    "whom it is for",
    ".product:contains(Turbocharger) .o_member_ribbon:contains(Members)",
  ),
  {
    content: "try to sell it to nobody in particular",
    trigger: ".product:contains(Turbocharger)",
    run: "click",
  },
  Dialog.is({ title: "For members" }),
  shows("why", ".modal-body:contains(Turbocharger)"),
  Dialog.confirm("Ok"),
  customer("Boris Orlov"),
  {
    content: "try to sell it to him",
    trigger: ".product:contains(Turbocharger)",
    run: "click",
  },
  Dialog.is({ title: "For members" }),
  shows("he is named", ".modal-body:contains(Boris Orlov is not a member)"),
  Dialog.confirm("Ok"),
  customer("Anna Petrova"),
  ProductScreen.clickDisplayedProduct("Turbocharger"),
  customer("Boris Orlov"),
  pay("900"),
  Dialog.is({ title: "Points" }),
  shows("asked again before it is paid", ".modal-body:contains(Turbocharger)"),
  Dialog.confirm("Ok"),
  PaymentScreen.clickBack(),
  customer("Anna Petrova"),
  ProductScreen.clickPayButton(),
  PaymentScreen.clickValidate(),
  ReceiptScreen.clickNextOrder(),
);

tour(
  "race",
  Chrome.startPoS(),
  customer("Anna Petrova"),
  ProductScreen.clickDisplayedProduct("Brake pads"),
  openPoints(),
  usePoints(50),
  closed,
  ProductScreen.totalAmountIs("50.00"),
  pay("50"),
  shows("the loser hears why", ".modal-body:contains(go on without)"),
  Dialog.confirm("Ok"),
  PaymentScreen.clickBack(),
  openPoints(),
  { content: "go on without points", trigger: ".o_points_off", run: "click" },
  closed,
  ProductScreen.totalAmountIs("100.00"),
  ProductScreen.clickPayButton(),
  PaymentScreen.clickPaymentlineDelButton("Till cash", "50.00"),
  PaymentScreen.clickPaymentMethod("Till cash"),
  PaymentScreen.clickValidate(),
  ReceiptScreen.clickNextOrder(),
);

tour(
  "refund",
  Chrome.startPoS(),
  ProductScreen.clickRefund(),
  {
    content: "the sale of this morning",
    trigger: ".order-row",
    run: "click",
  },
  ProductScreen.clickNumpad("2"),
  TicketScreen.confirmRefund(),
  PaymentScreen.totalIs("-150.00"),
  PaymentScreen.clickPaymentMethod("Till cash"),
  PaymentScreen.clickValidate(),
  ReceiptScreen.clickNextOrder(),
);

tour(
  "company",
  Chrome.startPoS(),
  customer("Clara Weiss"),
  shows("the company's points", ".o_points_member:contains(40 points)"),
  ProductScreen.clickDisplayedProduct("Brake pads"),
  openPoints(),
  usePoints(40),
  closed,
  ProductScreen.totalAmountIs("60.00"),
  pay("60"),
  ReceiptScreen.clickNextOrder(),
);
