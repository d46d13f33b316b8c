"""Which free slots a customer sees, and that he takes no other (S23)."""

from datetime import timedelta

from pytz import timezone

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.resource_booking.models.resource_booking import (
    _availability_is_fitting,
)

from .opening import is_open


class ResourceBooking(models.Model):
    # one concern a file
    _inherit = "resource.booking"  # pylint: disable=consider-merging-classes-inherited

    def _get_available_slots(self, start_dt, end_dt):
        """In the portal: what is open to the tier of the customer."""
        slots = super()._get_available_slots(start_dt, end_dt)
        if not self.env.context.get("using_portal") or not self.type_id.member_bookable:
            return slots
        # what is open follows from settings that a customer does not read
        booking = self.sudo()
        partner = booking.partner_ids[:1]._origin
        tier = booking._member_card(booking.type_id, partner).tier_id
        slots = booking._member_that_fit(slots, start_dt, end_dt)
        now = fields.Datetime.context_timestamp(self, fields.Datetime.now())
        days = booking.type_id._member_days(tier)
        closed = booking.type_id._member_closed_times(tier)
        found = {}
        for slot in slots:
            if is_open(slot, now, days, closed, self.duration):
                found.setdefault(slot.date(), []).append(slot)
        return found

    def _member_that_fit(self, slots, start_dt, end_dt):
        """Slots in the time zone of the visit for which one place is free all the time.

        The booking addon unites what is free of all places, in the zone of the resource.
        """
        zone = timezone(self.type_id.resource_calendar_id.tz)
        hours = timedelta(hours=self.duration)
        midnight = start_dt.replace(hour=0, minute=0, second=0, microsecond=0)
        free = [
            self._get_intervals(midnight, end_dt + hours, combination)
            for combination in self.type_id.combination_rel_ids.combination_id
        ]
        every = [slot for of_day in slots.values() for slot in of_day]
        return sorted(
            slot.astimezone(zone)
            for slot in every
            if any(_availability_is_fitting(one, slot, slot + hours) for one in free)
        )

    def _member_card(self, booking_type, partner):
        """The card by which a customer is served where the visit takes place."""
        # a customer reads no cards; this one is his
        cards = self.env["loyalty.card"].sudo()
        company = booking_type.company_id or self.env.company
        found = cards._points_cards_by_contact([partner], company)
        return found.get(partner, cards)

    @api.model
    def _member_draft(self, booking_type, partner):
        """A booking that is not there yet, to ask for its slots."""
        return self.with_context(
            using_portal=True, tz=booking_type.resource_calendar_id.tz
        ).new(
            {
                "type_id": booking_type.id,
                "partner_ids": [fields.Command.set(partner.ids)],
                "duration": booking_type.duration,
            }
        )

    @api.model
    def _member_book(self, booking_type, partner, when, values):
        """Book a slot for a customer.

        :param when: naive UTC datetime
        :raise UserError: the slot is not free, or not open to him
        """
        self._member_draft(booking_type, partner)._member_check_open(when)
        self._member_check_twice(booking_type, partner, values.get("asset_id"))
        card = self._member_card(booking_type, partner)
        responsible = card._service_manager_now() if card.manager_id else None
        booking = self.with_context(
            using_portal=True, tz=booking_type.resource_calendar_id.tz
        ).create(
            {
                **values,
                "type_id": booking_type.id,
                "partner_ids": [fields.Command.set(partner.ids)],
                "start": when,
                "duration": booking_type.duration,
                "combination_auto_assign": True,
                "member_made": True,
                "card_id": card.id,
                "tier_id": card.tier_id.id,
                # the customer is a guest of his visit, not its organizer
                "user_id": (responsible or self.env.ref("base.user_root")).id,
            }
        )
        booking.action_confirm()
        booking._member_open_ticket()
        return booking

    def _member_move(self, when):
        """Take another slot, until the limit of the type.

        :raise UserError: too late, or the slot is not free, or not open to him
        """
        self.ensure_one()
        booking = self.with_context(
            using_portal=True, tz=self.type_id.resource_calendar_id.tz
        )
        booking._member_check_limit()
        booking._member_check_open(when)
        try:
            booking.start = when
        except ValidationError as error:
            raise UserError(str(error)) from error
        booking.action_confirm()
        booking._member_tell_ticket(self.env._("The customer chose another time."))

    def _member_cancel(self):
        """Give the slot back, until the limit of the type.

        :raise UserError: too late
        """
        self.ensure_one()
        booking = self.with_context(using_portal=True)
        booking._member_check_limit()
        booking.action_cancel()
        booking._member_tell_ticket(self.env._("The customer cancelled the visit."))
        booking._member_close_ticket()

    @api.model
    def _member_check_twice(self, booking_type, partner, asset_id):
        """:raise UserError: the same visit for the same thing is booked already"""
        twin = self.search(
            [
                ("type_id", "=", booking_type.id),
                ("partner_ids", "in", partner.ids),
                ("asset_id", "=", asset_id),
                ("visit", "=", "planned"),
                ("start", ">", fields.Datetime.now()),
            ],
            limit=1,
        )
        if twin:
            raise UserError(
                self.env._(
                    "You have booked this already, for %s. Choose another time for that "
                    "visit instead, or cancel it.",
                    self.env["ir.qweb.field.datetime"].value_to_html(
                        twin.start,
                        {
                            "hide_seconds": True,
                            "tz_name": booking_type.resource_calendar_id.tz,
                        },
                    ),
                )
            )

    def _get_intervals(self, start_dt, end_dt, combination=None):
        """A member who moves his visit takes any place that is free, not only his."""
        if (
            not combination
            and self.env.context.get("using_portal")
            and self.member_made
            and self.combination_auto_assign
        ):
            combination = self.type_id.combination_rel_ids.combination_id
        return super()._get_intervals(start_dt, end_dt, combination)

    def _member_check_limit(self):
        if not self.active or self.visit != "planned":
            raise UserError(
                self.env._(
                    "This visit is over, or was cancelled: please book a new one."
                )
            )
        if self.start and not self.is_modifiable:
            raise UserError(
                self.env._(
                    "It is too late to change this visit by yourself: please call us."
                )
            )

    def _member_check_open(self, when):
        """:raise UserError: the slot is not among those that the customer may take"""
        slot = fields.Datetime.context_timestamp(self, when)
        midnight = slot.replace(hour=0, minute=0, second=0, microsecond=0)
        slots = self._get_available_slots(midnight, midnight + timedelta(days=2))
        if slot not in slots.get(slot.date(), ()):
            raise UserError(
                self.env._("This time is not free any more: please choose another one.")
            )
