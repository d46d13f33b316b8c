"""What the customer owns, in the portal: list, page, new one, readings."""

from odoo import fields, http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal

#: What a customer may say about his asset, with the longest text that is taken.
_TEXTS = {"brand": 64, "model": 64, "number": 32, "plate": 16}


def own_assets():
    """The one door to sudo: what the logged-in customer, or his company, owns."""
    partner = request.env.user.partner_id.commercial_partner_id
    return (
        request.env["loyalty.asset"]
        .sudo()
        .search([("partner_id", "child_of", partner.id)])
    )


class AssetPortal(CustomerPortal):
    def _loyalty_asset_or_404(self, asset_id):
        asset = own_assets().filtered(lambda one: one.id == asset_id)
        if not asset:
            raise request.not_found()
        return asset

    def _prepare_home_portal_values(self, counters):
        """How many things the customer owns."""
        values = super()._prepare_home_portal_values(counters)
        if "asset_count" in counters:
            values["asset_count"] = len(own_assets())
        return values

    # -- pages -------------------------------------------------------------------------
    @http.route("/my/assets", type="http", auth="user", website=True)
    def portal_my_assets(self, **kw):
        """What he owns, with the next service."""
        return request.render(
            "loyalty_service_parts.portal_my_assets",
            {
                "assets": own_assets(),
                "today": fields.Date.context_today(request.env["loyalty.asset"]),
                "page_name": "loyalty_assets",
            },
        )

    @http.route("/my/assets/<int:asset_id>", type="http", auth="user", website=True)
    def portal_my_asset(self, asset_id, **kw):
        """One of them: services, warranties, tickets of his own."""
        return self._loyalty_asset_page(self._loyalty_asset_or_404(asset_id))

    def _loyalty_asset_page(self, asset, error=None, value=""):
        partner = request.env.user.partner_id.commercial_partner_id
        return request.render(
            "loyalty_service_parts.portal_my_asset",
            {
                "asset": asset,
                # what an earlier owner wrote is not for this one
                "tickets": asset.ticket_ids.filtered(
                    lambda one: one.partner_id.commercial_partner_id == partner
                ),
                "error": error,
                "value": value,
                "today": fields.Date.context_today(asset),
                "page_name": "loyalty_asset",
            },
        )

    @http.route(
        "/my/assets/<int:asset_id>/reading",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def portal_asset_reading(self, asset_id, value="", **kw):
        """Write down what the meter shows; a wrong one is told, nothing is lost."""
        asset = self._loyalty_asset_or_404(asset_id)
        digits = "".join(value.split())
        if not digits.isdecimal() or len(digits) > 9:
            return self._loyalty_asset_page(
                asset, request.env._("Enter a whole number."), value
            )
        try:
            with request.env.cr.savepoint():
                asset.env["loyalty.asset.reading"].create(
                    {"asset_id": asset.id, "value": int(digits), "source": "member"}
                )
        except UserError as error:
            return self._loyalty_asset_page(asset, str(error), value)
        return request.redirect(f"/my/assets/{asset.id}")

    @http.route("/my/assets/new", type="http", auth="user", website=True)
    def portal_asset_new(self, **post):
        """A form; sent, it makes the asset of the customer."""
        values, error = {}, None
        if request.httprequest.method == "POST":
            values, error = self._loyalty_asset_values(post)
            if not error:
                asset, error = self._loyalty_add(values)
                if asset:
                    return request.redirect(f"/my/assets/{asset.id}")
        # types are settings that every customer may choose from
        types = request.env["loyalty.asset.type"].sudo().search([])
        return request.render(
            "loyalty_service_parts.portal_asset_new",
            {
                "types": types,
                "error": error,
                "values": post,
                "page_name": "loyalty_asset",
            },
        )

    def _loyalty_asset_values(self, post):
        """`(values, what is wrong)`."""
        types = request.env["loyalty.asset.type"].sudo()
        kind = post.get("type_id") or ""
        found = types.search([("id", "=", int(kind) if kind.isdecimal() else 0)])
        if not found:
            return {}, request.env._("Choose what it is.")
        values = {
            name: (post.get(name) or "").strip()[:longest]
            for name, longest in _TEXTS.items()
        }
        if not values["number"] and not values["plate"]:
            return {}, request.env._("Enter its number, or its plate.")
        return {**values, "type_id": found.id}, None

    def _loyalty_add(self, values):
        """`(asset, what is wrong)`: a number that is known is not told whose it is."""
        partner = request.env.user.partner_id
        assets = request.env["loyalty.asset"].sudo()
        # also one that its owner removed: staff gives it, with its history, to another
        known = assets.with_context(active_test=False)._service_by_hint(
            [values["number"], values["plate"]]
        )
        if known:
            return None, request.env._(
                "This number or plate is known to us already. Write to us if it is yours now."
            )
        try:
            with request.env.cr.savepoint():
                asset = assets.create({**values, "partner_id": partner.id})
        except UserError as error:
            return None, str(error)
        return asset, None

    @http.route(
        "/my/assets/<int:asset_id>/remove",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def portal_asset_remove(self, asset_id, **kw):
        """The customer does not have it any more; its history stays with us."""
        asset = self._loyalty_asset_or_404(asset_id)
        asset.message_post(body=request.env._("The owner does not have it any more."))
        asset.active = False
        return request.redirect("/my/assets")
