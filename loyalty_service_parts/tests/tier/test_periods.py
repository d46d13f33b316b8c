"""Windows and reviews as arithmetic on dates."""

import datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...models.tier.periods import held_until, window_start

DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1))
REVIEWS = st.sampled_from(["monthly", "quarterly", "yearly", "anniversary"])


def day(text):
    return datetime.date.fromisoformat(text)


@tagged("post_install", "-at_install")
class TestPeriods(BaseCase):
    def test_windows(self):
        for window, months, today, first in (
            ("rolling", 12, "2026-03-15", "2025-03-16"),
            ("rolling", 1, "2026-03-31", "2026-03-01"),
            ("calendar_year", 12, "2026-03-15", "2026-01-01"),
        ):
            with self.subTest(window, today=today):
                self.assertEqual(window_start(window, months, day(today)), day(first))
        self.assertIsNone(window_start("lifetime", 12, day("2026-03-15")))

    def test_reviews(self):
        for review, today, since, until in (
            ("monthly", "2026-02-10", "2026-02-10", "2026-02-28"),
            ("quarterly", "2026-02-10", "2026-02-10", "2026-03-31"),
            ("yearly", "2026-02-10", "2026-02-10", "2026-12-31"),
            ("anniversary", "2026-02-10", "2026-02-10", "2027-02-09"),
            ("anniversary", "2026-02-10", "2024-02-29", "2026-02-27"),
        ):
            with self.subTest(review, today=today):
                self.assertEqual(held_until(review, day(today), day(since)), day(until))

    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(review=REVIEWS, today=DAYS, age=st.integers(0, 4000))
    def test_a_tier_is_held_today_and_reviewed_within_a_year(self, review, today, age):
        since = today - datetime.timedelta(days=age)
        until = held_until(review, today, since)
        self.assertGreaterEqual(until, today)
        self.assertLessEqual((until - today).days, 366)
