"""Members are asked after the service; answering gives points, never the score (S22)."""

from datetime import timedelta

from odoo import fields, models
from odoo.tools import float_is_zero


class HelpdeskTicket(models.Model):
    # one concern a file, one file a room
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    rating_asked_date = fields.Datetime("Rating Asked On", readonly=True, copy=False)

    def write(self, vals):
        """A closed ticket asks, once."""
        still_open = self.filtered(lambda ticket: not ticket.closed)
        result = super().write(vals)
        if "stage_id" in vals:
            # whoever closes a ticket need not be allowed to read programs
            still_open.filtered("closed").sudo()._service_ask_rating()
        return result

    def _service_ask_rating(self):
        """Send the request of the program, unless the stage has one of its own."""
        for ticket in self.filtered(
            lambda one: (
                one.card_id and not one.rating_asked_date and not one.complaint_of_id
            )
        ):
            template = ticket.card_id.program_id.rating_template_id
            if ticket.rating_status != "stage_change" or not template:
                continue
            if not ticket.stage_id.rating_mail_template_id and ticket.partner_id.email:
                ticket.rating_send_request(
                    template, lang=ticket.partner_id.lang, force_send=False
                )
            ticket.rating_asked_date = fields.Datetime.now()

    def rating_apply(self, rate, token=None, rating=None, **kwargs):
        """The answer counts; points for it, a complaint for a bad one."""
        result = super().rating_apply(rate, token=token, rating=rating, **kwargs)
        for ticket in self:
            ticket.sudo()._service_rated(rate)
        return result

    def _service_rated(self, rate):
        """:param float rate: 1 unhappy, 3 neutral, 5 happy"""
        self.ensure_one()
        if self.card_id and not self.env.user._is_internal():
            self._service_pay_rating()
        self._service_complain(rate)

    def _service_pay_rating(self):
        """Points for answering in time, once per ticket."""
        card = self.card_id
        while card.successor_id:
            card = card.successor_id
        program = card.program_id
        points = program._points_round(program.rating_points, "DOWN")
        if (
            float_is_zero(points, precision_digits=4)
            or card.status == "closed"
            or not self._service_in_time(program)
        ):
            return
        key = f"rating/{self.id}"
        known = self.env["loyalty.points.entry"].search_count(
            [("program_id", "=", program.id), ("idempotency_key", "=", key)], limit=1
        )
        if known:
            return
        reason = card._points_in_his_language()._("Rating of ticket %s", self.number)
        row = card._points_present(points, key, "rating", reason)
        row |= {
            "origin_model": self._name,
            "origin_id": self.id,
            "origin_name": self.number,
        }
        card._points_post([row])

    def _service_in_time(self, program):
        return bool(self.closed_date) and (
            fields.Datetime.now()
            <= self.closed_date + timedelta(days=program.rating_days)
        )
