"""A part that was bought once is shown again while it may be seen (S27)."""

from odoo import models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _is_sellable(self):
        """Neither in the history of the cart nor as a link, if it is hidden now."""
        # the cart is looked at in sudo; the visitor is still known
        visible = self.sudo().product_id.product_tmpl_id.member_visible
        return bool((not self.product_id or visible) and super()._is_sellable())
