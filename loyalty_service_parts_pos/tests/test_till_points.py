"""An order of a till states its points: earned, spent, taken back, once."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import TillCommon


@tagged("post_install", "-at_install")
class TestTillPoints(TillCommon):
    def test_a_sale_earns_when_it_is_paid(self):
        order = self.sell((self.part, 2))
        self.assertEqual(self.amounts(order), [("earn", 200)])
        self.assertLedger(balance=200)
        self.assertEqual(order._points_entries().reason_code, "document")

    def test_earned_and_spent_are_stated_apart(self):
        self.earn(80)
        order = self.sell((self.part, 1), self.points_line(60))
        self.assertEqual(self.amounts(order), [("earn", 40), ("redeem", -60)])
        self.assertLedger(balance=60)

    def test_an_order_that_is_pushed_twice_posts_once(self):
        data = self.pushed((self.part, 1))
        first, second = self.push(data), self.push(data)
        self.assertEqual(first, second)
        self.assertEqual(self.amounts(first), [("earn", 100)])

    def test_what_core_says_after_the_push_posts_nothing_more(self):
        order = self.sell((self.part, 1))
        for _time in range(2):
            self.top_up(order, self.card, 5000)
        self.assertEqual(self.amounts(order), [("earn", 100)])
        self.assertEqual(self.card.history_ids[:1].issued, 100)

    def test_offline_orders_in_another_sequence_end_the_same(self):
        self.earn(50)
        data = [
            self.pushed((self.part, 1)),
            self.pushed((self.part, 1), self.points_line(50)),
            self.pushed((self.labour, 1)),
        ]
        for one in (data[2], data[1], data[0], data[1], data[2]):
            self.push(one)
        self.assertLedger(balance=50 + 100 + 50 - 50 + 50)

    def test_a_refund_takes_its_share(self):
        order = self.sell((self.part, 4))
        self.refund(order, (order.lines, 1))
        self.assertLedger(balance=300)
        self.refund(order, (order.lines, 3))
        self.assertLedger(balance=0)

    def test_a_refund_gives_spent_points_back_to_their_lots(self):
        lot = self.earn(60)
        order = self.sell((self.part, 1), self.points_line(60))
        self.assertEqual(lot.remaining, 0)
        self.refund(order)
        self.assertLedger(balance=60)
        self.assertEqual(lot.remaining, 60)

    def test_half_of_the_reward_that_comes_back_gives_half_of_the_points(self):
        self.earn(60)
        order = self.sell((self.part, 2), self.points_line(60))
        part, reward = order.lines
        self.refund(order, (part, 1), (reward, 0.5))
        self.assertLedger(balance=70 + 30)

    def test_who_was_paid_back_in_money_gets_no_points_back(self):
        self.earn(60)
        order = self.sell((self.part, 1), self.points_line(60))
        self.refund(order, (order.lines[0], 1))
        self.assertLedger(balance=0)

    def test_points_that_are_not_there_are_refused_and_nothing_is_sold(self):
        self.earn(30)
        refused = self.assertRaisesRegex(UserError, "only 30 points can be used now")
        with refused, self.env.cr.savepoint():
            self.sell((self.part, 1), self.points_line(60))
        self.assertFalse(self.opened.order_ids)
        self.assertLedger(balance=30)

    def test_a_blocked_card_pays_nothing_and_goes_on_earning(self):
        self.earn(60)
        self.card.action_block()
        with self.assertRaisesRegex(UserError, "blocked"):
            self.sell((self.part, 1), self.points_line(60))
        self.sell((self.part, 1))
        self.assertLedger(balance=160)

    def test_the_cap_of_the_program_holds_at_the_till(self):
        self.earn(100)
        self.program.redeem_max_percent = 30
        with self.assertRaisesRegex(UserError, "at most"):
            self.sell((self.part, 1), self.points_line(31))
        self.sell((self.part, 1), self.points_line(30))
        self.assertLedger(balance=100 - 30 + 70)

    def test_a_till_cannot_pay_much_with_few_points(self):
        self.earn(100)
        order = self.sell((self.part, 1), self.points_line(1, money=50))
        self.assertIn(("redeem", -50), self.amounts(order))

    def test_the_card_of_another_customer_does_not_pay(self):
        self.earn(60)
        other = self.make_partner("Boris Orlov")
        with self.assertRaisesRegex(UserError, "another customer"):
            self.sell((self.part, 1), self.points_line(60), partner=other)

    def test_points_of_the_sale_pay_for_it_where_the_program_lets_them(self):
        with self.assertRaises(UserError):
            self.sell((self.part, 1), self.points_line(40))
        self.program.redeem_same_order = True
        order = self.sell((self.part, 1), self.points_line(40))
        self.assertEqual(self.amounts(order), [("earn", 60), ("redeem", -40)])

    def test_a_first_purchase_makes_the_card(self):
        other = self.make_partner("Boris Orlov")
        order = self.sell((self.part, 1), partner=other)
        card = self.program.coupon_ids.filtered(lambda one: one.partner_id == other)
        self.assertEqual(card.points, 100)
        answer = order.with_user(self.cashier).confirm_coupon_programs(
            {
                "-3": {
                    "points": 100,
                    "program_id": self.program.id,
                    "coupon_id": -3,
                    "partner_id": other.id,
                    "barcode": False,
                }
            }
        )
        (update,) = answer["coupon_updates"]
        self.assertEqual(update["id"], card.id)
        self.assertEqual(update["old_id"], -3, "the till learns the real number")
        self.assertEqual(update["points"], 100)
        self.assertEqual(len(self.program.coupon_ids), 2)

    def test_a_sale_to_nobody_earns_nothing(self):
        order = self.sell((self.part, 1), partner=self.env["res.partner"])
        self.assertFalse(order._points_entries())

    def test_the_cashier_cannot_write_a_balance(self):
        """Core's own till adds to the balance; with us nobody does but the order (D18)."""
        order = self.sell((self.part, 1))
        with self.assertRaises(UserError):
            self.card.with_user(self.cashier).points = 5000
        self.assertLedger(balance=100)
        self.assertEqual(self.amounts(order), [("earn", 100)])

    def test_terms_are_not_for_a_till_to_say(self):
        terms = {str(self.card.id): {"accrual": "confirm", "rows": []}}
        order = self.sell((self.part, 1), points_terms=terms)
        self.assertEqual(self.amounts(order), [("earn", 100)])

    def test_lines_that_are_changed_after_the_sale_move_nothing(self):
        order = self.sell((self.part, 1))
        order.lines.with_user(self.cashier).write(
            {"qty": 100, "price_subtotal_incl": 10000}
        )
        order._points_sync()
        self.assertLedger(balance=100)

    def test_what_has_a_price_below_nothing_lowers_what_is_earned(self):
        self.sell((self.part, 2), (self.labour, -1))
        self.assertLedger(balance=150)

    def test_a_later_rule_does_not_change_what_was_sold(self):
        order = self.sell((self.part, 1))
        self.program.rule_ids.reward_point_amount = 7
        order._points_sync()
        self.assertLedger(balance=100)
        self.refund(order)
        self.assertLedger(balance=0)

    def test_what_is_shipped_later_earns_when_it_is_delivered(self):
        self.program.points_accrual = "delivery"
        self.till.ship_later = True
        self.member.write({"street": "Main street 1", "city": "Moscow"})
        order = self.sell((self.part, 1), shipping_date="2030-01-01")
        self.assertLedger(balance=0, pending=100)
        picking = order.picking_ids
        picking.move_ids.quantity = 1
        picking.move_ids.picked = True
        picking._action_done()
        self.assertLedger(balance=100, pending=0)

    def test_a_waiting_period_holds_at_the_till(self):
        self.program.points_hold_days = 14
        self.sell((self.part, 1))
        self.assertLedger(balance=0, pending=100)

    def test_discounts_of_promotions_do_not_earn(self):
        promotion = self.env["loyalty.program"].create(
            {
                "name": "Autumn",
                "program_type": "promotion",
                "rule_ids": [Command.create({})],
                "reward_ids": [
                    Command.create({"reward_type": "discount", "discount": 10})
                ],
            }
        )
        reward = promotion.reward_ids
        line = self.line(
            reward.discount_line_product_id,
            price=-10,
            is_reward_line=True,
            reward_id=reward.id,
            reward_identifier_code="autumn",
        )
        self.sell((self.part, 1), line)
        self.assertLedger(balance=90)
