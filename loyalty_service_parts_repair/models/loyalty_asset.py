"""Work orders of an asset."""

from odoo import fields, models

from odoo.addons.loyalty_service_parts.models.service.counting import set_counts


class LoyaltyAsset(models.Model):
    _inherit = "loyalty.asset"

    repair_ids = fields.One2many("repair.order", "asset_id", "Work Orders")
    repair_count = fields.Integer(compute="_compute_repair_count", compute_sudo=True)

    def _compute_repair_count(self):
        set_counts(self, "repair_count", "repair.order", "asset_id")

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
