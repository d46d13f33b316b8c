"""Free text beside an entry: the only part of the ledger that may be erased (S51)."""

from odoo import fields, models


class LoyaltyPointsReason(models.Model):
    _name = "loyalty.points.reason"
    _description = "Explanation of a Points Entry"
    _rec_name = "text"

    entry_id = fields.Many2one(
        "loyalty.points.entry", required=True, ondelete="restrict", index=True
    )
    text = fields.Char("Explanation", required=True)
