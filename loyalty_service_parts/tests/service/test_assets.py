"""What members own: found however typed, services due by date or meter, owners (S25)."""

import datetime

from psycopg2.errors import UniqueViolation

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import BaseCase, tagged
from odoo.tools import mute_logger

from ...models.service.asset.due import due_day, use_per_day
from ...models.service.asset.keys import key_of
from ..sale.common import SaleCommon
from .common import ServiceCommon


class TestDue(BaseCase):
    def day(self, text):
        return datetime.date.fromisoformat(text)

    def test_the_earlier_of_calendar_and_meter_counts(self):
        """Bought on 1 January with 0 km; 30 km a day; every 12 months or 15,000 km."""
        start = self.day("2026-01-01")
        slow = [(start, 0), (self.day("2026-04-01"), 2700)]
        fast = [(start, 0), (self.day("2026-04-01"), 9000)]
        for name, months, every, readings, wanted in (
            ("by the calendar", 12, 15000, slow, "2027-01-01"),
            ("by the meter", 12, 15000, fast, "2026-05-31"),
            ("calendar only", 6, 0, fast, "2026-07-01"),
            ("meter only", 0, 10000, slow, "2026-12-01"),
            ("no reading: calendar", 12, 15000, [], "2027-01-01"),
        ):
            with self.subTest(name):
                found = due_day(start, months, 0, every, readings)
                self.assertEqual(found, self.day(wanted))

    def test_what_the_meter_passed_was_due_when_it_did(self):
        readings = [(self.day("2026-01-01"), 0), (self.day("2026-02-01"), 16000)]
        self.assertEqual(
            due_day(self.day("2026-01-01"), 12, 0, 15000, readings),
            self.day("2026-02-01"),
        )

    def test_nothing_tells_without_use(self):
        self.assertIsNone(due_day(None, 0, 0, 1000, []))
        self.assertIsNone(use_per_day([(self.day("2026-01-01"), 5)]))
        self.assertIsNone(
            use_per_day([(self.day("2026-01-01"), 5), (self.day("2026-01-03"), 90)])
        )

    def test_a_plate_is_the_same_in_both_alphabets(self):
        self.assertEqual(key_of("а 123 вс-178"), key_of("A123BC178"))


