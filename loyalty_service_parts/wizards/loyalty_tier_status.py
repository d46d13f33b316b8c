"""Give a member something that counts for his tier only (S15)."""

from odoo import fields, models


class LoyaltyTierStatus(models.TransientModel):
    _name = "loyalty.tier.status"
    _description = "Count for the Tier Only"

    card_id = fields.Many2one("loyalty.card", required=True, readonly=True)
    partner_id = fields.Many2one(related="card_id.partner_id", string="Member")
    metric = fields.Selection(related="card_id.program_id.tier_metric")
    tier_text = fields.Char(related="card_id.tier_text")
    figure = fields.Float("Counts", digits=(16, 2), required=True)
    reason = fields.Char("Explanation", required=True)

    def action_apply(self):
        """Count it; the balance stays as it is."""
        self.ensure_one()
        self.card_id._points_give_status(self.figure, self.reason)
        return {"type": "ir.actions.act_window_close"}
