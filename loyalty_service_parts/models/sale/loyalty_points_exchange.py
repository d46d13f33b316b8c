"""An exchange that was made on an order: its seller may undo it (S12)."""

from odoo import fields, models


class LoyaltyPointsExchange(models.Model):
    _inherit = "loyalty.points.exchange"

    order_id = fields.Many2one(
        "sale.order", readonly=True, ondelete="set null", index="btree_not_null"
    )

    def _points_may_change(self):
        """Whoever may write the order may undo what was changed on it."""
        # a seller is known by his order; the exchanges of others need member services
        others = self.filtered(lambda exchange: not exchange.sudo().order_id)
        for exchange in self - others:
            exchange.sudo().order_id.sudo(False).check_access("write")
        if not others:
            return None
        return super(LoyaltyPointsExchange, others)._points_may_change()
