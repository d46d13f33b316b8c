"""Settings that every posting asks for are kept in memory: a change forgets them."""

from odoo import api, models


class LoyaltyPointsCached(models.AbstractModel):
    _name = "loyalty.points.cached"
    _description = "Setting That Is Kept in Memory"

    @api.model_create_multi
    def create(self, vals_list):
        """Forget what was kept."""
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        """Forget what was kept."""
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        """Forget what was kept."""
        self.env.registry.clear_cache()
        return super().unlink()
