"""A product feed is made once and given to everybody: nothing that is not for everybody."""

from odoo import models
from odoo.fields import Domain


class ProductFeed(models.Model):
    _inherit = "product.feed"

    def _get_feed_product_domain(self):
        """Only products that anybody may see now; whoever fills the cache does not count."""
        everybody = self.env["product.template"]._catalogue_domain(
            self.env["res.partner"], self.website_id.company_id
        )
        return Domain(super()._get_feed_product_domain()) & Domain(
            "product_tmpl_id", "any", everybody
        )
