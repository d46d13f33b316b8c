"""The member's card in the portal: balance, lots, statement, consents."""

from odoo import fields, http
from odoo.http import request

from odoo.addons.loyalty.controllers.portal import CustomerPortalLoyalty
from odoo.addons.portal.controllers.portal import pager as portal_pager

from ..models.membership.loyalty_card_statement import SORTINGS

CONSENTS = (
    ("advertising", "email"),
    ("advertising", "sms"),
    ("advertising", "phone"),
    ("statement", "email"),
)


class LoyaltyPortal(CustomerPortalLoyalty):
    def _prepare_home_portal_values(self, counters):
        """Cards of the member, and of his company where the program says so."""
        values = super()._prepare_home_portal_values(counters)
        if "cards_per_programs" in values:
            values["cards_per_programs"] = self._loyalty_cards().grouped("program_id")
        return values

    # -- finding -----------------------------------------------------------------------
    def _loyalty_cards(self):
        """The one door to sudo: cards that the logged-in customer may see."""
        partner = request.env.user.partner_id
        cards = (
            request.env["loyalty.card"]
            .sudo()
            .search(
                [
                    "|",
                    ("partner_id", "=", partner.id),
                    "&",
                    ("holder_id", "=", partner.commercial_partner_id.id),
                    ("program_id.card_holder", "=", "company"),
                    ("program_id.active", "=", True),
                    ("program_id.program_type", "in", ("loyalty", "ewallet")),
                ]
            )
        )
        today = fields.Date.context_today(cards)
        return cards.filtered(
            lambda card: not card.expiration_date or card.expiration_date >= today
        )

    def _loyalty_card_or_404(self, card_id):
        card = self._loyalty_cards().filtered(
            lambda card: card.id == card_id and card.is_ledger
        )
        if not card:
            raise request.not_found()
        return card

    # -- pages -------------------------------------------------------------------------
    @http.route()
    def portal_my_loyalty_card_history(self, card_id, page=1, sortby="date", **kw):
        """The statement; parameters that make no sense are ignored."""
        cards = self._loyalty_cards()
        card = cards.filtered(lambda card: card.id == card_id)
        if card and not card.is_ledger:
            return super().portal_my_loyalty_card_history(
                card_id,
                page=page,
                sortby=sortby
                if sortby in self._get_loyalty_searchbar_sortings()
                else "date",
                **kw,
            )
        card = self._loyalty_card_or_404(card_id)
        return request.render(
            "loyalty_service_parts.portal_card",
            self._loyalty_statement_values(card, page, sortby, kw),
        )

    def _loyalty_statement_values(self, card, page, sortby, params):
        sortby = sortby if sortby in SORTINGS else "date"
        kinds = self._loyalty_kinds()
        kind = params.get("filterby") if params.get("filterby") in kinds else "all"
        first, last = (
            self._loyalty_day(params.get(name)) for name in ("date_begin", "date_end")
        )
        domain = card._points_statement_domain(
            first, last, None if kind == "all" else kind
        )
        entries = request.env["loyalty.points.entry"].sudo()
        url = f"/my/loyalty_card/{card.id}/history"
        pager = portal_pager(
            url=url,
            url_args={
                "sortby": sortby,
                "filterby": kind,
                "date_begin": first or "",
                "date_end": last or "",
            },
            total=entries.search_count(domain),
            page=page,
            step=self._items_per_page,
        )
        found = entries.search(
            domain,
            order=SORTINGS[sortby],
            limit=self._items_per_page,
            offset=pager["offset"],
        )
        return {
            "card": card,
            "lots": card._points_next_to_expire(),
            "pending": card._points_pending_by_reason(),
            "lines": card._points_lines_of(found),
            "pager": pager,
            "page_name": "loyalty_history",
            "default_url": url,
            "sortby": sortby,
            "filterby": kind,
            "searchbar_sortings": self._loyalty_sortings(),
            "searchbar_filters": kinds,
            "date_begin": first or "",
            "date_end": last or "",
            "consents": self._loyalty_consents(),
            "saved": "saved" in params,
        }

    def _loyalty_sortings(self):
        return {
            "date": {"label": request.env._("Newest first"), "order": "date"},
            "oldest": {"label": request.env._("Oldest first"), "order": "oldest"},
            "points": {"label": request.env._("Points"), "order": "points"},
        }

    def _loyalty_kinds(self):
        field = request.env["loyalty.points.entry"]._fields["type"]
        labels = field._description_selection(request.env)
        return {
            "all": {"label": request.env._("All")},
            **{kind: {"label": label} for kind, label in labels},
        }

    def _loyalty_day(self, text):
        """A date of the address, or None: a wrong one never gives an error page."""
        try:
            return fields.Date.to_date(text or None)
        except ValueError:
            return None

    @http.route(
        ["/my/loyalty_card/<int:card_id>/statement"],
        type="http",
        auth="user",
        website=True,
    )
    def portal_loyalty_statement(self, card_id, **kw):
        """The statement as PDF."""
        card = self._loyalty_card_or_404(card_id).with_context(points_statement=True)
        return self._show_report(
            card, "pdf", "loyalty_service_parts.loyalty_statement_report", download=True
        )

    @http.route(
        ["/my/loyalty_card/<int:card_id>/card"], type="http", auth="user", website=True
    )
    def portal_loyalty_card_pdf(self, card_id, **kw):
        """The card as PDF."""
        card = self._loyalty_card_or_404(card_id)
        return self._show_report(
            card, "pdf", "loyalty_service_parts.loyalty_card_report", download=True
        )

    # -- consents ----------------------------------------------------------------------
    def _loyalty_consents(self):
        partner = request.env.user.partner_id
        state = request.env["loyalty.consent"].sudo()._points_state(partner)
        return {
            f"{kind}_{channel}": state.get((partner.id, kind, channel), False)
            for kind, channel in CONSENTS
        }

    @http.route(
        ["/my/loyalty_consents"],
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def portal_loyalty_consents(self, card_id="", **post):
        """Write down what the member ticked; each change is a row."""
        # a member decides about himself only
        request.env["loyalty.consent"].sudo()._points_record(
            request.env.user.partner_id,
            {
                (kind, channel): f"{kind}_{channel}" in post
                for kind, channel in CONSENTS
            },
            request.env._("Portal"),
        )
        target = (
            f"/my/loyalty_card/{int(card_id)}/history?saved=1"
            if card_id.isdigit()
            else "/my"
        )
        return request.redirect(target)

    @http.route()
    def portal_get_card_history_values(self, card_id):
        """Core's dialog: cards with a ledger have a page of their own."""
        card = self._loyalty_cards().filtered(lambda card: card.id == int(card_id))
        if card.is_ledger:
            return {}
        return super().portal_get_card_history_values(card_id)
