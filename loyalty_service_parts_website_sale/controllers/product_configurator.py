"""The configurator opens products of combinations in sudo (S27)."""

from werkzeug.exceptions import NotFound

from odoo.http import request

from odoo.addons.website_sale.controllers.product_configurator import (
    WebsiteSaleProductConfiguratorController,
)


class LoyaltyProductConfigurator(WebsiteSaleProductConfiguratorController):
    def _get_product_template(self, product_template_id):
        """:raise NotFound: hidden or unknown"""
        # the visitor is asked, whatever core finds in sudo
        known = request.env["product.template"].sudo().browse(product_template_id)
        if not known.exists() or not known.member_visible:
            raise NotFound()
        return super()._get_product_template(product_template_id)

    def _should_show_product(self, product_template, parent_combination):
        """Optional products that the visitor sees."""
        return product_template.sudo().member_visible and super()._should_show_product(
            product_template, parent_combination
        )
