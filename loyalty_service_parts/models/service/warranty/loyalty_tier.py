"""A longer warranty for members of a tier."""

from odoo import fields, models


class LoyaltyTier(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.tier"  # pylint: disable=consider-merging-classes-inherited

    warranty_months = fields.Integer(
        "Longer Warranty (Months)",
        help="Added to the months of a product that has a warranty.",
    )

    _warranty_positive = models.Constraint(
        "CHECK (warranty_months BETWEEN 0 AND 1200)",
        "A warranty lasts between 0 and 1200 months.",
    )

    def _points_benefits(self):
        """A longer warranty is a benefit that members read."""
        result = super()._points_benefits()
        if self.warranty_months:
            result.append(
                self.env._("%s more months of warranty", self.warranty_months)
            )
        return result
