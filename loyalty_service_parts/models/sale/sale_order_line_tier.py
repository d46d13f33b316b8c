"""The discount on labour that a tier gives (S17)."""

from odoo import models
from odoo.tools import float_compare


class SaleOrderLine(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order.line"  # pylint: disable=consider-merging-classes-inherited

    def _compute_discount(self):
        """Labour costs a member less, unless the price list gives more."""
        result = super()._compute_discount()
        for line in self:
            if line.display_type or line.reward_id or not line.product_id:
                continue
            if line.product_id.type != "service":
                continue
            # whoever sells need not be allowed to read tiers
            tier = line.order_id.sudo()._points_tier()
            discount = tier._points_labour_discount(line.product_id)
            if float_compare(discount, line.discount, precision_digits=2) > 0:
                line.discount = discount
        return result
