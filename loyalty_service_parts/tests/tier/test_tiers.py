"""Up at once; by what was earned, never by the balance; by hand with a reason."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import TierCommon


@tagged("post_install", "-at_install")
class TestTiers(TierCommon):
    def test_the_threshold_gives_the_tier_at_once_and_once(self):
        """S15, S16"""
        self.buy(99.99)
        self.assertFalse(self.card.tier_id)
        self.buy(0.01)
        self.assertEqual(self.card.tier_id, self.silver)
        self.buy(1)
        self.assertEqual(self.history(), [(False, "Silver", "threshold")])

    def test_a_large_purchase_skips_tiers(self):
        self.buy(2000)
        self.assertEqual(self.card.tier_id, self.platinum)
        self.assertEqual(self.history(), [(False, "Platinum", "threshold")])

    def test_spending_lowers_nothing_and_bonus_points_count_for_nothing(self):
        """D19"""
        self.buy(300)
        self.redeem(300)
        self.assertEqual(self.card.tier_id, self.gold)
        self.assertEqual(self.card.tier_figure, 300)
        self.earn(5000, component="bonus")
        self.assertEqual(self.card.tier_figure, 300)
        self.assertEqual(self.card.tier_missing, 700)

    def test_a_return_lowers_the_figure_not_the_tier(self):
        entry = self.buy(300)
        self.card._points_reverse(entry, {entry: 250})
        self.assertEqual(self.card.tier_figure, 50)
        self.assertEqual(self.card.tier_id, self.gold)

    def test_a_return_counts_when_the_purchase_was_made(self):
        """Otherwise it would lower the next window, in which the purchase did not count."""
        with self.on("2024-06-01"):
            old = self.buy(500)
        with self.on("2026-01-10"):
            self.card._points_reverse(old)
            self.buy(120)
            self.assertEqual(self.card.tier_figure, 120)
            self.assertEqual(self.card.tier_id, self.platinum.browse(self.gold.id))

    def test_money_counts_by_the_base_rows_only(self):
        self.program.tier_metric = "spend"
        self.earn(10, qualifying=True, amount=200, component="base")
        self.earn(10, qualifying=True, amount=200, component="tier")
        self.assertEqual(self.card.tier_figure, 200)
        self.assertEqual(self.card.tier_id, self.silver)

    def test_purchases_are_counted_by_document(self):
        self.program.tier_metric = "orders"
        self.silver.threshold = 2
        first = self.buy(5, origin_id=1)
        self.buy(5, origin_id=1)
        self.assertFalse(self.card.tier_id)
        self.card._points_reverse(first)
        self.buy(5, origin_id=2)
        self.assertEqual(self.card.tier_id, self.silver)
        self.assertEqual(self.card.tier_figure, 2)

    def test_pending_points_give_no_tier_until_they_are_released(self):
        entry = self.buy(300, state="pending", waits_for="delivery")
        self.assertFalse(self.card.tier_id)
        self.card._points_release(entry)
        self.assertEqual(self.card.tier_id, self.gold)

    def test_the_run_of_releases_gives_the_tier(self):
        self.buy(
            300, state="pending", waits_for="hold", release_date="2020-01-01 00:00:00"
        )
        self.env["loyalty.points.run"]._release_all()
        self.env.invalidate_all()
        self.assertEqual(self.card.tier_id, self.gold)

    def test_a_tier_by_hand_outranks_what_is_reached_until_its_end(self):
        """S16"""
        self.buy(100)
        self.card._points_set_tier(self.platinum, self.day("2030-06-30"), "Partner")
        self.buy(250)
        self.assertEqual(self.card.tier_id, self.platinum)
        with self.on("2030-07-01"):
            self.program.tier_window = "lifetime"
            self.review()
            self.assertEqual(self.card.tier_id, self.gold)
        self.assertEqual(
            self.history(),
            [
                (False, "Silver", "threshold"),
                ("Silver", "Platinum", "manual"),
                ("Platinum", "Gold", "manual_over"),
            ],
        )
        self.assertEqual(self.card.tier_change_ids.sorted("id")[1].reason, "Partner")

    def test_nobody_writes_a_tier_or_its_history(self):
        salesman = self.make_user("salesman", "sales_team.group_sale_salesman")
        manager = self.make_user(
            "manager", "loyalty_service_parts.group_loyalty_manager"
        )
        self.buy(100)
        for user in (salesman, manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.card.with_user(user).write({"tier_id": self.gold.id})
        with self.assertRaises(AccessError):
            self.card.with_user(salesman)._points_set_tier(self.gold, None, "Me")
        with self.assertRaises(UserError):
            self.card.tier_change_ids.write({"why": "manual"})
        with self.assertRaises(UserError):
            self.card.tier_change_ids.unlink()

    def test_a_tier_that_needs_more_to_keep_than_to_reach_is_refused(self):
        with self.assertRaises(ValidationError):
            self.gold.retention = 400

    def test_a_tier_that_is_held_is_not_deleted(self):
        self.buy(100)
        with self.assertRaises(UserError):
            self.silver.unlink()

    def test_the_immediate_check_costs_one_query(self):
        self.buy(1)
        self.env.flush_all()
        entry = self.buy(1)
        self.env.flush_all()
        evaluation = self.env["loyalty.tier.evaluation"]
        with self.assertQueryCount(1):
            evaluation._promote_after(entry)

    def test_another_program_without_tiers_is_left_alone(self):
        other = self.make_program(name="Other Club")
        card = self.make_card(self.member, other)
        self.buy(5000, card=card)
        self.assertFalse(card.tier_id)

    def test_status_points_bring_the_tier_nearer_and_cannot_be_spent(self):
        """S15: with a reason, by a manager, beside the ledger."""
        manager = self.make_user(
            "manager", "loyalty_service_parts.group_loyalty_manager"
        )
        clerk = self.make_user(
            "clerk", "loyalty_service_parts.group_loyalty_member_services"
        )
        self.buy(80)
        wizard = self.env["loyalty.tier.status"].with_user(manager)
        wizard = wizard.create(
            {"card_id": self.card.id, "figure": 30, "reason": "Test drive"}
        )
        wizard.action_apply()
        self.assertEqual(self.card.tier_id, self.silver)
        self.assertEqual(self.card.tier_figure, 110)
        self.assertLedger(balance=80)
        past = self.card.tier_past_ids
        self.assertEqual((past.reason, past.author_id), ("Test drive", manager))
        with self.assertRaises(AccessError):
            self.card.with_user(clerk)._points_give_status(500, "Friend")
        with self.assertRaises(UserError):
            self.card.with_user(manager)._points_give_status(0, "Nothing")
        with self.assertRaises(UserError):
            self.card.with_user(manager)._points_give_status(10, " ")
