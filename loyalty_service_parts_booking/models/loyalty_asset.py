"""Visits of an asset."""

from odoo import fields, models

from odoo.addons.loyalty_service_parts.models.service.counting import set_counts


class LoyaltyAsset(models.Model):
    _inherit = "loyalty.asset"

    booking_ids = fields.One2many("resource.booking", "asset_id", "Bookings")
    booking_count = fields.Integer(compute="_compute_booking_count", compute_sudo=True)

    def _compute_booking_count(self):
        set_counts(self, "booking_count", "resource.booking", "asset_id")

    def action_bookings(self):
        """Open the visits of this asset."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Bookings"),
            "res_model": "resource.booking",
            "view_mode": "list,calendar,form",
            "domain": [("asset_id", "=", self.id)],
            "context": {
                "default_asset_id": self.id,
                "default_partner_ids": self.partner_id.ids,
                "active_test": False,
            },
        }
