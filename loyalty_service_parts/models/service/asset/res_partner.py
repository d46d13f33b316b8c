"""What a contact owns."""

from odoo import fields, models

from ..counting import set_counts


class ResPartner(models.Model):
    # one concern a file, one file a room
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    asset_count = fields.Integer(
        "Assets", compute="_compute_asset_count", compute_sudo=True
    )

    def _compute_asset_count(self):
        set_counts(self, "asset_count", "loyalty.asset", "partner_id")

    def action_assets(self):
        """Open what the contact owns."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_service_parts.loyalty_asset_action"
        )
        return {
            **action,
            "domain": [("partner_id", "child_of", self.ids)],
            "context": {"default_partner_id": self.id},
        }
