"""Booking in the portal: from a blank page, moved, cancelled; nobody sees another's."""

from datetime import timedelta, timezone

from odoo import fields, http
from odoo.tests import HttpCase, tagged

from .common import BookingCommon


@tagged("post_install", "-at_install")
class TestPortalBooking(HttpCase, BookingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_user(
            "anna", "base.group_portal", partner_id=cls.member.id, password="anna"
        )
        cls.make_user("boris", "base.group_portal", password="boris")

    def send(self, url, **values):
        return self.url_open(
            url,
            data={"csrf_token": http.Request.csrf_token(self), **values},
            allow_redirects=False,
        )

    def first_slots(self, number=2):
        draft = self.env["resource.booking"]._member_draft(self.visit, self.member)
        now = fields.Datetime.context_timestamp(draft, fields.Datetime.now())
        slots = draft._get_available_slots(now, now + timedelta(days=10))
        # not so soon that the limit for changes is over already
        later = [slot for of in slots.values() for slot in of][8:]
        return later[:number]

    def booked(self):
        self.env.invalidate_all()
        return (
            self.env["resource.booking"]
            .with_context(active_test=False)
            .search([("type_id", "=", self.visit.id)])
        )

    def make_booking(self):
        slot, other = self.first_slots()
        booking = self.env["resource.booking"]._member_book(
            self.visit,
            self.member,
            slot.astimezone(timezone.utc).replace(tzinfo=None),
            {"asset_id": self.car.id},
        )
        return booking, other

    def test_a_member_books_moves_and_cancels(self):
        slot, other = self.first_slots()
        self.authenticate("anna", "anna")
        page = self.url_open(f"/my/book?asset_id={self.car.id}").text
        self.assertIn("Zavodskaya 12", page)
        self.assertIn("A123BC178", page)
        page = self.url_open(
            f"/my/book/choose?type_id={self.visit.id}&asset_id={self.car.id}"
        ).text
        self.assertIn(slot.isoformat(), page)
        answer = self.send(
            f"/my/book/{self.visit.id}/confirm",
            when=slot.isoformat(),
            asset_id=self.car.id,
        )
        self.assertEqual(answer.status_code, 303)
        booking = self.booked()
        self.assertEqual(
            (booking.partner_id, booking.asset_id), (self.member, self.car)
        )
        page = self.url_open(f"/my/bookings/{booking.id}").text
        self.assertIn("Another time", page)
        self.assertIn(
            other.isoformat(), self.url_open(f"/my/bookings/{booking.id}/schedule").text
        )
        self.send(f"/my/bookings/{booking.id}/confirm", when=other.isoformat())
        self.env.invalidate_all()
        self.assertEqual(booking.start, other.replace(tzinfo=None))
        self.url_open(f"/my/bookings/{booking.id}/cancel")
        self.assertEqual(self.booked().state, "canceled")

    def test_a_slot_that_is_gone_is_told_and_the_others_are_shown(self):
        booking, other = self.make_booking()
        self.authenticate("boris", "boris")
        for when in (booking.start.isoformat() + "+00:00", "nonsense", ""):
            with self.subTest(when):
                answer = self.send(f"/my/book/{self.visit.id}/confirm", when=when)
                self.assertEqual(answer.status_code, 200)
                self.assertIn("loyalty_error", answer.text)
                self.assertIn(other.isoformat(), answer.text)
        self.assertEqual(len(self.booked()), 1)

    def test_another_customer_sees_and_changes_nothing(self):
        booking, other = self.make_booking()
        start = booking.start
        for login in ("boris", None):
            self.authenticate(login, login)
            for url in (
                f"/my/bookings/{booking.id}",
                f"/my/bookings/{booking.id}/schedule",
                f"/my/bookings/{booking.id}?access_token=wrong",
            ):
                with self.subTest(url, login=login):
                    page = self.url_open(url).text
                    self.assertNotIn("A123BC178", page)
                    self.assertNotIn("Anna", page)
            self.send(f"/my/bookings/{booking.id}/confirm", when=other.isoformat())
            self.url_open(f"/my/bookings/{booking.id}/cancel")
            self.assertEqual((self.booked().start, booking.active), (start, True))

    def test_the_link_with_its_secret_shows_one_visit_only(self):
        booking, _other = self.make_booking()
        self.authenticate(None, None)
        page = self.url_open(booking.get_portal_url()).text
        self.assertIn("A123BC178", page)
        answer = self.url_open(f"/my/book/{self.visit.id}", allow_redirects=False)
        self.assertIn("/web/login", answer.headers["Location"])

    def test_somebody_elses_car_is_not_booked(self):
        slot, _other = self.first_slots()
        self.authenticate("boris", "boris")
        self.send(
            f"/my/book/{self.visit.id}/confirm",
            when=slot.isoformat(),
            asset_id=self.car.id,
            service_id=self.car.service_ids.id,
        )
        booking = self.booked()
        self.assertEqual(len(booking), 1)
        self.assertFalse(booking.asset_id)
        self.assertFalse(booking.asset_service_id)

    def test_a_visit_that_staff_arranges_is_not_booked(self):
        self.visit.member_bookable = False
        self.authenticate("anna", "anna")
        for url in (f"/my/book/{self.visit.id}", "/my/book/999999", "/my/book/choose"):
            with self.subTest(url):
                self.assertEqual(self.url_open(url).status_code, 404)
        answer = self.send(f"/my/book/{self.visit.id}/confirm", when="x")
        self.assertEqual(answer.status_code, 404)

    def test_days_that_make_no_sense_show_today(self):
        self.authenticate("anna", "anna")
        for start in ("x", "2000-01-01", "9999-12-31", "2026-02-31"):
            with self.subTest(start):
                answer = self.url_open(f"/my/book/{self.visit.id}?start={start}")
                self.assertEqual(answer.status_code, 200)
