"""A slot is taken once, also by two browsers at the same moment (S23)."""

import threading
from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.service.model import retrying
from odoo.tests import tagged

from odoo.addons.loyalty_service_parts.tests.ledger.common import CommittingCase


@tagged("post_install", "-at_install")
class TestBookingConcurrency(CommittingCase):
    cards = 2

    def setUp(self):
        super().setUp()
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            calendar = env["resource.calendar"].create(
                {
                    "name": "Always",
                    "tz": "UTC",
                    "attendance_ids": [
                        Command.clear(),
                        *(
                            Command.create(
                                {
                                    "name": f"Day {day}",
                                    "dayofweek": str(day),
                                    "hour_from": 0,
                                    "hour_to": 23,
                                    "day_period": "morning",
                                }
                            )
                            for day in range(7)
                        ),
                    ],
                }
            )
            lift = env["resource.resource"].create(
                {
                    "name": "Only Lift",
                    "resource_type": "material",
                    "calendar_id": calendar.id,
                    "tz": "UTC",
                }
            )
            place = env["resource.booking.combination"].create(
                {"resource_ids": [Command.set(lift.ids)]}
            )
            visit = env["resource.booking.type"].create(
                {
                    "name": "Only Visit",
                    "member_bookable": True,
                    "duration": 1,
                    "slot_duration": 1,
                    "modifications_deadline": 0,
                    "resource_calendar_id": calendar.id,
                    "alarm_ids": [],
                    "combination_rel_ids": [
                        Command.create({"combination_id": place.id})
                    ],
                }
            )
            visit.alarm_ids = False
            self.visit_id = visit.id
            tomorrow = fields.Datetime.now().replace(
                hour=10, minute=0, second=0, microsecond=0
            )
            self.when = tomorrow + timedelta(days=1)
            self.made = [
                (record._name, record.ids) for record in (visit, place, lift, calendar)
            ]

    def clean(self):
        with self.registry.cursor() as cr:
            env = api.Environment(
                cr, SUPERUSER_ID, {"active_test": False, "dont_notify": True}
            )
            env["resource.booking"].search([("type_id", "=", self.visit_id)]).unlink()
            for model, ids in self.made:
                env[model].browse(ids).unlink()
        return super().clean()

    def book(self, partner_id, results, barrier):
        """What a request does: an attempt, retried on a serialization failure."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"dont_notify": True})
            waited = []

            def work():
                env.cr.execute("SELECT 1")  # the snapshot begins before anybody commits
                if not waited:
                    waited.append(barrier.wait(20))
                env["resource.booking"]._member_book(
                    env["resource.booking.type"].browse(self.visit_id),
                    env["res.partner"].browse(partner_id),
                    self.when,
                    {},
                )

            try:
                retrying(work, env)
                results.append("booked")
            except UserError:
                cr.rollback()
                results.append("refused")

    def test_two_browsers_cannot_book_the_same_slot(self):
        results, barrier = [], threading.Barrier(2)
        threads = [
            threading.Thread(target=self.book, args=(partner_id, results, barrier))
            for partner_id in self.partner_ids[:2]
        ]
        self.run_threads(threads)
        self.assertEqual(sorted(results), ["booked", "refused"])
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            self.assertEqual(
                env["resource.booking"].search_count([("type_id", "=", self.visit_id)]),
                1,
            )
