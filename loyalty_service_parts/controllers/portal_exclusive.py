"""Exclusive parts in the portal: find, order, wait for (S28, S31, S32)."""

from odoo import http
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal, pager

from .portal_assets import own_assets

PAGE = 20


def own_section():
    """The one door to sudo: products, and which are a privilege of the customer now."""
    templates = request.env["product.template"].sudo()
    return templates, templates._catalogue_section(
        request.env.user.partner_id, request.env.company
    )


class ExclusivePortal(CustomerPortal):
    def _loyalty_part_or_404(self, part_id):
        templates, section = own_section()
        part = templates.search(section & Domain("id", "=", part_id))
        if not part:
            raise request.not_found()
        return part

    def _prepare_home_portal_values(self, counters):
        """How many parts there are for him."""
        values = super()._prepare_home_portal_values(counters)
        if "exclusive_count" in counters:
            templates, section = own_section()
            values["exclusive_count"] = templates.search_count(section)
        return values

    # -- list --------------------------------------------------------------------------
    @http.route(
        ["/my/exclusive", "/my/exclusive/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_exclusive(self, page=1, search="", category="", asset="", **kw):
        """Parts for this member: by words, by category, by what fits what he owns."""
        assets = own_assets()
        chosen = assets.filtered(lambda one: str(one.id) == asset)
        templates, section = own_section()
        domain = section & self._loyalty_parts_domain(search, chosen)
        groups = templates._read_group(domain, ["categ_id"])
        categories = templates.categ_id.union(*(row[0] for row in groups))
        wanted = categories.filtered(lambda one: str(one.id) == category)
        if wanted:
            domain &= Domain("categ_id", "=", wanted.id)
        pages = pager(
            url="/my/exclusive",
            url_args={"search": search, "category": category, "asset": asset},
            total=templates.search_count(domain),
            page=page,
            step=PAGE,
        )
        parts = templates.search(
            domain,
            order="visible_from desc NULLS LAST, id desc",
            limit=PAGE,
            offset=pages["offset"],
        )
        return request.render(
            "loyalty_service_parts.portal_my_exclusive",
            {
                "parts": parts,
                "offers": parts._catalogue_offers(
                    request.env.user.partner_id, request.env.company
                ),
                "categories": categories,
                "category": wanted,
                "assets": assets,
                "asset": chosen,
                "search": search,
                "pager": pages,
                "is_filtered": bool(search or wanted or chosen),
                "page_name": "loyalty_exclusive",
            },
        )

    def _loyalty_parts_domain(self, search, asset):
        domain = Domain.TRUE
        for word in search.split():
            domain &= (
                Domain("name", "ilike", word)
                | Domain("default_code", "ilike", word)
                | Domain("description_sale", "ilike", word)
                | Domain("fit_ids.name", "ilike", word)
            )
        if asset:
            # which makes and models parts fit is a setting
            models = request.env["loyalty.asset.model"].sudo()
            domain &= Domain("fit_ids", "in", models._catalogue_of_asset(asset).ids)
        return domain

    # -- one part ------------------------------------------------------------------------
    @http.route("/my/exclusive/<int:part_id>", type="http", auth="user", website=True)
    def portal_my_exclusive_part(self, part_id, **kw):
        """One part: price, points, stock, variants, installation."""
        return self._loyalty_part_page(self._loyalty_part_or_404(part_id))

    def _loyalty_part_page(self, part, error=None, message=None, values=None):
        partner = request.env.user.partner_id
        # a customer reads his own entries
        waiting = request.env["loyalty.waiting"].sudo()
        waiting = waiting._waiting_of(partner, part.product_variant_ids)
        return request.render(
            "loyalty_service_parts.portal_exclusive_part",
            {
                "part": part,
                "offer": part._catalogue_offers(partner, request.env.company)[part],
                "waiting": waiting,
                "versions": part._catalogue_versions(partner, request.env.company),
                "limit": part._catalogue_limit_text(partner, request.env.company),
                "open_orders": self._loyalty_open_orders(part),
                "error": error,
                "message": message,
                "values": values or {},
                "page_name": "loyalty_exclusive_part",
            },
        )

    def _loyalty_open_orders(self, part):
        """Own quotations that hold pieces of this part."""
        # a customer reads his own quotations
        holds = request.env["loyalty.stock.reserve"].sudo()
        found = holds.search(
            [
                ("state", "=", "live"),
                ("product_id", "in", part.product_variant_ids.ids),
                ("order_id.partner_id", "=", request.env.user.partner_id.id),
                ("order_id.state", "in", ("draft", "sent")),
            ]
        )
        return found.order_id

    @http.route(
        "/my/exclusive/<int:part_id>/image", type="http", auth="user", website=True
    )
    def portal_exclusive_image(self, part_id, **kw):
        """Its picture."""
        part = self._loyalty_part_or_404(part_id)
        if not part.image_512:
            return request.redirect("/web/static/img/placeholder.png")
        stream = request.env["ir.binary"]._get_image_stream_from(part, "image_512")
        return stream.get_response(immutable=False)

    # -- ordering ------------------------------------------------------------------------
    @http.route(
        "/my/exclusive/<int:part_id>/order", type="http", auth="user", website=True
    )
    def portal_exclusive_order(self, part_id, quantity="1", **post):
        """A quotation to sign or pay; what cannot be had is told, and nothing is made."""
        part = self._loyalty_part_or_404(part_id)
        if request.httprequest.method != "POST":
            return request.redirect(f"/my/exclusive/{part.id}")
        product = self._loyalty_variant(part, post.get("product_id"))
        digits = quantity.strip()
        if not digits.isdecimal() or len(digits) > 6:
            return self._loyalty_part_page(
                part,
                request.env._("Enter a whole number, of six digits at most."),
                values={**post, "quantity": quantity[:9]},
            )
        orders = request.env["sale.order"].sudo()
        try:
            with request.env.cr.savepoint():
                order = orders.with_context(loyalty_to_customer=True)._catalogue_order(
                    request.env.user.partner_id,
                    request.env.company,
                    product,
                    int(digits),
                    install=bool(post.get("install")),
                )
        except UserError as error:
            return self._loyalty_part_page(
                part, str(error), values={**post, "quantity": quantity}
            )
        return request.redirect(order.get_portal_url())

    def _loyalty_variant(self, part, product_id):
        variants = part.product_variant_ids
        chosen = variants.filtered(lambda one: str(one.id) == product_id)
        if product_id and not chosen:
            raise request.not_found()
        return chosen or variants[:1]

    @http.route(
        "/my/exclusive/<int:part_id>/wait", type="http", auth="user", website=True
    )
    def portal_exclusive_wait(self, part_id, **post):
        """On the waiting list."""
        part = self._loyalty_part_or_404(part_id)
        if request.httprequest.method != "POST":
            return request.redirect(f"/my/exclusive/{part.id}")
        product = self._loyalty_variant(part, post.get("product_id"))
        waiting = request.env["loyalty.waiting"].sudo()
        waiting._waiting_add(request.env.user.partner_id, product)
        return self._loyalty_part_page(
            part, message=request.env._("We tell you when it comes in.")
        )

    @http.route(
        "/my/exclusive/<int:part_id>/unwait", type="http", auth="user", website=True
    )
    def portal_exclusive_unwait(self, part_id, **post):
        """Off the waiting list."""
        part = self._loyalty_part_or_404(part_id)
        if request.httprequest.method != "POST":
            return request.redirect(f"/my/exclusive/{part.id}")
        # a customer takes back his own entries
        waiting = request.env["loyalty.waiting"].sudo()
        waiting._waiting_of(
            request.env.user.partner_id, part.product_variant_ids
        ).unlink()
        return self._loyalty_part_page(
            part, message=request.env._("You are not on the waiting list any more.")
        )
