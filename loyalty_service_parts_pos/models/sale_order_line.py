"""An order that a till settles earns itself; money and returns at the till count for it."""

from odoo import models
from odoo.tools import float_is_zero


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _points_invoice_shares(self):
        """What was paid at a till is invoiced and paid; what came back there is credited."""
        invoiced, paid, refunded = super()._points_invoice_shares()
        # whoever looks at an order need not be allowed to read those of tills
        lines = self.sudo().pos_order_line_ids.filtered(
            lambda line: not line.refunded_orderline_id
        )
        sold = self._points_till_share(lines)
        back = self._points_till_share(lines.refund_orderline_ids)
        return (
            min(invoiced + sold, 1.0),
            min(paid + sold, 1.0),
            min(refunded - back, 1.0),
        )

    def _points_till_share(self, lines):
        """Signed share of the ordered quantity on orders of tills that were paid."""
        if float_is_zero(self.product_uom_qty, precision_digits=6):
            return 0.0
        sold = sum(
            self._convert_qty(self, line.qty, "p2s")
            for line in lines
            if line.order_id._points_is_sold()
        )
        return sold / self.product_uom_qty
