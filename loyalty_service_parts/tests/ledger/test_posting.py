"""The door: what it posts, what it refuses, what it pairs."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import LedgerCommon


@tagged("post_install", "-at_install")
class TestPosting(LedgerCommon):
    def test_earning_makes_a_lot_and_a_balance(self):
        entry = self.earn(100)
        self.assertEqual(entry.state, "posted")
        self.assertEqual(entry.balance_after, 100)
        self.assertEqual(entry.author_id, self.env.user)
        self.assertLedger(balance=100, lots=[100], debt=0)

    def test_spending_takes_the_lot_that_expires_first(self):
        self.earn(10)
        self.earn(20, expiry_date=self.day("2099-12-31"))
        self.earn(30, expiry_date=self.day("2099-01-31"))
        self.redeem(45)
        self.assertLedger(balance=15, lots=[(5.0, "2099-12-31"), (10.0, None)])

    def test_spending_more_than_usable_is_refused_and_nothing_is_posted(self):
        self.earn(50)
        with self.assertRaisesRegex(UserError, "50.* usable now, 51"):
            self.redeem(51)
        self.assertLedger(balance=50, lots=[50])

    def test_undone_spending_returns_to_the_lots_that_it_came_from(self):
        self.earn(10, expiry_date=self.day("2099-01-31"))
        self.earn(10, expiry_date=self.day("2099-02-28"))
        spent = self.redeem(15)
        self.card._points_reverse(spent, {spent: 8})
        self.assertLedger(balance=13, lots=[(3.0, "2099-01-31"), (10.0, "2099-02-28")])
        self.card._points_reverse(spent)
        self.assertLedger(balance=20, lots=[(10.0, "2099-01-31"), (10.0, "2099-02-28")])

    def test_taking_back_what_was_spent_is_a_debt_that_the_next_points_pay(self):
        """D3: earn, spend, take back what was earned."""
        earned = self.earn(100)
        self.redeem(100)
        self.card._points_reverse(earned)
        self.assertLedger(balance=-100, debt=100)
        self.earn(30)
        self.assertLedger(balance=-70, debt=70)
        self.earn(80)
        self.assertLedger(balance=10, lots=[10], debt=0)

    def test_nothing_is_taken_back_twice(self):
        earned = self.earn(100)
        self.card._points_reverse(earned, {earned: 60})
        with self.assertRaisesRegex(UserError, "40"):
            self.card._points_reverse(earned, {earned: 41})
        self.assertLedger(balance=40)

    def test_same_key_same_body_answers_with_the_first_entry(self):
        """D13: a till that retries after a network failure."""
        first = self.earn(10, idempotency_key="till-1/4711")
        again = self.earn(10, idempotency_key="till-1/4711")
        self.assertEqual(first, again)
        self.assertLedger(balance=10)

    def test_same_key_other_body_is_refused(self):
        self.earn(10, idempotency_key="till-1/4711")
        with self.assertRaisesRegex(UserError, "till-1/4711"):
            self.earn(11, idempotency_key="till-1/4711")

    def test_a_debit_is_paired_with_its_lots_when_it_is_posted(self):
        """D20: expiring lots whose points were spent before must take nothing more."""
        self.earn(100, expiry_date=self.day("2020-06-30"), date="2020-01-01 12:00:00")
        self.earn(50)
        with self.on("2020-02-01"):
            self.redeem(80)
        with self.on("2020-07-01"):
            self.env["loyalty.points.run"]._expire_all()
            self.assertLedger(balance=50, lots=[50])
        expired = self.card.entry_ids.filtered(lambda entry: entry.type == "expire")
        self.assertEqual(expired.points, -20)

    def test_a_tiny_rest_of_floating_point_blocks_nothing(self):
        """D8: -1e-14 blocked a confirmation elsewhere."""
        self.earn(0.1)
        self.earn(0.2)
        self.redeem(0.3)
        self.assertLedger(balance=0, lots=[])

    def test_pending_points_have_no_balance_until_they_are_released(self):
        pending = self.earn(40, state="pending", waits_for="delivery")
        self.assertLedger(balance=0, pending=40)
        self.card._points_release(pending, {pending: 15})
        self.assertLedger(balance=15, lots=[15], pending=25)
        self.assertEqual(pending.state, "void")

    def test_a_blocked_card_earns_and_does_not_spend(self):
        self.earn(10)
        self.card.status = "blocked"
        self.earn(5)
        with self.assertRaisesRegex(UserError, "blocked"):
            self.redeem(1)
        self.assertLedger(balance=15)

    def test_expired_points_cannot_be_spent_before_the_run_that_books_them(self):
        """D5: expired is expired, in every channel."""
        with self.on("2026-01-31"):
            self.program.write({"points_expiry": "months", "points_expiry_count": 1})
            self.earn(10)
        with self.on("2026-02-28"):
            self.assertEqual(self.card._points_usable()[self.card], 10)
        with self.on("2026-03-01"):
            self.assertEqual(self.card._points_usable()[self.card], 0)
            with self.assertRaises(UserError):
                self.redeem(1)
            self.env["loyalty.points.run"]._expire_all()
            self.assertLedger(balance=0, lots=[])
            self.env["loyalty.points.run"]._expire_all()
            self.assertEqual(self.card.entry_ids.mapped("type"), ["expire", "earn"])

    def test_points_in_their_waiting_period_are_released_by_the_run(self):
        with self.on("2026-01-10"):
            self.earn(
                10,
                state="pending",
                waits_for="hold",
                release_date="2026-01-24 12:00:00",
            )
            self.env["loyalty.points.run"]._release_all()
            self.assertLedger(balance=0, pending=10)
        with self.on("2026-01-25"):
            self.env["loyalty.points.run"]._release_all()
            self.assertLedger(balance=10, lots=[10], pending=0)

    def test_writing_the_balance_posts_the_difference(self):
        """S6, D18: whoever writes `points` leaves a row."""
        self.earn(10)
        self.card.points = 25
        self.assertEqual(self.card.entry_ids[0].type, "adjust")
        self.assertEqual(self.card.entry_ids[0].points, 15)
        self.assertLedger(balance=25)

    def test_a_transfer_is_two_linked_sides_and_keeps_the_dates(self):
        """D23"""
        other = self.make_card(self.make_partner("Boris Ivanov"))
        self.earn(10, expiry_date=self.day("2099-01-31"))
        self.earn(10)
        entries = self.card._points_transfer(other, 15, reason="For my brother")
        self.assertEqual(entries[1:].counterpart_id, entries[0])
        self.assertEqual(entries[0].reason, "For my brother")
        self.assertLedger(balance=5, lots=[5])
        self.assertLedger(other, balance=15, lots=[(10.0, "2099-01-31"), (5.0, None)])

    def test_seals_are_set_and_fit(self):
        self.earn(10)
        self.redeem(4)
        seal = self.env["loyalty.points.seal"]
        seal._seal_all()
        self.assertEqual(seal._unsealed_count(), 0)
        self.earn(1)
        seal._seal_all()
        self.assertLedger(balance=7)

    def test_entries_are_never_edited(self):
        entry = self.earn(10)
        for attempt in (
            lambda: entry.write({"points": 20}),
            lambda: entry.unlink(),
            lambda: entry.create({"card_id": self.card.id}),
            lambda: entry.copy(),
        ):
            with self.assertRaisesRegex(UserError, "never edited"):
                attempt()
