"""Payments: made or undone, they change what orders that earn when paid have earned."""

from odoo import api, models


class AccountPartialReconcile(models.Model):
    _inherit = "account.partial.reconcile"

    def _points_invoices(self):
        # a payment touches invoices that its author need not be allowed to read
        moves = self.sudo()
        moves = (moves.debit_move_id | moves.credit_move_id).move_id
        return moves.filtered(lambda move: move.is_sale_document())

    @api.model_create_multi
    def create(self, vals_list):
        """A payment or a part of one arrived (S7)."""
        partials = super().create(vals_list)
        partials._points_invoices()._points_changed()
        return partials

    def unlink(self):
        """A payment was taken away from its invoice."""
        invoices = self._points_invoices()
        result = super().unlink()
        invoices.exists()._points_changed()
        return result
