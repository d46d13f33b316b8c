"""Payments: made or undone, they change what orders that earn when paid have earned."""

from odoo import api, models


class AccountPartialReconcile(models.Model):
    _inherit = "account.partial.reconcile"

    def _points_orders(self):
        moves = (self.debit_move_id | self.credit_move_id).move_id
        return moves.filtered(lambda move: move.is_sale_document())._points_orders()

    @api.model_create_multi
    def create(self, vals_list):
        """A payment or a part of one arrived (S7)."""
        partials = super().create(vals_list)
        partials._points_orders()._points_sync_confirmed()
        return partials

    def unlink(self):
        """A payment was taken away from its invoice."""
        orders = self._points_orders()
        result = super().unlink()
        orders._points_sync_confirmed()
        return result
