"""Deliveries to members of some tiers are urgent: they are reserved first (S30)."""

from odoo import models


class StockMove(models.Model):
    # one concern a file, one file a room
    _inherit = "stock.move"  # pylint: disable=consider-merging-classes-inherited

    def _get_new_picking_values(self):
        """A transfer is urgent if one of its moves is."""
        values = super()._get_new_picking_values()
        if self._catalogue_is_first():
            values["priority"] = "1"
        return values

    def _assign_picking_values(self, picking):
        """A transfer that is there already becomes more urgent, never less."""
        values = super()._assign_picking_values(picking)
        if self._catalogue_is_first():
            values["priority"] = "1"
        return values

    def _catalogue_is_first(self):
        """Whether one of these moves is for a member who is served first."""
        # whoever moves goods need not be allowed to read orders
        orders = self.sudo().sale_line_id.order_id
        return any(order._catalogue_tier().delivery_first for order in orders)
