"""What a contact owns."""

from odoo import fields, models


class ResPartner(models.Model):
    # one concern a file, one file a room
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    asset_count = fields.Integer("Assets", compute="_compute_asset_count")

    def _compute_asset_count(self):
        # a number only: whoever sees the contact sees that he owns something
        groups = (
            self.env["loyalty.asset"]
            .sudo()
            ._read_group([("partner_id", "in", self.ids)], ["partner_id"], ["__count"])
        )
        counts = dict(groups)
        for partner in self:
            partner.asset_count = counts.get(partner, 0)

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
