"""Deliveries and returns tell their orders that something happened."""

from odoo import models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _action_done(self):
        """`qty_delivered` is computed, there is no write to it to follow (S7, S8)."""
        result = super()._action_done()
        # a warehouse clerk need not be allowed to read orders
        self.sudo().move_ids.sale_line_id.order_id._points_sync_confirmed()
        return result