@tagged("post_install", "-at_install")
class TestAssets(SaleCommon, ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.oil_change = cls.make_product("Oil change", 40, type="service")
        cls.cars = cls.env["loyalty.asset.type"].create(
            {
                "name": "Car",
                "number_kind": "vin",
                "measure": "km",
                "plan_ids": [
                    Command.create(
                        {
                            "name": "Oil change",
                            "months": 12,
                            "every": 15000,
                            "product_id": cls.oil_change.id,
                        }
                    )
                ],
            }
        )
        with cls.on("2026-01-01"):
            cls.car = cls.make_car(
                number="XTA 21099-043 456789",
                plate="а123вс 178",
                bought_date="2026-01-01",
            )

    @classmethod
    def make_car(cls, **values):
        return cls.env["loyalty.asset"].create(
            {"type_id": cls.cars.id, "partner_id": cls.member.id, **values}
        )

    def read_meter(self, value, day, **values):
        return self.env["loyalty.asset.reading"].create(
            {"asset_id": self.car.id, "date": day, "value": value, **values}
        )

    def test_a_ticket_is_found_by_vin_and_by_plate(self):
        self.buy(300)
        for hint in ("xta21099043456789", "A 123 BC 178", "а123вс178"):
            with self.subTest(hint):
                ticket = self.open_ticket(member_hint=hint)
                self.assertEqual(ticket.asset_id, self.car)
                self.assertEqual(ticket.partner_id, self.member)
                self.assertEqual(ticket.tier_id, self.gold)

    def test_the_meter_does_not_run_backwards(self):
        self.read_meter(5000, "2026-02-01")
        for name, value, day in (
            ("less later", 4999, "2026-03-01"),
            ("more earlier", 6000, "2026-01-15"),
            ("tomorrow", 7000, "2999-01-01"),
        ):
            with self.subTest(name), self.assertRaises(ValidationError):
                self.read_meter(value, day)

    def test_a_new_meter_keeps_what_was_used_since_the_last_service(self):
        """9,000 km in 90 days, then 100 km more on a new meter: 5,900 km are left."""
        service = self.car.service_ids
        with self.on("2026-06-01"):
            self.read_meter(0, "2026-01-01")
            self.read_meter(9000, "2026-04-01")
            new = self.read_meter(50, "2026-04-02", is_new_meter=True)
            self.read_meter(150, "2026-04-03")
        self.assertEqual(self.car.reading, 150)
        self.assertEqual(str(service.due_date), "2026-06-02")
        with self.on("2026-06-01"):
            service._service_done()
            self.assertEqual(service.last_reading, 9100)
            with self.assertRaises(ValidationError):
                new.is_new_meter = False

    def test_one_digit_too_many_is_refused(self):
        self.read_meter(5000, "2026-02-01")
        with self.assertRaises(ValidationError):
            self.read_meter(900000, "2026-02-10")

    def test_who_moves_the_last_service_is_reminded_anew(self):
        with self.on("2026-12-18"):
            self.run_cron("remind_of_services")
        service = self.car.service_ids
        self.assertTrue(service.reminded_date)
        service.last_date = "2026-12-01"
        self.assertFalse(service.reminded_date)

    def test_a_cancelled_ticket_did_no_service(self):
        self.solved.not_served = True
        ticket = self.open_ticket(
            self.member,
            asset_id=self.car.id,
            asset_service_ids=[Command.set(self.car.service_ids.ids)],
        )
        ticket.stage_id = self.solved
        self.assertFalse(self.car.service_ids.last_date)

    def test_the_due_date_follows_the_readings(self):
        service = self.car.service_ids
        self.assertEqual(str(service.due_date), "2027-01-01")
        with self.on("2026-04-01"):
            self.read_meter(0, "2026-01-01")
            self.read_meter(9000, "2026-04-01")
        self.assertEqual(str(service.due_date), "2026-05-31")
        self.assertEqual(str(self.car.due_date), "2026-05-31")

    def test_before_the_first_service_the_first_reading_counts(self):
        """A used car: 21,000 km when we first saw it, 30 a day, due 15,000 later."""
        self.car.bought_date = False
        with self.on("2026-04-01"):
            self.read_meter(21000, "2026-01-01")
            self.read_meter(23700, "2026-04-01")
        service = self.car.service_ids
        service.plan_id.months = 0
        self.assertEqual(str(service.due_date), "2027-05-16")

    def test_the_owner_is_reminded_once_with_what_the_visit_brings(self):
        """40 for the service, half as many again for Gold."""
        self.buy(300)
        self.gold.multiplier = 1.5
        self.env["mail.mail"].search([]).unlink()
        with self.on("2026-12-10"):
            self.run_cron("remind_of_services")
            self.assertFalse(self.mails())
        with self.on("2026-12-18"):
            self.run_cron("remind_of_services")
            self.run_cron("remind_of_services")
        mail = self.mails()
        self.assertEqual(len(mail), 1)
        self.assertIn("Oil change", mail.subject)
        self.assertIn("60 points", mail.body_html)
        self.assertIn(f"/my/assets/{self.car.id}", mail.body_html)

    def test_nobody_is_reminded_who_opted_out(self):
        self.env["mail.blacklist"]._add(self.member.email)
        with self.on("2026-12-18"):
            self.run_cron("remind_of_services")
        self.assertFalse(self.mails())

    def mails(self):
        return self.env["mail.mail"].search(
            [("recipient_ids", "in", self.member.ids), ("subject", "ilike", "is due")]
        )

    def test_a_service_sold_for_the_asset_is_done_when_it_is_delivered(self):
        order = self.make_order((self.oil_change, 1), asset_id=self.car.id)
        order.action_confirm()
        with self.on("2026-05-10"):
            self.read_meter(7000, "2026-05-01")
            order.order_line.qty_delivered = 1
        service = self.car.service_ids
        self.assertEqual(
            (str(service.last_date), service.last_reading), ("2026-05-10", 7000)
        )
        self.assertEqual(str(service.due_date), "2027-05-10")

    def test_a_closed_ticket_marks_its_services_done_once(self):
        service = self.car.service_ids
        ticket = self.open_ticket(
            self.member,
            asset_id=self.car.id,
            asset_service_ids=[Command.set(service.ids)],
        )
        with self.on("2026-05-10"):
            ticket.stage_id = self.solved
        self.assertEqual(str(service.last_date), "2026-05-10")
        with self.on("2026-05-20"):
            ticket.name = "Another title"
        self.assertEqual(str(service.last_date), "2026-05-10")

    def test_a_new_owner_gets_the_asset_with_its_history(self):
        boris = self.make_partner("Boris")
        ticket = self.open_ticket(self.member, asset_id=self.car.id)
        with self.on("2026-03-01"):
            self.car.partner_id = boris
        owners = self.car.owner_ids.sorted("id")
        self.assertEqual(owners.partner_id, self.member | boris)
        self.assertEqual(str(owners[0].until), "2026-03-01")
        self.assertFalse(owners[1].until)
        self.assertEqual(self.car.ticket_ids, ticket)

    def test_a_number_is_known_once_however_typed(self):
        with (
            self.assertRaises(UniqueViolation),
            self.env.cr.savepoint(),
            mute_logger("odoo.sql_db"),
        ):
            self.make_car(number="xta-21099-043-456789")
        self.car.active = False
        self.make_car(number="xta-21099-043-456789")

    def test_a_delivered_serial_number_becomes_an_asset(self):
        phone = self.make_product(
            "Phone", 300, tracking="serial", asset_type_id=self.cars.id
        )
        order = self.make_order((phone, 1))
        order.action_confirm()
        lot = self.env["stock.lot"].create(
            {"name": "IMEI 35 209900 176148 1", "product_id": phone.id}
        )
        self.deliver_lot(order, lot)
        asset = self.env["loyalty.asset"].search([("lot_id", "=", lot.id)])
        self.assertEqual(asset.partner_id, self.member)
        self.assertEqual(asset.number_key, "IMEI352099001761481")
        self.assertEqual(asset.service_ids.plan_id, self.cars.plan_ids)
        ticket = self.open_ticket(member_hint="imei 352099001761481")
        self.assertEqual(ticket.asset_id, asset)

    def test_a_number_that_is_taken_stops_no_delivery(self):
        phone = self.make_product(
            "Phone", 50, tracking="serial", asset_type_id=self.cars.id
        )
        lot = self.env["stock.lot"].create(
            {"name": "XTA21099043456789", "product_id": phone.id}
        )
        order = self.make_order((phone, 1))
        order.action_confirm()
        self.deliver_lot(order, lot)
        asset = self.env["loyalty.asset"].search([("lot_id", "=", lot.id)])
        self.assertEqual((asset.partner_id, asset.number), (self.member, False))

    def test_a_new_plan_reaches_what_is_owned_already(self):
        plan = self.env["loyalty.asset.plan"].create(
            {"type_id": self.cars.id, "name": "Brakes", "months": 24}
        )
        self.assertIn(plan, self.car.service_ids.plan_id)
