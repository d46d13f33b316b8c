"""Lines of a till: which are sales, and what of them the customer kept."""

from odoo import models


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    def _points_is_sale(self):
        """Not a reward, not what an order settles (it earns itself), not what comes back."""
        self.ensure_one()
        return bool(
            self.product_id
            and not self.reward_id
            and not self.is_reward_line
            and not self.sale_order_origin_id
            and not self.refunded_orderline_id
        )

    def _points_sum(self, name="price_subtotal_incl"):
        """Money of the line with the sign of what is sold or comes back.

        A till turns the signs of all lines of a refund, the back office does not.
        """
        self.ensure_one()
        sign = -1 if self.qty * self.price_unit < 0 else 1
        return sign * abs(self[name]) if self.price_unit else self[name]

    def _points_total(self):
        """Money of several lines, with tax."""
        return sum(line._points_sum() for line in self)

    def _points_kept(self):
        """The share of a line that did not come back, from 0 to 1 (D2)."""
        self.ensure_one()
        if not self.qty:
            return 1.0
        back = self.refund_orderline_ids.filtered(
            lambda line: line.order_id._points_is_sold()
        )
        return min(max(1 + sum(back.mapped("qty")) / self.qty, 0.0), 1.0)

    def _points_delivered(self):
        """The share that the customer has: all, unless it is shipped later."""
        self.ensure_one()
        if not self.order_id.shipping_date or self.product_id.type == "service":
            return 1.0
        if not self.qty:
            return 1.0
        return min(max(self.qty_delivered / self.qty, 0.0), 1.0)
