"""Warranties, promises and the personal manager in the portal; tickets about an asset."""

from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import request

from odoo.addons.helpdesk_mgmt.controllers.main import HelpdeskTicketController
from odoo.addons.portal.controllers.portal import CustomerPortal

from .portal_assets import own_assets


def own_manager():
    """Who serves the logged-in customer today; his name and photo may be seen."""
    partner = request.env.user.partner_id
    # a customer reads no cards; this one is his
    cards = request.env["loyalty.card"].sudo()
    found = cards._points_cards_by_contact([partner], request.env.company)
    card = found.get(partner, cards)
    return card._service_manager_now().sudo() if card.manager_id else None


class ServicePortal(CustomerPortal):
    def _loyalty_warranties(self):
        """The one door to sudo: warranties of the logged-in customer, or his company."""
        partner = request.env.user.partner_id.commercial_partner_id
        return (
            request.env["loyalty.warranty"]
            .sudo()
            .search([("partner_id", "child_of", partner.id)])
        )

    def _prepare_home_portal_values(self, counters):
        """How many warranties the customer has."""
        values = super()._prepare_home_portal_values(counters)
        if "warranty_count" in counters:
            values["warranty_count"] = len(self._loyalty_warranties())
        return values

    def _prepare_portal_layout_values(self):
        """Who serves the member today."""
        values = super()._prepare_portal_layout_values()
        return {**values, "loyalty_manager": own_manager()}

    @http.route("/my/warranties", type="http", auth="user", website=True)
    def portal_my_warranties(self, **kw):
        """What is covered, and until when."""
        return request.render(
            "loyalty_service_parts.portal_my_warranties",
            {
                "warranties": self._loyalty_warranties(),
                "page_name": "loyalty_warranties",
            },
        )

    @http.route(
        "/my/warranties/<int:warranty_id>/certificate",
        type="http",
        auth="user",
        website=True,
    )
    def portal_warranty_certificate(self, warranty_id, **kw):
        """The certificate as PDF."""
        warranty = self._loyalty_warranties().filtered(
            lambda one: one.id == warranty_id
        )
        if not warranty:
            raise request.not_found()
        return self._show_report(
            warranty,
            "pdf",
            "loyalty_service_parts.loyalty_warranty_report",
            download=True,
        )

    @http.route("/loyalty/promises", type="http", auth="public", website=True)
    def portal_promises(self, **kw):
        """What is promised to each tier, as it is configured: it cannot contradict it."""
        # what is promised is told to everybody, of programs that the portal shows
        programs = (
            request.env["loyalty.program"]
            .sudo()
            .search(
                [
                    ("program_type", "=", "loyalty"),
                    ("portal_visible", "=", True),
                    ("company_id", "in", (False, request.env.company.id)),
                    ("tier_ids", "!=", False),
                ]
            )
        )
        return request.render(
            "loyalty_service_parts.portal_promises", {"programs": programs}
        )


class TicketPortal(HelpdeskTicketController):
    @http.route(
        "/my/ticket/<int:ticket_id>/rate/<int:score>",
        type="http",
        auth="user",
        website=True,
    )
    def portal_ticket_rate(self, ticket_id, score, **kw):
        """To the rating of a ticket of one's own; the answer is sent from there."""
        ticket = self._loyalty_own_ticket(str(ticket_id))
        if score not in (1, 3, 5) or not ticket.closed:
            raise request.not_found()
        # the token belongs to the ticket, which is the customer's
        token = ticket.sudo()._rating_get_access_token()
        return request.redirect(f"/rate/{token}/{score}")

    def _loyalty_own_ticket(self, number):
        """A ticket that the logged-in user may read; else as if it did not exist."""
        ticket = request.env["helpdesk.ticket"].browse(
            int(number) if number.isdecimal() else 0
        )
        try:
            ticket.check_access("read")
            known = ticket.exists()
        except (AccessError, MissingError):
            known = False
        if not known:
            raise request.not_found()
        return ticket

    def _get_create_new_ticket_values(self, **kw):
        """The customer says which of his things the ticket is about."""
        values = super()._get_create_new_ticket_values(**kw)
        values["assets"] = own_assets()
        values["asset_id"] = kw.get("asset_id") or ""
        values["loyalty_manager"] = own_manager()
        return values

    def _prepare_submit_ticket_vals(self, **kw):
        """Only something of his own."""
        vals = super()._prepare_submit_ticket_vals(**kw)
        chosen = kw.get("asset_id") or ""
        own = own_assets().ids
        if chosen.isdecimal() and int(chosen) in own:
            vals["asset_id"] = int(chosen)
        return vals

    @http.route()
    def support_ticket_close(self, **kw):
        """Only a ticket of one's own: the helpdesk addon closes any by its number."""
        self._loyalty_own_ticket(kw.get("ticket_id") or "")
        return super().support_ticket_close(**kw)
