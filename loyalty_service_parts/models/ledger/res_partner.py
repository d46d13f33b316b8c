"""The contact of a company carries the time zone in which its points expire."""

from odoo import models


class ResPartner(models.Model):
    # one concern a file, one file a room
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    def write(self, vals):
        """Programs keep the time zone of their company in a cache."""
        if "tz" in vals:
            self.env.registry.clear_cache()
        return super().write(vals)
