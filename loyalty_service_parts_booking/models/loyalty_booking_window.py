"""Members of a tier, and above, see slots earlier than others (S23)."""

from odoo import fields, models


class LoyaltyBookingTier(models.AbstractModel):
    _name = "loyalty.booking.tier"
    _description = "For a Tier and Above"

    type_id = fields.Many2one(
        "resource.booking.type", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="type_id.company_id", store=True)
    tier_id = fields.Many2one(
        "loyalty.tier", "Tier and Above", required=True, ondelete="cascade"
    )

    def _points_covers(self, tier):
        """Whether it holds for a member of a tier."""
        self.ensure_one()
        return (
            tier.program_id == self.tier_id.program_id
            and tier.threshold >= self.tier_id.threshold
        )


class LoyaltyBookingWindow(models.Model):
    _name = "loyalty.booking.window"
    _description = "Earlier Booking for a Tier"
    _inherit = ["loyalty.booking.tier"]
    _order = "type_id, advance_days"
    _rec_name = "tier_id"

    advance_days = fields.Integer("Opens Before (Days)", required=True)

    _advance_positive = models.Constraint(
        "CHECK (advance_days > 0)", "Say how many days before the slots open."
    )
