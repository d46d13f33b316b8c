"""What this visitor may see and have: in every list, and in the cart that he filled (S27, S30)."""

from odoo import models
from odoo.http import request

#: The tier for which the prices of the session's cart are.
TIER_KEY = "loyalty_cart_tier"


class Website(models.Model):
    # one concern a file
    _inherit = "website"  # pylint: disable=consider-merging-classes-inherited

    def _product_domain(self):
        """Also where the shop looks in sudo: the visitor is still known there."""
        return [*super()._product_domain(), ("member_visible", "=", True)]

    def _get_and_cache_current_cart(self):
        """A part that was closed is taken out of a full cart, too, with a message."""
        cart = super()._get_and_cache_current_cart()
        if cart and not request.env.cr.readonly:
            cart._loyalty_drop_denied()
            self._loyalty_follow_tier(cart)
        return cart

    def _loyalty_follow_tier(self, cart):
        """Labour costs what the tier of this moment says, also in a full cart."""
        tier = cart._points_tier_now().id or False
        if request.session.get(TIER_KEY, tier) != tier:
            cart._recompute_prices()
            # what the session knew of the cart is not true any more
            request.session["website_sale_cart_quantity"] = cart.cart_quantity
        if request.session.get(TIER_KEY) != tier:
            request.session[TIER_KEY] = tier

    def _get_product_available_qty(self, product, **kwargs):
        """What this visitor can have, without what is kept for others."""
        return super()._get_product_available_qty(
            product._reserve_for(self.env.user.partner_id, self.company_id), **kwargs
        )
