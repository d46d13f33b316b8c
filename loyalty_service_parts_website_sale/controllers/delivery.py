"""Where a part can be picked up is told to whoever sees it (S27)."""

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request

from odoo.addons.website_sale.controllers.delivery import Delivery


class LoyaltyDelivery(Delivery):
    @http.route()
    def website_sale_get_pickup_locations(self, zip_code=None, **kwargs):
        """:raise NotFound: a product is asked for that is hidden or unknown"""
        if product_id := kwargs.get("product_id"):
            # click and collect looks for it in sudo
            product = request.env["product.product"].sudo().browse(product_id).exists()
            if not product or not product.member_visible:
                raise NotFound()
        return super().website_sale_get_pickup_locations(zip_code=zip_code, **kwargs)
