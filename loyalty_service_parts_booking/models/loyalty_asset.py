"""Visits of an asset."""

from odoo import fields, models


class LoyaltyAsset(models.Model):
    _inherit = "loyalty.asset"

    booking_ids = fields.One2many("resource.booking", "asset_id", "Bookings")
    booking_count = fields.Integer(compute="_compute_booking_count", compute_sudo=True)

    def _compute_booking_count(self):
        groups = self.env["resource.booking"]._read_group(
            [("asset_id", "in", self.ids)], ["asset_id"], ["__count"]
        )
        counts = dict(groups)
        for asset in self:
            asset.booking_count = counts.get(asset, 0)

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
