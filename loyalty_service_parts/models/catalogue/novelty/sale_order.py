"""Whoever orders a part waits for it no more (S30)."""

from odoo import models


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    def _action_confirm(self):
        """Off the waiting list."""
        result = super()._action_confirm()
        # whoever sells need not be allowed to read the list
        self.env["loyalty.waiting"].sudo()._waiting_ordered(self)
        return result
