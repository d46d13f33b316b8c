"""What happens to an order after it was confirmed: lines, rewards, cards that change."""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import SaleCommon


@tagged("post_install", "-at_install")
class TestConfirmedOrder(SaleCommon):
    def test_writing_off_a_debt_twice_prints_no_points(self):
        """S8: a line made smaller and larger by turns gave points for nothing."""
        self.program.points_debt = "write_off"
        order = self.make_order((self.part, 10))
        order.action_confirm()
        self.redeem(1000)
        for _turn in range(3):
            order.order_line.product_uom_qty = 1
            self.assertLedger(balance=0, debt=0)
            order.order_line.product_uom_qty = 10
            self.assertLedger(balance=0, debt=0)

    def test_an_order_that_falls_below_the_minimum_earns_nothing(self):
        """S11: the conditions are looked at with the lines as they are."""
        self.program.rule_ids.minimum_amount = 500
        order = self.make_order((self.part, 10))
        order.action_confirm()
        self.assertLedger(balance=1000)
        order.order_line.product_uom_qty = 4
        self.assertLedger(balance=0)
        order.order_line.product_uom_qty = 6
        self.assertLedger(balance=600)

    def test_an_order_that_reaches_the_minimum_later_earns(self):
        self.program.rule_ids.minimum_amount = 500
        order = self.make_order((self.part, 4))
        order.action_confirm()
        order.write({"order_line": [Command.create({"product_id": self.part.id})]})
        self.assertLedger(balance=500)

    def test_a_program_that_counts_otherwise_later_leaves_the_order_alone(self):
        order = self.make_order()
        order.action_confirm()
        self.program.points_on = "net"
        self.program.rule_ids.reward_point_amount = 7
        order.order_line.product_uom_qty = 2
        self.assertLedger(balance=200)

    def test_a_salesman_cannot_put_a_strangers_card_on_a_confirmed_order(self):
        """D16, D18: by a line of his own making."""
        salesman = self.make_user("salesman", "sales_team.group_sale_salesman")
        stranger = self.make_card(self.make_partner("A Stranger"), points=500)
        order = self.make_order(user_id=salesman.id)
        order.action_confirm()
        line = {
            "product_id": self.program.reward_ids.discount_line_product_id.id,
            "reward_id": self.program.reward_ids.id,
            "coupon_id": stranger.id,
            "points_cost": 100,
            "price_unit": -100,
        }
        with self.assertRaises(AccessError):
            order.with_user(salesman).write({"order_line": [Command.create(line)]})
        with self.assertRaises(AccessError):
            self.env["sale.order.line"].with_user(salesman).create(
                {**line, "order_id": order.id}
            )
        self.assertLedger(stranger, balance=500)

    def test_a_state_written_directly_is_checked_like_a_confirmation(self):
        stranger = self.make_card(self.make_partner("A Stranger"), points=500)
        order = self.make_order()
        order.applied_coupon_ids += stranger
        self.use_points(order, 80, stranger)
        with self.assertRaisesRegex(UserError, "another customer"):
            order.write({"state": "sale"})

    def test_a_credit_note_over_one_group_of_taxes_gives_its_share_back(self):
        """S8: core writes the cost of a reward on the first of its lines only."""
        tax = self.env["account.tax"].create(
            {"name": "20 %", "amount": 20, "type_tax_use": "sale"}
        )
        taxed = self.make_product("Oil", 100, taxes_id=[Command.set(tax.ids)])
        self.earn(110, expiry_date=self.day("2099-01-31"))
        order = self.make_order((self.part, 1), (taxed, 1))
        self.use_points(order, 110)
        self.assertEqual(len(order.order_line.filtered("reward_id")), 2)
        order.action_confirm()
        invoice = self.invoice(order)
        note = invoice._reverse_moves()
        note.invoice_line_ids.filtered(lambda line: not line.tax_ids).unlink()
        note.action_post()
        spent = sum(
            entry.points
            for entry in self.card.entry_ids
            if entry.type == "redeem" or entry.type == "reversal" and entry.points > 0
        )
        self.assertAlmostEqual(spent, -50, delta=1)

    def test_hours_taken_back_on_the_next_invoice_earn_nothing(self):
        self.program.points_accrual = "invoice"
        labour = self.make_product(
            "Labour", 10, type="service", invoice_policy="delivery"
        )
        order = self.make_order((labour, 10), (labour, 10))
        order.action_confirm()
        first, second = order.order_line
        first.qty_delivered = 10
        self.invoice(order)
        self.assertLedger(balance=100, pending=100)
        first.qty_delivered, second.qty_delivered = 7, 10
        self.assertEqual(self.invoice(order).move_type, "out_invoice")
        self.assertLedger(balance=170, pending=30)

    def test_a_free_product_takes_as_many_points_as_were_chosen(self):
        """S12: core takes as many products as the points allow."""
        self.program.reward_ids.write(
            {
                "reward_type": "product",
                "reward_product_id": self.labour.id,
                "required_points": 40,
            }
        )
        self.earn(100)
        order = self.make_order()
        wizard = Form(
            self.env["loyalty.points.redeem"].with_context(default_order_id=order.id)
        ).save()
        self.assertEqual((wizard.usable, wizard.usable_after), (100, 60))
        wizard.action_apply()
        order._update_programs_and_rewards()
        self.assertEqual(sum(order.order_line.mapped("points_cost")), 40)
        order._points_use(self.card, self.program.reward_ids, 0)
        self.assertFalse(order.order_line.filtered("reward_id"))
        wizard.quantity = 2
        self.assertEqual(wizard.usable_after, 20)
        wizard.action_apply()
        order.action_confirm()
        self.assertLedger(balance=120)

    def test_use_no_points_takes_every_form_off(self):
        reward = self.program.reward_ids.copy(
            {
                "program_id": self.program.id,
                "reward_type": "product",
                "reward_product_id": self.labour.id,
                "required_points": 40,
            }
        )
        self.earn(100)
        order = self.make_order()
        order._points_use(self.card, reward, 40)
        wizard = Form(
            self.env["loyalty.points.redeem"].with_context(default_order_id=order.id)
        ).save()
        self.assertEqual(wizard.reward_id, reward)
        self.assertEqual((wizard.usable, wizard.usable_after), (100, 60))
        wizard.reward_id = self.program.reward_ids - reward
        self.assertEqual(wizard.usable, 60)
        wizard.action_remove()
        self.assertFalse(order.order_line.filtered("reward_id"))

    def test_all_the_points_of_a_card_can_be_used_to_the_last_hundredth(self):
        """D8: 11.77 // 0.01 is 1176 in floating point; real purchases found it."""
        self.program.write({"redeem_max_percent": 30})
        self.program.reward_ids.required_points = 0.01
        for points in (11.77, 0.29, 1.1, 8.2, 4.35):
            with self.subTest(points):
                card = self.make_card(
                    self.make_partner(f"With {points}"), points=points
                )
                order = self.make_order((self.part, 1, 163.61), partner=card.partner_id)
                most = order._points_most(self.program.reward_ids, card)
                self.assertEqual(most, points)
                order._points_use(card, self.program.reward_ids, most)
                order.action_confirm()
                spent = order._points_entries().filtered(
                    lambda entry: entry.type == "redeem"
                )
                self.assertEqual(spent.points, -points)

    def test_points_of_two_cards_of_one_program_stay_apart(self):
        self.program.foreign_card = "allow"
        self.earn(30)
        lent = self.make_card(self.make_partner("Boris Petrov"), points=20)
        order = self.make_order()
        order.applied_coupon_ids += lent
        reward = self.program.reward_ids
        order._points_use(self.card, reward, 30)
        order._points_use(lent, reward, 20)
        self.assertEqual(order.amount_total, 50)
        order._points_use(lent, reward, 0)
        self.assertEqual(order.amount_total, 70)

    def test_the_cap_is_a_share_of_what_promotions_leave(self):
        """S10: 30 % of 200 less 100 is 30."""
        self.program.redeem_max_percent = 30
        self.env["loyalty.program"].create(
            {
                "name": "100 off",
                "program_type": "promotion",
                "trigger": "auto",
                "applies_on": "current",
                "rule_ids": [Command.create({"minimum_qty": 1})],
                "reward_ids": [
                    Command.create({"discount_mode": "per_order", "discount": 100})
                ],
            }
        )
        self.earn(500)
        order = self.make_order((self.part, 2))
        for coupon, rewards in order._get_claimable_rewards().items():
            if not coupon.is_ledger:
                order._apply_program_reward(rewards[:1], coupon)
        order._update_programs_and_rewards()
        self.assertEqual(order.amount_total, 100)
        self.assertEqual(order._points_most(self.program.reward_ids, self.card), 30)
