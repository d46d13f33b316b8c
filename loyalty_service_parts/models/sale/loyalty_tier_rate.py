"""Another multiplier of a tier for a category of products."""

from odoo import fields, models


class LoyaltyTierRate(models.Model):
    _name = "loyalty.tier.rate"
    _description = "Multiplier of a Tier by Category"
    _inherit = ["loyalty.points.cached"]
    _order = "tier_id, id"

    tier_id = fields.Many2one(
        "loyalty.tier", required=True, ondelete="cascade", index=True
    )
    categ_id = fields.Many2one(
        "product.category", "Category", required=True, ondelete="cascade"
    )
    multiplier = fields.Float(default=1, required=True, digits=(16, 2))
    company_id = fields.Many2one(related="tier_id.company_id")

    _once = models.Constraint(
        "UNIQUE (tier_id, categ_id)", "A category has one multiplier in a tier."
    )
    _multiplier_positive = models.Constraint(
        "CHECK (multiplier >= 1)", "A tier cannot give fewer points than none."
    )
