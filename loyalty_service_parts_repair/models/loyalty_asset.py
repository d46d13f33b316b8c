"""Work orders of an asset."""

from odoo import fields, models


class LoyaltyAsset(models.Model):
    _inherit = "loyalty.asset"

    repair_ids = fields.One2many("repair.order", "asset_id", "Work Orders")
    repair_count = fields.Integer(compute="_compute_repair_count", compute_sudo=True)

    def _compute_repair_count(self):
        groups = self.env["repair.order"]._read_group(
            [("asset_id", "in", self.ids)], ["asset_id"], ["__count"]
        )
        counts = dict(groups)
        for asset in self:
            asset.repair_count = counts.get(asset, 0)

    def action_repairs(self):
        """Open the work orders of this asset."""
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "repair.action_repair_order_tree"
            ),
            "domain": [("asset_id", "=", self.id)],
            "context": {
                "default_asset_id": self.id,
                "default_partner_id": self.partner_id.id,
            },
        }
