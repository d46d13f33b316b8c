"""Members book free slots that are open to their tier (S23)."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import BookingCommon


@tagged("post_install", "-at_install")
class TestBooking(BookingCommon):
    def test_free_slots_are_those_of_the_calendar_without_what_is_booked(self):
        with self.at("08:00"):
            self.assertEqual(self.slots()["2026-03-03"], list(range(9, 17)))
            self.book("2026-03-03 10:00:00")
            self.assertNotIn(10, self.slots()["2026-03-03"])
            self.assertNotIn("2026-03-07", self.slots())

    def test_a_leave_of_the_workshop_leaves_no_slot(self):
        self.env["resource.calendar.leaves"].create(
            {
                "calendar_id": self.calendar.id,
                "date_from": "2026-03-03 00:00:00",
                "date_to": "2026-03-03 23:59:59",
            }
        )
        with self.at("08:00"):
            self.assertNotIn("2026-03-03", self.slots())

    def test_a_booking_has_asset_ticket_tier_and_its_limit(self):
        self.buy(300)
        service = self.car.service_ids
        with self.at("08:00"):
            booking = self.book(
                "2026-03-03 10:00:00",
                asset_id=self.car.id,
                asset_service_id=service.id,
            )
        self.assertEqual(booking.state, "confirmed")
        self.assertEqual(booking.tier_id, self.gold)
        self.assertEqual(booking.combination_id.resource_ids, self.lift)
        ticket = booking.ticket_id
        self.assertEqual((ticket.asset_id, ticket.card_id), (self.car, self.card))
        self.assertEqual(booking.asset_service_id, service)
        self.assertEqual(self.car.booking_ids, booking)

    def test_a_taken_slot_is_refused(self):
        boris = self.make_partner("Boris")
        with self.at("08:00"):
            self.book("2026-03-03 10:00:00")
            with self.assertRaises(UserError), self.env.cr.savepoint():
                self.book("2026-03-03 10:00:00", boris)
            for when in (
                "2026-03-03 10:30:00",
                "2026-03-03 18:00:00",
                "2026-03-01 10:00:00",
                "2026-03-02 09:30:00",
            ):
                with self.subTest(when), self.assertRaises(UserError):
                    self.book(when, boris)

    def test_the_same_visit_is_not_booked_twice(self):
        with self.at("08:00"):
            self.book("2026-03-03 10:00:00", asset_id=self.car.id)
            with self.assertRaisesRegex(UserError, "03/03/2026"):
                self.book("2026-03-03 12:00:00", asset_id=self.car.id)
            self.book("2026-03-03 12:00:00")

    def test_the_ticket_of_a_visit_promises_nothing_and_ends_with_it(self):
        self.make_sla("Gold", "reaction", hours=3)
        self.solved.closed = True
        with self.at("08:00"):
            booking = self.book("2026-03-03 10:00:00")
            self.assertFalse(booking.ticket_id.ticket_sla_ids)
            booking._member_cancel()
        self.assertTrue(booking.ticket_id.closed)
        self.assertFalse(booking.ticket_id.rating_asked_date)

    def test_a_visit_moves_to_any_place_that_is_free(self):
        other = self.lift.copy({"name": "Lift 2"})
        self.visit.combination_rel_ids = [
            Command.create(
                {
                    "combination_id": self.env["resource.booking.combination"]
                    .create({"resource_ids": [Command.set(other.ids)]})
                    .id
                }
            )
        ]
        boris = self.make_partner("Boris")
        with self.at("08:00"):
            self.book(
                "2026-03-03 11:00:00", boris
            ).combination_id = self.visit.combination_rel_ids[0].combination_id
            mine = self.book("2026-03-03 10:00:00")
            mine.combination_id = self.visit.combination_rel_ids[0].combination_id
            mine._member_move(self.moment("2026-03-03 11:00:00"))
        self.assertEqual(mine.combination_id.resource_ids, other)

    def test_higher_tiers_see_slots_earlier(self):
        self.env["loyalty.booking.window"].create(
            {"type_id": self.visit.id, "tier_id": self.gold.id, "advance_days": 28}
        )
        with self.at("08:00"):
            self.assertEqual(max(self.slots(days=40)), "2026-03-16")
            self.buy(100)
            self.assertEqual(max(self.slots(days=40)), "2026-03-16")
            with self.assertRaises(UserError):
                self.book("2026-03-17 10:00:00")
            self.buy(900)
            self.assertEqual(max(self.slots(days=40)), "2026-03-30")
            self.book("2026-03-17 10:00:00")

    def test_reserved_times_are_for_the_tier_until_they_are_released(self):
        self.env["loyalty.booking.reserve"].create(
            {
                "type_id": self.visit.id,
                "tier_id": self.gold.id,
                "hour_from": 9,
                "hour_to": 11,
                "release_hours": 24,
            }
        )
        with self.at("08:00"):
            self.assertEqual(self.slots()["2026-03-04"], list(range(11, 17)))
            with self.assertRaises(UserError):
                self.book("2026-03-04 09:00:00")
            self.assertEqual(self.slots()["2026-03-02"], list(range(10, 17)))
            self.buy(300)
            self.assertEqual(self.slots()["2026-03-04"], list(range(9, 17)))

    def test_it_moves_and_is_cancelled_until_the_limit(self):
        with self.at("08:00"):
            booking = self.book("2026-03-03 10:00:00")
            booking._member_move(self.moment("2026-03-03 15:00:00"))
            self.assertEqual(str(booking.start), "2026-03-03 15:00:00")
            self.assertIn(10, self.slots()["2026-03-03"])
        with self.at("14:00", "2026-03-03"):
            self.env.invalidate_all()
            for late in (
                lambda: booking._member_move(self.moment("2026-03-04 15:00:00")),
                booking._member_cancel,
            ):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    late()
        self.assertEqual(booking.state, "confirmed")
        with self.at("12:00", "2026-03-03"):
            self.env.invalidate_all()
            booking._member_cancel()
        self.assertEqual(booking.state, "canceled")

    def test_the_customer_gets_a_confirmation(self):
        """The invitation of Odoo's calendar, with the event to keep."""
        self.env["mail.mail"].search([]).unlink()
        with self.at("08:00"):
            self.book("2026-03-04 10:00:00")
        mail = self.env["mail.mail"].search([("recipient_ids", "in", self.member.ids)])
        self.assertTrue(mail)
        self.assertIn("Oil change", "".join(mail.mapped("body_html")))
        names = mail.attachment_ids.mapped("name")
        self.assertTrue(any(name.endswith(".ics") for name in names), names)

    def test_the_customer_is_reminded_a_day_before_by_mail_and_sms(self):
        self.assertEqual(self.visit.alarm_ids.mapped("alarm_type"), ["email", "sms"])
        self.member.phone = "+7 921 555-01-01"
        with self.at("08:00"):
            booking = self.book("2026-03-04 10:00:00")
        self.assertEqual(booking.meeting_id.alarm_ids, self.visit.alarm_ids)
        self.assertNotEqual(booking.meeting_id.user_id.partner_id, self.member)
        self.env["mail.mail"].search([]).unlink()
        texts = self.env["sms.sms"].search_count([])
        manager = self.env["calendar.alarm_manager"]
        with self.at("10:05", "2026-03-03"):
            manager.with_context(
                lastcall=self.moment("2026-03-03 09:30:00")
            )._send_reminder()
        self.assertTrue(
            self.env["mail.mail"].search([("recipient_ids", "in", self.member.ids)])
        )
        self.assertGreater(self.env["sms.sms"].search_count([]), texts)

    def test_who_did_not_come_is_marked_and_who_came_has_his_service_done(self):
        service = self.car.service_ids
        with self.at("08:00"):
            one = self.book("2026-03-03 10:00:00", asset_service_id=service.id)
            two = self.book("2026-03-03 12:00:00", asset_id=self.car.id)
            with self.assertRaises(UserError):
                one.action_no_show()
        with self.at("17:00", "2026-03-03"):
            one.action_attended()
            two.action_no_show()
            with self.assertRaises(UserError):
                two.action_attended()
        self.assertEqual((one.visit, two.visit), ("attended", "no_show"))
        self.assertEqual(str(service.last_date), "2026-03-03")

    def test_the_quotation_of_a_visit_is_made_once(self):
        with self.at("08:00"):
            booking = self.book("2026-03-03 10:00:00", asset_id=self.car.id)
        booking.action_make_order()
        order = booking.order_id
        self.assertEqual(order.order_line.product_id, self.oil_change)
        self.assertEqual(order.asset_id, self.car)
        booking.action_make_order()
        self.assertEqual(booking.order_id, order)

    def test_the_reminder_of_a_service_leads_to_its_slots(self):
        service = self.car.service_ids
        self.assertEqual(
            service.booking_url, f"/my/book/{self.visit.id}?service_id={service.id}"
        )
        self.visit.member_bookable = False
        service.invalidate_recordset()
        self.assertEqual(service.booking_url, f"/my/assets/{self.car.id}")
