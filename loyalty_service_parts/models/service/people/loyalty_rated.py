"""Whatever members rate: answering gives points, never the score; a bad one is heard (S22)."""

from datetime import timedelta

from odoo import fields, models
from odoo.tools import float_is_zero


class LoyaltyRated(models.AbstractModel):
    _name = "loyalty.rated"
    _description = "Rated by Members"

    # -- what a model tells of itself ------------------------------------------------
    def _service_rated_card(self):
        """Hook: the card of the member."""
        return self.env["loyalty.card"]

    def _service_rated_end(self):
        """Hook: when the work ended: naive UTC datetime, False while it goes on."""
        return False

    def _service_rated_name(self):
        """Hook: the number that the customer knows."""
        return self.display_name

    def _service_complaint_values(self):
        """Hook: values of the complaint that follow from what was rated."""
        return {}

    def _service_complaints(self):
        """Hook: complaints about it that are there already."""
        return self.env["helpdesk.ticket"]

    def _service_rating_given(self):
        """The latest answer of the customer."""
        self.ensure_one()
        return self.rating_ids.filtered("consumed").sorted("write_date")[-1:]

    # -- an answer -------------------------------------------------------------------
    def _service_heard(self, rate, feedback):
        """After `rating_apply`: points for the answer, a complaint for a bad one."""
        for record in self:
            # who answers need not be allowed to read cards; staff earns nothing
            record.sudo()._service_rated(
                rate, feedback, paid=not self.env.user._is_internal()
            )

    def _service_rated(self, rate, feedback, paid=True):
        """:param float rate: 1 unhappy, 3 neutral, 5 happy"""
        self.ensure_one()
        card = self._service_rated_card()
        if not card:
            return
        if paid:
            self._service_pay_rating(card)
        limit = int(card.program_id.rating_bad)
        if limit and rate <= limit and not self._service_complaints():
            self._service_complain(feedback)

    def _service_pay_rating(self, card):
        """Points for answering in time, once."""
        while card.successor_id:
            card = card.successor_id
        program = card.program_id
        points = program._points_round(program.rating_points, "DOWN")
        key = f"rating/{self._name}/{self.id}"
        if (
            float_is_zero(points, precision_digits=4)
            or card.status == "closed"
            or not self._service_in_time(program)
            or card._points_known(key)
        ):
            return
        reason = card._points_in_his_language()._(
            "Rating of %s", self._service_rated_name()
        )
        row = card._points_present(points, key, "rating", reason)
        row |= {
            "origin_model": self._name,
            "origin_id": self.id,
            "origin_name": self._service_rated_name(),
        }
        card._points_post([row])

    def _service_in_time(self, program):
        end = self._service_rated_end()
        return bool(end) and (
            fields.Datetime.now() <= end + timedelta(days=program.rating_days)
        )

    def _service_complain(self, feedback):
        """One complaint, for who leads the team or did the work."""
        vals = self._service_complaint_values()
        user = self.env["res.users"].browse(vals.get("user_id") or [])
        lang = self.with_context(lang=user.lang or self.env.lang).env
        complaint = self.env["helpdesk.ticket"].create(
            {
                "name": lang._("Complaint: %s", self._service_rated_name()),
                "description": feedback or lang._("The customer was not satisfied."),
                "priority": "3",
                "is_complaint": True,
                **vals,
            }
        )
        if user:
            complaint.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=lang._("Answer the complaint"),
                user_id=user.id,
            )
