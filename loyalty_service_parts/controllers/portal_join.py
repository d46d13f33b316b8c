"""Becoming a member in the portal (S1)."""

from odoo import fields, http
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal

from .portal import CONSENTS


class LoyaltyPortalJoin(CustomerPortal):
    def _prepare_home_portal_values(self, counters):
        """Whether there is a program that the customer could join."""
        values = super()._prepare_home_portal_values(counters)
        if not counters:
            values["loyalty_to_join"] = self._loyalty_programs_to_join()
        return values

    def _loyalty_programs_to_join(self):
        """Programs that let customers join, and of which this one has no card."""
        partner = request.env.user.partner_id
        # a customer may not read programs; he is shown their names only
        programs = (
            request.env["loyalty.program"]
            .sudo()
            .search(
                [
                    ("portal_enrolment", "=", True),
                    ("company_id", "in", (False, *request.env.company.parent_ids.ids)),
                ]
            )
        )
        cards = request.env["loyalty.card"].sudo()
        return programs.filtered(
            lambda program: (
                program.is_nominative
                and program._points_open_to(partner)
                and not cards._points_find_card(program, partner)
            )
        )

    @http.route(
        "/my/loyalty_join", type="http", auth="user", methods=["GET"], website=True
    )
    def portal_loyalty_join(self, **kw):
        """What can be joined, and the texts that one agrees to."""
        texts = request.env["loyalty.consent.text"].sudo()
        return request.render(
            "loyalty_service_parts.portal_join",
            {
                "page_name": "loyalty_join",
                "programs": self._loyalty_programs_to_join(),
                "processing_text": texts._points_current("processing"),
                "missing": "missing" in kw,
            },
        )

    def _loyalty_keep_birthdate(self, partner, text):
        """A date of birth that the customer enters when he joins; only if none is known."""
        try:
            date = fields.Date.to_date(text or False)
        except ValueError:
            date = False
        if date and not partner.birthdate_date and date < fields.Date.today():
            # his own contact, this field only
            partner.sudo().birthdate_date = date

    @http.route(
        "/my/loyalty_join", type="http", auth="user", methods=["POST"], website=True
    )
    def portal_loyalty_joined(self, program_id="", **post):
        """Make the card and write down the consents; the processing of data is needed."""
        program = self._loyalty_programs_to_join().filtered(
            lambda program: str(program.id) == program_id
        )
        if not program:
            return request.redirect("/my/loyalty_join")
        if "processing" not in post:
            return request.redirect("/my/loyalty_join?missing=1")
        partner = request.env.user.partner_id
        self._loyalty_keep_birthdate(partner, post.get("birthdate"))
        # a member joins for himself only; he may not write cards
        card = request.env["loyalty.card"].sudo()._points_enrol(program, partner)
        request.env["loyalty.consent"].sudo()._points_record(
            partner,
            {
                ("processing", ""): True,
                **{
                    (kind, channel): f"{kind}_{channel}" in post
                    for kind, channel in CONSENTS
                },
            },
            request.env._("Portal"),
        )
        return request.redirect(f"/my/loyalty_card/{card.id}/history")
