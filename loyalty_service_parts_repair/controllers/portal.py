"""The customer's work orders in the portal: stage, ready date, checklist (S58)."""

from odoo import http
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal


class RepairPortal(CustomerPortal):
    def _loyalty_repairs(self):
        """The one door to sudo: work orders of the logged-in customer, or his company."""
        partner = request.env.user.partner_id.commercial_partner_id
        return (
            request.env["repair.order"]
            .sudo()
            .search([("partner_id", "child_of", partner.id)], order="id desc")
        )

    def _prepare_home_portal_values(self, counters):
        """How many work orders the customer has."""
        values = super()._prepare_home_portal_values(counters)
        if "repair_count" in counters:
            values["repair_count"] = len(self._loyalty_repairs())
        return values

    @http.route("/my/repairs", type="http", auth="user", website=True)
    def portal_my_repairs(self, **kw):
        """The newest first."""
        return request.render(
            "loyalty_service_parts_repair.portal_my_repairs",
            {"repairs": self._loyalty_repairs(), "page_name": "loyalty_repairs"},
        )

    @http.route("/my/repairs/<int:repair_id>", type="http", auth="user", website=True)
    def portal_my_repair(self, repair_id, **kw):
        """One of them."""
        repair = self._loyalty_repair_or_404(repair_id)
        return request.render(
            "loyalty_service_parts_repair.portal_my_repair",
            {"repair": repair, "page_name": "loyalty_repair"},
        )

    def _loyalty_repair_or_404(self, repair_id):
        repair = self._loyalty_repairs().filtered(lambda one: one.id == repair_id)
        if not repair:
            raise request.not_found()
        return repair

    @http.route(
        "/my/repairs/<int:repair_id>/rate/<int:score>",
        type="http",
        auth="user",
        website=True,
    )
    def portal_repair_rate(self, repair_id, score, **kw):
        """To the rating of one's own repair; the answer is sent from there."""
        repair = self._loyalty_repair_or_404(repair_id)
        if score not in (1, 3, 5) or repair.state != "done":
            raise request.not_found()
        return request.redirect(f"/rate/{repair._rating_get_access_token()}/{score}")
