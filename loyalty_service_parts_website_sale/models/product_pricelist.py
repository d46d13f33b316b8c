"""The price list of a tier needs no setting of its own for the web site (S17)."""

from odoo import models


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    def _is_available_on_website(self, website):
        """Core takes it for one of the back office; `website` shows it to members only."""
        if super()._is_available_on_website(website):
            return True
        return (
            self.id in self._points_tier_pricelist_ids()
            and (not self.company_id or self.company_id == website.company_id)
            and (not self.website_id or self.website_id == website)
        )
