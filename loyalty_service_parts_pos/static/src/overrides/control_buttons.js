import { ControlButtons } from "@point_of_sale/app/screens/product_screen/control_buttons/control_buttons";
import { patch } from "@web/core/utils/patch";
import { PointsPopup } from "@loyalty_service_parts_pos/points/points_popup";

patch(ControlButtons.prototype, {
  /** Points of the customer's card: see them, and choose how many pay. */
  clickPoints() {
    this.dialog.add(PointsPopup, { partner: this.pos.getOrder().getPartner() });
  },
});
