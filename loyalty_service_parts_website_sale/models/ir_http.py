"""What the shop says of stock is what its visitor can have, in every app of the shop (S30)."""

from odoo import models
from odoo.http import request

from .product_product import VISITOR

#: Where an order is made, stock is asked for by whoever delivers.
_ORDERS = "/shop/payment"


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _frontend_pre_dispatch(cls):
        result = super()._frontend_pre_dispatch()
        path = request.httprequest.path
        if path.startswith(("/shop", "/website_sale")) and not path.startswith(_ORDERS):
            request.update_context(**{VISITOR: True})
        return result
