"""Which price list a visitor of the shop has: that of his tier, at once (S17)."""

from odoo import models
from odoo.http import request

from odoo.addons.website_sale.models.website import (
    PRICELIST_SELECTED_SESSION_CACHE_KEY,
    PRICELIST_SESSION_CACHE_KEY,
)

#: The tier's price list that the session knows of.
TIER_KEY = "loyalty_tier_pricelist"


class Website(models.Model):
    _inherit = "website"

    def _get_pl_partner_order(
        self,
        country_code,
        show_visible,
        current_pl_id,
        website_pricelist_ids,
        partner_pl_id=False,
    ):
        """Without the price lists of tiers that this visitor does not have."""
        found = super()._get_pl_partner_order(
            country_code,
            show_visible,
            current_pl_id,
            website_pricelist_ids,
            partner_pl_id=partner_pl_id,
        )
        hidden = self.env["product.pricelist"]._points_tier_pricelist_ids()
        return [one for one in found if one not in hidden or one == partner_pl_id]

    def _get_and_cache_current_cart(self):
        """A tier that was gained or lost counts in a full cart, too."""
        cart = super()._get_and_cache_current_cart()
        own = self._loyalty_tier_pricelist()
        if cart and not self.env.cr.readonly and self._loyalty_pricelist_is_stale(own):
            self._loyalty_forget_pricelist()
            before = cart.pricelist_id
            cart._compute_pricelist_id()
            if cart.pricelist_id != before:
                cart._recompute_prices()
            request.session[TIER_KEY] = own.id
        return cart

    def _get_and_cache_current_pricelist(self):
        """A tier that was gained or lost counts with the next page."""
        own = self._loyalty_tier_pricelist()
        # reading the cart may bring it up to date
        if not self._loyalty_pricelist_is_stale(own) or (
            request.cart and not self._loyalty_pricelist_is_stale(own)
        ):
            return super()._get_and_cache_current_pricelist()
        self._loyalty_forget_pricelist()
        if request.cart:
            # nothing can be written now: the price is shown, the next request keeps it
            return self.env.user.partner_id.property_product_pricelist.sudo()
        request.session[TIER_KEY] = own.id
        return super()._get_and_cache_current_pricelist()

    def _loyalty_forget_pricelist(self):
        for key in (PRICELIST_SESSION_CACHE_KEY, PRICELIST_SELECTED_SESSION_CACHE_KEY):
            request.session.pop(key, None)

    def _loyalty_tier_pricelist(self):
        """The price list of the visitor's tier, if he has none of his own."""
        pricelists = self.env["product.pricelist"]
        if self.env.user._is_public() or not pricelists._points_tier_pricelist_ids():
            return pricelists
        partner = self.env.user.partner_id.with_company(self.company_id)
        mine = partner.sudo().property_product_pricelist
        return mine.filtered(
            lambda one: one.id in pricelists._points_tier_pricelist_ids()
        )

    def _loyalty_pricelist_is_stale(self, own):
        """Whether the session still has a tier's prices, or does not have them yet."""
        used = request.session.get(PRICELIST_SESSION_CACHE_KEY)
        hidden = self.env["product.pricelist"]._points_tier_pricelist_ids()
        lost = used in hidden and used != own.id
        return lost or (request.session.get(TIER_KEY) or False) != own.id
