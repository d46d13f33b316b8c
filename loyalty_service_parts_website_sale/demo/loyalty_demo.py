"""The story of the demo in the shop: the parts are for sale there, too."""

from odoo import api, models


class LoyaltyDemo(models.AbstractModel):
    _inherit = "loyalty.demo"

    @api.model
    def _make_products(self):
        """The catalogue is published."""
        result = super()._make_products()
        products = self.env["product.template"].search([("default_code", "!=", False)])
        products.is_published = True
        return result

    @api.model
    def _make_exclusive_parts(self):
        """They are for sale in the shop, too, to whom they are open."""
        result = super()._make_exclusive_parts()
        self.env["product.template"].search(
            [("default_code", "=like", "X%"), ("is_published", "=", False)]
        ).is_published = True
        return result
