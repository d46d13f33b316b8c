"""What a visitor looked at: nothing that he cannot see (S27)."""

from odoo import models


class WebsiteVisitor(models.Model):
    _inherit = "website.visitor"

    def _add_viewed_product(self, product_id):
        """A number that was tried out is not remembered."""
        product = self.env["product.product"].sudo().browse(product_id).exists()
        if product and not product.member_visible:
            return None
        return super()._add_viewed_product(product_id)
