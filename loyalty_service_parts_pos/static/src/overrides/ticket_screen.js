import { TicketScreen } from "@point_of_sale/app/screens/ticket_screen/ticket_screen";
import { patch } from "@web/core/utils/patch";
import { roundDecimals } from "@loyalty_service_parts_pos/points/rounding";

patch(TicketScreen.prototype, {
  /** What points paid of the goods comes back as points: their share goes along. */
  async onDoRefund() {
    const order = this.getSelectedOrder();
    if (order) {
      this.takePointsAlong(order);
    }
    return await super.onDoRefund(...arguments);
  },

  takePointsAlong(order) {
    const goods = order.lines.filter((line) => !line.is_reward_line && line.qty > 0);
    const total = goods.reduce((sum, line) => sum + line.prices.total_included, 0);
    const back = goods.reduce((sum, line) => {
      const pieces = line.refundedQty + this.getToRefundDetail(line).qty;
      return sum + (line.prices.total_included * pieces) / line.qty;
    }, 0);
    if (!total || !goods.some((line) => this.getToRefundDetail(line).qty)) {
      return;
    }
    for (const line of order.lines) {
      const detail = this.getToRefundDetail(line);
      if (line.reward_id?.program_id.program_type !== "loyalty" || detail.qty) {
        continue;
      }
      const share = roundDecimals((line.qty * back) / total, 2) - line.refundedQty;
      detail.qty = Math.min(Math.max(share, 0), line.qty - line.refundedQty);
    }
  },
});
