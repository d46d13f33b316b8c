"""The contact of a company carries the time zone in which its points expire."""

from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def write(self, vals):
        """Programs keep the time zone of their company in a cache."""
        if "tz" in vals:
            self.env.registry.clear_cache()
        return super().write(vals)
