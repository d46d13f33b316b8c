"""A warehouse manager may take what is kept for members; it is kept in the history (S30)."""

from odoo import fields, models


class StockPicking(models.Model):
    # one concern a file, one file a room
    _inherit = "stock.picking"  # pylint: disable=consider-merging-classes-inherited

    reserve_reason = fields.Char(
        "Reason to Take What Is Kept",
        copy=False,
        groups="stock.group_stock_manager",
        help="With a reason, stock that is kept for members can be taken by hand.",
    )

    def _reserve_is_allowed(self):
        """Whether a manager gave a reason."""
        # the reason is the manager's; whoever delivers need not be allowed to read it
        return bool(self.sudo().reserve_reason)

    def _reserve_log(self, move, pieces):
        """How many pieces were taken, and why, stays with the transfer."""
        # the reason is the manager's; whoever delivers need not be allowed to read it
        body = self.env._(
            "%(pieces)g of “%(product)s” were taken though they are kept for members: "
            "%(reason)s",
            pieces=pieces,
            product=move.product_id.display_name,
            reason=self.sudo().reserve_reason,
        )
        self.message_post(body=body)
