"""A quotation in the portal is neither signed nor paid when its customer may not buy it (S27)."""

from odoo import http
from odoo.exceptions import AccessError, MissingError, ValidationError
from odoo.http import request

from odoo.addons.sale.controllers.portal import CustomerPortal, PaymentPortal


def problem_of(portal, order_id, access_token):
    """Why an order cannot be bought now, or False; core answers who may not see it."""
    try:
        order = portal._document_check_access(
            "sale.order", order_id, access_token=access_token
        )
    except (AccessError, MissingError):
        return False
    told = order.with_context(loyalty_to_customer=True)
    return order.state in ("draft", "sent") and told._points_confirm_problem()


class LoyaltyOrderPortal(CustomerPortal):
    @http.route()
    def portal_quote_accept(
        self, order_id, access_token=None, name=None, signature=None
    ):
        """Refuse with a sentence before anything is signed."""
        token = access_token or request.httprequest.args.get("access_token")
        if problem := problem_of(self, order_id, token):
            return {"error": problem}
        return super().portal_quote_accept(
            order_id, access_token=access_token, name=name, signature=signature
        )


class LoyaltyPaymentPortal(PaymentPortal):
    @http.route()
    def portal_order_transaction(self, order_id, access_token, **kwargs):
        """Refuse before anything is paid."""
        if problem := problem_of(self, order_id, access_token):
            raise ValidationError(problem)
        return super().portal_order_transaction(order_id, access_token, **kwargs)
