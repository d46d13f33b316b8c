"""Expiry arithmetic and the runs that book it."""

from datetime import date
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...models.ledger import loyalty_points_run
from ...models.ledger.expiry import lapsed, last_usable_day
from ..common import LedgerCommon


@tagged("post_install", "-at_install")
class TestExpiry(LedgerCommon):
    def test_the_last_usable_day_by_rule(self):
        """S9: 31 January + 1 month is the end of February, valid through that day."""
        for rule, count, day, expected in (
            ("never", 0, date(2026, 1, 31), None),
            ("inactivity", 3, date(2026, 1, 31), None),
            ("days", 10, date(2026, 1, 31), date(2026, 2, 10)),
            ("months", 1, date(2026, 1, 31), date(2026, 2, 28)),
            ("months", 1, date(2028, 1, 31), date(2028, 2, 29)),
            ("months", 6, date(2026, 8, 31), date(2027, 2, 28)),
            ("month_end", 0, date(2026, 2, 3), date(2026, 2, 28)),
            ("month_end", 2, date(2026, 2, 3), date(2026, 4, 30)),
            ("quarter_end", 0, date(2026, 2, 3), date(2026, 3, 31)),
            ("quarter_end", 1, date(2026, 11, 30), date(2027, 3, 31)),
            ("year_end", 0, date(2026, 12, 31), date(2026, 12, 31)),
            ("year_end", 1, date(2026, 2, 3), date(2027, 12, 31)),
        ):
            with self.subTest(rule=rule, count=count, day=day):
                self.assertEqual(last_usable_day(rule, count, day), expected)

    def test_inactivity_is_counted_from_the_last_activity(self):
        self.assertFalse(lapsed(None, 3, date(2026, 1, 31), date(2026, 4, 30)))
        self.assertTrue(lapsed(None, 3, date(2026, 1, 31), date(2026, 5, 1)))
        self.program.write({"points_expiry": "inactivity", "points_expiry_count": 3})
        with self.on("2026-01-31"):
            self.earn(10)
        with self.on("2026-04-30"):
            self.redeem(1)
        with self.on("2026-05-31"):
            self.env["loyalty.points.run"]._expire_all()
            self.assertLedger(balance=9, lots=[9])
        with self.on("2026-07-31"):
            self.env["loyalty.points.run"]._expire_all()
            self.assertLedger(balance=0, lots=[])

    def test_the_day_ends_where_the_company_is(self):
        """Valid through the day in the company's time zone: midnight in Vladivostok."""
        self.env.company.partner_id.tz = "Asia/Vladivostok"
        self.program.write({"points_expiry": "days", "points_expiry_count": 1})
        with self.on("2026-03-01"):
            self.earn(10)
            self.assertEqual(self.card.entry_ids.expiry_date, date(2026, 3, 2))
        with self.on("2026-03-02", "13:59:00"):
            self.assertEqual(self.card._points_usable()[self.card], 10)
        with self.on("2026-03-02", "14:01:00"):
            self.assertEqual(self.card._points_usable()[self.card], 0)

    def test_a_new_rule_never_changes_points_given_already(self):
        with self.on("2026-01-01"):
            self.earn(10)
            self.program.write({"points_expiry": "days", "points_expiry_count": 5})
            self.earn(20)
        with self.on("2026-02-01"):
            self.env["loyalty.points.run"]._expire_all()
            self.assertLedger(balance=10, lots=[10])

    def test_a_run_goes_on_in_batches_and_twice_does_no_harm(self):
        cards = self.card
        for number in range(4):
            cards |= self.make_card(self.make_partner(f"Member {number}"))
        self.program.write({"points_expiry": "days", "points_expiry_count": 5})
        with self.on("2026-01-01"):
            for card in cards:
                self.earn(10, card=card)
        with self.on("2026-02-01"), patch.object(loyalty_points_run, "BATCH", 2):
            run = self.env["loyalty.points.run"]
            self.assertEqual(run._expire_batch(self.program), 2)
            self.assertSound()
            run._expire_all()
            run._expire_all()
        self.env.invalidate_all()
        self.assertEqual(cards.mapped("points"), [0.0] * 5)
        self.assertEqual(self.entries.search_count([("type", "=", "expire")]), 5)
        self.assertSound()

    def test_undone_spending_returns_even_to_a_lapsed_lot(self):
        """The next expiry run takes it."""
        self.program.write({"points_expiry": "days", "points_expiry_count": 5})
        with self.on("2026-01-01"):
            self.earn(10)
            spent = self.redeem(10)
        with self.on("2026-02-01"):
            self.card._points_reverse(spent)
            self.assertLedger(balance=10)
            self.assertEqual(self.card._points_usable()[self.card], 0)
            self.env["loyalty.points.run"]._expire_all()
            self.assertLedger(balance=0)

    def test_chosen_lots_are_extended_by_new_rows(self):
        lot = self.earn(10, expiry_date=self.day("2099-01-31"))
        self.earn(5, expiry_date=self.day("2099-01-31"))
        self.card._points_change_validity(
            lot, self.day("2099-06-30"), "The shop was closed"
        )
        self.assertLedger(balance=15, lots=[(5.0, "2099-01-31"), (10.0, "2099-06-30")])
        self.assertEqual(lot.expiry_date, self.day("2099-01-31"))

    def test_a_lot_is_not_ended_in_the_past(self):
        lot = self.earn(10)
        wizard = self.env["loyalty.points.validity"].create(
            {"lot_ids": lot.ids, "expiry_date": "2020-01-31", "reason": "Mistake"}
        )
        with self.assertRaisesRegex(UserError, "lost at once"):
            wizard.action_apply()
        self.assertLedger(balance=10, lots=[10])

    def test_the_crons_run(self):
        self.program.write({"points_expiry": "days", "points_expiry_count": 5})
        with self.on("2026-01-01"):
            self.earn(10)
            self.earn(
                7, state="pending", waits_for="hold", release_date="2026-01-02 00:00:00"
            )
        for name in (
            "expire",
            "release",
            "seal",
            "verify",
            "warn_of_expiry",
            "send_statements",
        ):
            self.run_cron(name)
        self.assertLedger(balance=7)
