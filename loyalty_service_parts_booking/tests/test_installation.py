"""A time for the installation of a part that was bought (S32)."""

from datetime import datetime, timedelta

from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common import BookingCommon


@tagged("post_install", "-at_install")
class TestInstallation(BookingCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.part.install_product_id = cls.oil_change
        cls.user = cls.env["res.users"].create(
            {
                "login": "anna",
                "password": "anna",
                "partner_id": cls.member.id,
                "group_ids": [Command.set([cls.env.ref("base.group_portal").id])],
            }
        )
        cls.order = cls.make_order((cls.part, 1))
        cls.order.order_line.action_install()
        cls.work = cls.order.order_line.installed_by_id

    def slots(self):
        (_line, path), *_rest = self.order._install_to_book()
        return self.url_open(path)

    def take(self, page, **values):
        token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
        when = page.text.split('name="when" value="')[1].split('"')[0]
        return self.url_open(
            f"/my/book/{self.visit.id}/confirm",
            data={"csrf_token": token, "when": when, **values},
        )

    def test_the_order_leads_to_free_times_and_knows_the_one_that_was_taken(self):
        self.assertFalse(self.order._install_to_book(), "not before it is bought")
        self.order.action_confirm()
        self.authenticate("anna", "anna")
        page = self.url_open(self.order.get_portal_url())
        self.assertIn("Choose a time", page.text)
        slots = self.slots()
        self.assertIn(f'name="work_id" value="{self.work.id}"', slots.text)
        self.take(slots, work_id=str(self.work.id))
        booking = self.work.install_booking_ids
        self.assertEqual(booking.order_id, self.order)
        self.assertEqual(booking.partner_ids, self.member)
        self.assertFalse(self.order._install_to_book())
        ((_line, text),) = self.order._install_times()
        self.assertIn(text, self.url_open(self.order.get_portal_url()).text)
        self.assertIn(str(booking.start.year)[-2:], text)

    def test_no_time_is_offered_before_the_part_is_there(self):
        self.order.action_confirm()
        self.authenticate("anna", "anna")
        self.order.commitment_date = datetime.now() + timedelta(days=3)
        slots = self.slots()
        first = slots.text.split('name="when" value="')[1].split('"')[0]
        self.assertGreaterEqual(
            datetime.fromisoformat(first).date(), self.order.commitment_date.date()
        )

    def test_work_of_another_customer_is_not_booked(self):
        order = self.make_order((self.part, 1), partner=self.make_partner("Boris"))
        order.order_line.action_install()
        order.action_confirm()
        self.order.action_confirm()
        self.authenticate("anna", "anna")
        self.take(self.slots(), work_id=str(order.order_line.installed_by_id.id))
        self.assertFalse(order.order_line.install_booking_ids)
