"""Cards that are merged, closed, erased or expired while their orders are under way."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import SaleCommon


@tagged("post_install", "-at_install")
class TestCardsOfOrders(SaleCommon):
    def merge(self, source, target):
        self.env["base.partner.merge.automatic.wizard"].create({})._merge(
            (source | target).ids, target
        )
        return self.env["loyalty.card"].search(
            [("partner_id", "=", target.id), ("program_id", "=", self.program.id)]
        )

    def test_a_delivery_after_a_merge_earns_on_the_card_that_was_kept(self):
        """S2: the warehouse was stopped by a closed card."""
        self.program.points_accrual = "delivery"
        order = self.make_order()
        order.action_confirm()
        kept = self.make_card(self.make_partner("Anna P."), points=5)
        self.assertEqual(self.merge(self.member, kept.partner_id), kept)
        self.assertLedger(kept, balance=5, pending=100)
        self.deliver(order)
        self.assertLedger(kept, balance=105, pending=0)
        self.assertLedger(self.card, balance=0)

    def test_a_cancellation_after_a_merge_takes_the_points_from_the_card_that_was_kept(
        self,
    ):
        self.earn(40)
        order = self.make_order()
        self.use_points(order, 40)
        order.action_confirm()
        self.assertLedger(balance=60)
        kept = self.make_card(self.make_partner("Anna P."))
        self.merge(self.member, kept.partner_id)
        self.assertLedger(kept, balance=60)
        order._action_cancel()
        self.assertLedger(kept, balance=40, debt=0)
        self.assertLedger(self.card, balance=0, lots=[], debt=0)

    def test_another_customer_on_a_quotation_means_another_card(self):
        boris = self.make_partner("Boris")
        order = self.make_order(partner=boris)
        order._update_programs_and_rewards()
        order.partner_id = self.member
        order._update_programs_and_rewards()
        self.env.invalidate_all()
        self.assertEqual(order.points_card_id, self.card)
        self.assertEqual(order.coupon_point_ids.coupon_id, self.card)
        cards = self.env["loyalty.card"].search([("program_id", "=", self.program.id)])
        self.assertTrue(all(cards.mapped("partner_id")), "no card is nobody's")
        order.action_confirm()
        self.assertLedger(balance=100)

    def test_a_closed_card_earns_nothing_and_stops_no_delivery(self):
        self.program.points_accrual = "delivery"
        order = self.make_order()
        order.action_confirm()
        self.card.action_close()
        self.deliver(order)
        self.assertEqual(order.order_line.qty_delivered, 1)
        self.assertLedger(balance=0)

    def test_a_return_takes_points_from_a_closed_card_too(self):
        order = self.make_order()
        order.action_confirm()
        self.card.action_close()
        order._action_cancel()
        self.assertLedger(balance=0)

    def test_an_expired_card_cannot_be_spent_and_its_points_expire(self):
        """D5: the date of the card did nothing."""
        self.earn(80)
        order = self.make_order()
        self.use_points(order, 50)
        self.card.expiration_date = self.day("2020-01-31")
        self.assertEqual(self.card.points_usable, 0)
        with self.assertRaises(UserError):
            order.action_confirm()
        with self.assertRaises(UserError):
            self.redeem(10)
        self.env["loyalty.points.run"]._expire_all()
        self.assertLedger(balance=0, lots=[])
        self.assertEqual(self.types()[-1], ("expire", "posted", -80))

    def test_what_was_earned_counts_for_the_tier_and_spending_does_not(self):
        """D19"""
        self.earn(50)
        order = self.make_order()
        self.use_points(order, 50)
        order.action_confirm()
        rows = self.card.entry_ids.filtered("origin_id")
        self.assertEqual(
            {(entry.type, entry.qualifying) for entry in rows},
            {("earn", True), ("redeem", False)},
        )
        order._action_cancel()
        taken = self.card.entry_ids.filtered(
            lambda entry: entry.type == "reversal" and entry.points < 0
        )
        self.assertTrue(taken.qualifying)

    def test_one_order_costs_the_same_with_many_cards(self):
        """D17: forms and checkout became slow with 100,000 cards."""
        order = self.make_order()
        self.env["loyalty.card"].create(
            [
                {
                    "program_id": self.program.id,
                    "partner_id": self.make_partner(f"Member {number}").id,
                }
                for number in range(200)
            ]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        self.env.cr.execute("ANALYZE loyalty_card")
        with self.assertQueries_below(140):
            order.action_confirm()
        self.env.invalidate_all()
        with self.assertQueries_below(40):
            order.read(["points_summary", "points_card_id", "points_entry_count"])

    def assertQueries_below(self, most):
        return _Queries(self, most)


class _Queries:
    def __init__(self, case, most):
        self.case, self.most = case, most

    def __enter__(self):
        self.before = self.case.env.cr.sql_log_count

    def __exit__(self, kind, error, trace):
        if not kind:
            self.case.env.flush_all()
            self.case.assertLess(
                self.case.env.cr.sql_log_count - self.before, self.most
            )
