"""An order that is ordered again keeps its parts and their installation together (S32)."""

from odoo import http
from odoo.http import request

from odoo.addons.website_sale.controllers.reorder import CustomerPortal


class LoyaltyReorder(CustomerPortal):
    @http.route()
    def my_orders_reorder(self, order_id, access_token=None):
        """Link the work with its part."""
        result = super().my_orders_reorder(order_id, access_token=access_token)
        request.cart._loyalty_link_work()
        return result
