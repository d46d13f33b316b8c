"""Rewards bring a product for their discount: it belongs to them, whoever makes them."""

from odoo import models


class LoyaltyReward(models.Model):
    _inherit = "loyalty.reward"

    def _create_missing_discount_line_products(self):
        """A loyalty manager may make rewards, and need not be allowed to make products."""
        return super(
            LoyaltyReward, self.sudo()
        )._create_missing_discount_line_products()

    def write(self, vals):
        """Core renames and archives the product along."""
        if not {"description", "active"} & vals.keys():
            return super().write(vals)
        self.check_access("write")
        # the right to the reward was checked: its product follows
        return super(LoyaltyReward, self.sudo()).write(vals)
