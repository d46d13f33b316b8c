"""Down at the review only, after the grace, as the program says (S16)."""

from odoo.tests import tagged

from .common import TierCommon


@tagged("post_install", "-at_install")
class TestReviews(TierCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program.write({"tier_window": "calendar_year", "tier_review": "yearly"})

    def platinum_in_2025(self):
        with self.on("2025-05-01"):
            self.buy(1000)
            self.assertEqual(str(self.card.tier_until), "2025-12-31")

    def test_one_step_down_at_the_review(self):
        self.platinum_in_2025()
        with self.on("2025-12-31"):
            self.review()
            self.assertEqual(self.card.tier_id, self.platinum)
        with self.on("2026-01-01"):
            self.review()
            self.assertEqual(self.card.tier_id, self.gold)
            self.assertEqual(str(self.card.tier_until), "2026-12-31")
            self.review()
            self.assertEqual(self.card.tier_id, self.gold)
        self.assertEqual(self.history()[-1], ("Platinum", "Gold", "review"))

    def test_straight_down_to_what_was_reached(self):
        self.program.write({"tier_downgrade": "to_qualified", "tier_window": "rolling"})
        self.platinum_in_2025()
        with self.on("2026-06-01"):
            self.buy(120)
            self.review()
            self.assertEqual(self.card.tier_id, self.silver)

    def test_never_down(self):
        self.program.tier_downgrade = "never"
        self.platinum_in_2025()
        with self.on("2027-03-01"):
            self.review()
            self.assertEqual(self.card.tier_id, self.platinum)

    def test_the_retention_threshold_keeps_the_tier(self):
        self.program.tier_window = "rolling"
        self.platinum.retention = 600
        self.platinum_in_2025()
        with self.on("2025-11-01"):
            self.buy(600)
        with self.on("2026-06-01"):
            self.review()
            self.assertEqual(self.card.tier_id, self.platinum)
            self.assertEqual(str(self.card.tier_until), "2026-12-31")

    def test_the_grace_keeps_the_tier_and_may_save_it(self):
        self.program.tier_grace_days = 30
        self.platinum_in_2025()
        with self.on("2026-01-05"):
            self.review()
            self.assertEqual(self.card.tier_id, self.platinum)
            self.assertEqual(str(self.card.tier_grace_until), "2026-01-30")
            self.buy(1000)
        with self.on("2026-01-31"):
            self.review()
            self.assertEqual(self.card.tier_id, self.platinum)
            self.assertFalse(self.card.tier_grace_until)

    def test_after_the_grace_the_tier_is_lost(self):
        self.program.tier_grace_days = 30
        self.platinum_in_2025()
        with self.on("2026-02-15"):
            self.review()
            self.assertEqual(self.card.tier_id, self.gold)
        self.assertEqual(self.history()[-1], ("Platinum", "Gold", "grace"))

    def test_the_lowest_tier_is_lost_too(self):
        with self.on("2025-05-01"):
            self.buy(100)
        with self.on("2026-01-01"):
            self.review()
            self.assertFalse(self.card.tier_id)
        self.assertEqual(self.history()[-1], ("Silver", False, "review"))

    def test_the_anniversary_moves_by_a_year(self):
        self.program.write(
            {"tier_review": "anniversary", "tier_window": "lifetime"}
        )
        with self.on("2025-05-01"):
            self.buy(100)
        self.assertEqual(str(self.card.tier_until), "2026-04-30")
        with self.on("2026-05-03"):
            self.review()
            self.assertEqual(str(self.card.tier_until), "2027-04-30")

    def test_a_review_of_all_cards_is_three_statements(self):
        self.platinum_in_2025()
        with self.on("2025-05-01"):
            for number in range(20):
                card = self.make_card(self.make_partner(f"Member {number}"))
                self.buy(100 * number + 1, card=card)
        with self.on("2026-01-01"):
            self.program._points_ladder()
            self.env.flush_all()
            evaluation = self.env["loyalty.tier.evaluation"]
            before = self.env.cr.sql_log_count
            self.review()
            self.assertLess(self.env.cr.sql_log_count - before, 25)
            self.assertFalse(evaluation._promote(self.program))
