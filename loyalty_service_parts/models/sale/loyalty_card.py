"""A card whose tier changed: prices of its holder follow at once."""

from odoo import api, models


class LoyaltyCard(models.Model):
    _inherit = "loyalty.card"

    @api.model
    def _points_after_tier(self, moved):
        """The price list of a contact is computed from his tier."""
        result = super()._points_after_tier(moved)
        self.env["res.partner"].invalidate_model(
            ["property_product_pricelist"], flush=False
        )
        return result
