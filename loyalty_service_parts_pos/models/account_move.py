"""A credit note on the invoice of a till's sale takes back its share (D2)."""

from odoo import models


class AccountMove(models.Model):
    _inherit = "account.move"

    def _points_changed(self):
        """Tell the sales that were invoiced; refunds at a till tell them themselves."""
        result = super()._points_changed()
        # an accountant need not be allowed to read orders of tills
        moves = self.sudo()
        orders = moves.reversed_entry_id.pos_order_ids
        orders.filtered("points_terms")._points_sync()
        return result
