"""What counts for a tier beside the ledger: purchases before the start, status points (S56)."""

from odoo import fields, models


class LoyaltyTierPast(models.Model):
    _name = "loyalty.tier.past"
    _description = "Counts for the Tier Only"
    _order = "date desc, id desc"
    _rec_name = "card_id"
    _log_access = False

    card_id = fields.Many2one(
        "loyalty.card", required=True, readonly=True, ondelete="cascade", index=True
    )
    program_id = fields.Many2one(
        "loyalty.program", required=True, readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one("res.company", readonly=True, ondelete="cascade")
    date = fields.Datetime(required=True, readonly=True)
    points = fields.Float(
        digits=(16, 4), readonly=True, help="What it would have earned."
    )
    amount = fields.Float("Money", digits=(16, 4), readonly=True)
    reason = fields.Char(
        "Explanation", readonly=True, help="Empty for purchases before the start."
    )
    author_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
