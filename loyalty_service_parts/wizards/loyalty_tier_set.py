"""Give a member a tier by hand, with a reason and an end (S16)."""

from odoo import fields, models
from odoo.exceptions import UserError


class LoyaltyTierSet(models.TransientModel):
    _name = "loyalty.tier.set"
    _description = "Set the Tier by Hand"

    card_id = fields.Many2one("loyalty.card", required=True, readonly=True)
    program_id = fields.Many2one(related="card_id.program_id")
    current_id = fields.Many2one(related="card_id.tier_id", string="Tier Now")
    tier_id = fields.Many2one(
        "loyalty.tier", "New Tier", domain="[('program_id', '=', program_id)]"
    )
    until = fields.Date(
        help="Last day; then the tier follows from what was reached again."
    )
    reason = fields.Char("Explanation", required=True)

    def action_apply(self):
        """Set the tier; the history keeps who did it and why."""
        self.ensure_one()
        if self.tier_id and self.tier_id.program_id != self.program_id:
            raise UserError(self.env._("Choose a tier of the program of the card."))
        if self.until and self.until < self.program_id._points_day():
            raise UserError(self.env._("The end lies in the past."))
        self.card_id.check_access("write")
        self.card_id._points_set_tier(self.tier_id, self.until, self.reason)
        return {"type": "ir.actions.act_window_close"}
