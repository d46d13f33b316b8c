"""Every change of a tier: when, why, by whom, with the figures of that moment. Never edited."""

from odoo import fields, models
from odoo.exceptions import UserError

WHY = [
    ("threshold", "Threshold reached"),
    ("review", "Review"),
    ("grace", "Grace over"),
    ("manual", "By hand"),
    ("manual_over", "By hand, over"),
    ("program", "Program changed"),
    ("start", "Start of the program"),
]


class LoyaltyTierChange(models.Model):
    _name = "loyalty.tier.change"
    _description = "Change of Tier"
    _order = "id desc"
    _rec_name = "card_id"
    _log_access = False

    card_id = fields.Many2one(
        "loyalty.card", required=True, readonly=True, ondelete="restrict", index=True
    )
    program_id = fields.Many2one(related="card_id.program_id")
    company_id = fields.Many2one(related="card_id.company_id")
    partner_id = fields.Many2one(related="card_id.partner_id", string="Member")
    from_tier_id = fields.Many2one(
        "loyalty.tier", "From", readonly=True, ondelete="restrict"
    )
    to_tier_id = fields.Many2one(
        "loyalty.tier", "To", readonly=True, ondelete="restrict"
    )
    date = fields.Datetime(required=True, readonly=True)
    why = fields.Selection(WHY, required=True, readonly=True)
    reason = fields.Char("Explanation", readonly=True)
    author_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    figure = fields.Float(
        "Reached", digits=(16, 2), readonly=True, help="In the measure of the program."
    )
    balance = fields.Float(digits=(16, 2), readonly=True)

    # nothing may come through: there is no super to call
    # pylint: disable=method-required-super
    def write(self, vals):
        """Refuse: what happened stays as it was."""
        raise UserError(self.env._("The history of tiers is never edited."))

    def unlink(self):
        """Refuse: what happened stays as it was."""
        raise UserError(self.env._("The history of tiers is never edited."))
