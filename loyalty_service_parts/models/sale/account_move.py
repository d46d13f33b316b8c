"""Invoices and credit notes tell their orders that something happened."""

from odoo import models
from odoo.tools import float_is_zero


class AccountMove(models.Model):
    _inherit = "account.move"

    def _points_orders(self):
        # an accountant need not be allowed to read orders
        return self.sudo().line_ids.sale_line_ids.order_id

    def _points_paid_share(self):
        """Which share of a posted invoice was paid, from 0 to 1."""
        self.ensure_one()
        if float_is_zero(self.amount_total, precision_digits=6):
            return 1.0
        return min(max(1 - self.amount_residual / self.amount_total, 0.0), 1.0)

    def _points_changed(self):
        """Whatever happened to these invoices: their orders and they themselves post it."""
        self._points_orders()._points_sync_confirmed()
        self._points_sync_invoices()

    def _post(self, soft=True):
        """A posted invoice earns, a posted credit note takes back (S7, S8)."""
        posted = super()._post(soft)
        posted.sudo()._points_keep_terms()
        posted._points_changed()
        posted.sudo()._points_write_off_withheld()
        return posted

    def button_draft(self):
        """An invoice that is not posted any more earns nothing (D21)."""
        result = super().button_draft()
        self._points_changed()
        self.sudo()._points_owe_withheld()
        self.sudo().points_terms = False
        return result

    def button_cancel(self):
        """A cancelled invoice earns nothing (D21)."""
        result = super().button_cancel()
        self._points_changed()
        self.sudo()._points_owe_withheld()
        return result

    def unlink(self):
        """Whatever is deleted earns nothing (D21)."""
        orders = self._points_orders()
        result = super().unlink()
        orders.exists()._points_sync_confirmed()
        return result
