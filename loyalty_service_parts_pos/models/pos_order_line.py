"""Lines of a till: which are sales, and what they are worth."""

from odoo import models
from odoo.tools import float_compare


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

    def _points_is_return(self):
        """Whether pieces of another order's line come back."""
        self.ensure_one()
        return (
            float_compare(self.qty, 0, precision_digits=4) < 0
            and self.refunded_orderline_id.product_id == self.product_id
        )

    def _points_is_handed_out(self):
        """Whether the customer gets the product by this line: not by a settled order.

        Whatever else the line says of itself: a cashier may write it.
        """
        self.ensure_one()
        if self._points_is_settled():
            return False
        if (
            self.product_id
            and self.product_id == self.reward_id.discount_line_product_id
        ):
            return False
        return float_compare(self.qty, 0, precision_digits=4) > 0

    def _points_is_settled(self):
        """Whether an order of the same customer sold this already, no more pieces of it."""
        self.ensure_one()
        settled = self.sale_order_line_id
        order, customer = settled.order_id, self.order_id.partner_id
        if (
            not settled
            or settled.product_id != self.product_id
            or order != self.sale_order_origin_id
            or order.state == "cancel"
            or order.partner_id.commercial_partner_id != customer.commercial_partner_id
        ):
            return False
        others = settled.pos_order_line_ids.filtered(
            lambda line: (
                line != self
                and line.order_id._points_is_sold()
                and not line.refunded_orderline_id
            )
        )
        pieces = settled._convert_qty(
            settled, sum(others.mapped("qty")) + self.qty, "p2s"
        )
        return float_compare(pieces, settled.product_uom_qty, precision_digits=4) <= 0

    def _points_sum(self, name="price_subtotal_incl"):
        """Money of the line by its price, quantity and taxes, in the order's currency.

        Not as the till says it: a till turns the signs of all sums of a refund, and what a
        line says need not be what it costs.
        """
        self.ensure_one()
        return self._compute_amount_line_all()[name]

    def _points_total(self):
        """Money of several lines, with tax."""
        return sum(line._points_sum() for line in self)

    def _points_delivered(self):
        """The share that the customer has: all, unless it is shipped later."""
        self.ensure_one()
        if self.combo_line_ids:
            parts = self.combo_line_ids & self.order_id.lines
            return min((line._points_delivered() for line in parts), default=1.0)
        if not self.order_id.shipping_date or self.product_id.type == "service":
            return 1.0
        if not self.qty:
            return 1.0
        return min(max(self.qty_delivered / self.qty, 0.0), 1.0)
