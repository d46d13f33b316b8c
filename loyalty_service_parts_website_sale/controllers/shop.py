"""The members' section, points at checkout and installation in the cart (S31, S32)."""

from odoo import http
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.website_sale.controllers.main import WebsiteSale


class LoyaltyShop(WebsiteSale):
    def _get_search_options(self, **post):
        """Only the members' section, if it was asked for."""
        options = super()._get_search_options(**post)
        return {**options, "exclusive": self._loyalty_in_section(post)}

    def _get_shop_domain(self, *args, **kwargs):
        """The range of prices is that of the section, too."""
        domain = super()._get_shop_domain(*args, **kwargs)
        if not self._loyalty_in_section(request.params):
            return domain
        templates = request.env["product.template"]
        return Domain(domain) & Domain(templates._loyalty_section())

    def _loyalty_in_section(self, params):
        return params.get("exclusive") == "1"

    def _shop_get_query_url_kwargs(self, *args, exclusive=None, **kwargs):
        """Links of the section stay in it."""
        values = super()._shop_get_query_url_kwargs(*args, **kwargs)
        return {**values, "exclusive": exclusive} if exclusive else values

    @http.route(
        "/shop/loyalty/points",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
        sitemap=False,
    )
    def loyalty_points(self, points="", **post):
        """Use so many points on the cart; 0 takes them off; what cannot be is told."""
        cart = request.cart
        choice = cart and cart._loyalty_choice()
        if choice:
            try:
                with request.env.cr.savepoint():
                    cart._points_use(
                        choice["card"], choice["reward"], self._loyalty_number(points)
                    )
            except UserError as error:
                cart.shop_warning = str(error)
        return request.redirect("/shop/cart")

    def _loyalty_number(self, text):
        """:raise UserError: the visitor entered no number"""
        digits = text.replace("\u00a0", "").replace(" ", "").replace(",", ".")
        if not digits.replace(".", "", 1).isdecimal() or len(digits) > 12:
            raise UserError(request.env._("Enter how many points to use."))
        return float(digits)

    @http.route(
        "/shop/loyalty/install",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
        sitemap=False,
    )
    def loyalty_install(self, line_id="", **post):
        """Add the installation of a part to the own cart."""
        cart = request.cart
        lines = cart.order_line.filtered(lambda line: str(line.id) == line_id)
        if not lines:
            raise request.not_found()
        try:
            with request.env.cr.savepoint():
                lines.action_install()
                request.session["website_sale_cart_quantity"] = cart.cart_quantity
        except UserError as error:
            cart.shop_warning = str(error)
        return request.redirect("/shop/cart")
