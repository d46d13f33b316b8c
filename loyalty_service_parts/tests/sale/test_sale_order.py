"""Orders from quotation to credit note: what their points do."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ...models.ledger.clock import FRESH, FRESH_KEY
from .common import SaleCommon


@tagged("post_install", "-at_install")
class TestSaleOrder(SaleCommon):
    def test_a_confirmed_order_earns_and_spends_as_two_rows(self):
        """D6: not the net of both."""
        self.earn(100)
        order = self.make_order((self.part, 3))
        self.use_points(order, 40)
        order.action_confirm()
        self.assertEqual(
            self.types(),
            [
                ("earn", "posted", 100),
                ("earn", "posted", 260),
                ("redeem", "posted", -40),
            ],
        )
        self.assertEqual(order.amount_total, 260)
        self.assertLedger(balance=320)

    def test_confirming_again_posts_nothing(self):
        """D12: once, at the program's trigger."""
        order = self.make_order()
        self.assertLedger(balance=0)
        order.action_confirm()
        order._points_sync()
        order._points_sync()
        self.assertEqual(self.types(), [("earn", "posted", 100)])

    def test_cancelling_takes_back_what_was_earned_and_gives_back_what_was_spent(self):
        self.earn(100, expiry_date=self.day("2099-01-31"))
        order = self.make_order()
        self.use_points(order, 60)
        order.action_confirm()
        self.assertLedger(balance=80)
        order._action_cancel()
        self.assertLedger(balance=100, lots=[(100.0, "2099-01-31")])

    def test_an_order_can_be_confirmed_again_after_it_was_cancelled(self):
        order = self.make_order()
        order.action_confirm()
        order._action_cancel()
        order.action_draft()
        order._update_programs_and_rewards()
        order.action_confirm()
        self.assertLedger(balance=100, lots=[100])

    def test_cancelling_the_order_whose_points_were_spent_leaves_a_debt(self):
        """D3: the rows stay, what is not covered any more is an explicit debt."""
        first = self.make_order()
        first.action_confirm()
        second = self.make_order((self.part, 2))
        self.use_points(second, 100)
        second.action_confirm()
        self.assertLedger(balance=100)
        self.redeem(60)
        first._action_cancel()
        self.assertLedger(balance=-60, lots=[], debt=60)
        second._action_cancel()
        self.assertLedger(balance=-60, lots=[], debt=60)
        self.assertEqual(len(self.card.entry_ids), 7)
        third = self.make_order()
        third.action_confirm()
        self.assertLedger(balance=40, lots=[40], debt=0)

    def test_two_quotations_cannot_spend_the_same_points(self):
        """D1, one after the other."""
        self.program.points_accrual = "paid"
        self.earn(100)
        first, second = self.make_order((self.part, 2)), self.make_order((self.part, 2))
        self.use_points(first)
        self.use_points(second)
        first.action_confirm()
        with self.assertRaisesRegex(
            UserError, "100 points of card .* only 0 points are usable"
        ):
            second.action_confirm()
        self.assertLedger(balance=0)
        self.assertEqual(second.state, "draft")

    def test_two_quotations_confirmed_together_cannot_spend_the_same_points(self):
        """D1, in one call."""
        self.program.points_accrual = "paid"
        self.earn(100)
        orders = self.make_order((self.part, 2)) + self.make_order((self.part, 2))
        for order in orders:
            self.use_points(order)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            orders.action_confirm()
        self.assertLedger(balance=100)

    def test_a_quantity_made_smaller_corrects_the_points_at_once(self):
        """D15: 10 to 1 kept 1,000 points elsewhere."""
        order = self.make_order((self.part, 10))
        order.action_confirm()
        self.assertLedger(balance=1000)
        order.order_line.product_uom_qty = 1
        self.assertLedger(balance=100)
        order.order_line.product_uom_qty = 4
        self.assertLedger(balance=400)

    def test_a_line_added_to_a_confirmed_order_earns(self):
        order = self.make_order()
        order.action_confirm()
        order.write({"order_line": [(0, 0, {"product_id": self.labour.id})]})
        self.assertLedger(balance=150)

    def test_points_of_the_order_itself_cannot_pay_for_it(self):
        """D14: 51 points were spent from 50."""
        self.earn(50)
        order = self.make_order()
        self.use_points(order)
        self.assertEqual(order.amount_total, 50)

    def test_the_cap_limits_what_points_pay(self):
        """S10"""
        self.program.redeem_max_percent = 30
        self.earn(1000)
        order = self.make_order((self.part, 2))
        self.use_points(order)
        self.assertEqual(order.amount_total, 140)
        order.order_line.filtered("reward_id").write(
            {"price_unit": -100, "points_cost": 100}
        )
        with self.assertRaisesRegex(UserError, "at most"):
            order.action_confirm()

    def test_points_pay_for_services_only_where_the_program_says_so(self):
        self.program.redeem_scope = "services"
        self.earn(1000)
        order = self.make_order((self.part, 1), (self.labour, 1))
        self.use_points(order)
        self.assertEqual(order.amount_total, 100)

    def test_the_wizard_offers_what_may_be_used_and_shows_the_result(self):
        """S10, D14: the customer chooses how many points to spend."""
        self.program.redeem_max_percent = 30
        self.earn(50)
        order = self.make_order((self.part, 2))
        self.assertIn("will earn 200 points", order.points_summary)
        self.assertIn("usable now 50 points", order.points_summary)
        context = order.action_points_use()["context"]
        wizards = self.env["loyalty.points.redeem"].with_context(**context)
        wizard = Form(wizards)
        self.assertEqual(wizard.card_id, self.card)
        self.assertEqual(
            (wizard.usable, wizard.cap_points, wizard.points), (50, 50, 50)
        )
        self.assertEqual((wizard.cap_amount, wizard.amount_left), (60, 150))
        wizard.points = 20
        self.assertEqual((wizard.amount, wizard.amount_left), (20, 180))
        wizard.save().action_apply()
        self.assertEqual(order.amount_total, 180)
        again = Form(wizards)
        self.assertEqual((again.points, again.cap_points), (20, 50))
        again.points = 51
        with self.assertRaisesRegex(UserError, "At most 50"):
            again.save().action_apply()
        again.save().action_remove()
        self.assertEqual(order.amount_total, 200)

    def test_fewer_points_than_the_minimum_are_refused(self):
        self.program.redeem_min_points = 20
        self.earn(10)
        order = self.make_order()
        with self.assertRaises(UserError):
            self.use_points(order)

    def test_somebody_elses_card_is_refused(self):
        """D16"""
        other = self.make_card(self.make_partner("Boris Ivanov"), points=100)
        order = self.make_order()
        order.applied_coupon_ids += other
        order._apply_program_reward(self.program.reward_ids, other)
        with self.assertRaisesRegex(UserError, "another customer"):
            order.action_confirm()
        self.program.foreign_card = "allow"
        order.action_confirm()
        self.assertLedger(other, balance=0)

    def test_nothing_is_earned_on_what_points_paid_for(self):
        """D11"""
        self.earn(30)
        order = self.make_order()
        self.use_points(order)
        order.action_confirm()
        self.assertLedger(balance=70)

    def test_points_count_on_the_net_amount_where_the_program_says_so(self):
        """D9: 120 points for 100 net."""
        tax = self.env["account.tax"].create({"name": "20 %", "amount": 20})
        self.part.taxes_id = tax
        self.program.points_on = "net"
        order = self.make_order()
        self.assertEqual(order.amount_total, 120)
        order.action_confirm()
        self.assertLedger(balance=100)

    def test_an_order_in_another_currency_earns_as_much_as_the_same_money(self):
        """D10: 15,000 JPY earned 15,000 points."""
        currency = (
            self.env["res.currency"]
            .with_context(active_test=False)
            .search([("name", "=", "JPY")])
        )
        currency.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": currency.id, "rate": 150, "name": "2020-01-01"}
        )
        pricelist = self.env["product.pricelist"].create(
            {"name": "Yen", "currency_id": currency.id}
        )
        order = self.make_order((self.part, 1, 15000), pricelist_id=pricelist.id)
        self.assertEqual(order.currency_id, currency)
        order.action_confirm()
        self.assertLedger(balance=100)

    def test_gift_cards_and_top_ups_earn_nothing(self):
        """D21"""
        gift = self.make_product("Gift card", 50, type="service")
        self.env["loyalty.program"].create(
            {
                "name": "Gift cards",
                "program_type": "gift_card",
                "applies_on": "future",
                "rule_ids": [
                    (0, 0, {"product_ids": gift.ids, "reward_point_mode": "money"})
                ],
                "reward_ids": [(0, 0, {"discount_mode": "per_point", "discount": 1})],
            }
        )
        order = self.make_order((gift, 1), (self.part, 1))
        order.action_confirm()
        self.assertLedger(balance=100)

    def test_a_partial_delivery_earns_its_share(self):
        self.program.points_accrual = "delivery"
        order = self.make_order((self.part, 10))
        order.action_confirm()
        self.assertLedger(balance=0, pending=1000)
        self.deliver(order, 4)
        self.assertLedger(balance=400, pending=600)
        self.deliver(order, 6)
        self.assertLedger(balance=1000, pending=0)

    def test_a_return_takes_its_share_back(self):
        """D2, for an order that earned at confirmation and one that earned at delivery."""
        for accrual in ("confirm", "delivery"):
            with self.subTest(accrual):
                self.program.points_accrual = accrual
                card = self.make_card(self.make_partner(f"Returns {accrual}"))
                order = self.make_order((self.part, 10), partner=card.partner_id)
                order.action_confirm()
                picking = self.deliver(order)
                self.assertLedger(card, balance=1000)
                self.give_back(picking, 3)
                self.assertLedger(card, balance=700, pending=0)

    def test_a_credit_note_takes_its_share_back_and_gives_points_back(self):
        """D2, D4"""
        self.earn(50)
        order = self.make_order()
        self.use_points(order)
        order.action_confirm()
        invoice = self.invoice(order)
        self.assertLedger(balance=50, lots=[50])
        self.credit(invoice)
        self.assertLedger(balance=50, lots=[50])
        self.assertEqual(
            [row[0] for row in self.types()][-2:], ["reversal", "reversal"]
        )

    def test_points_are_earned_when_the_invoice_is_posted(self):
        self.program.points_accrual = "invoice"
        order = self.make_order()
        order.action_confirm()
        self.assertLedger(balance=0, pending=100)
        invoice = self.invoice(order)
        self.assertLedger(balance=100, pending=0)
        invoice.button_draft()
        self.assertLedger(balance=0, pending=100)
        invoice.unlink()
        self.assertLedger(balance=0, pending=100)

    def test_a_partial_payment_earns_its_share(self):
        self.program.points_accrual = "paid"
        order = self.make_order()
        order.action_confirm()
        invoice = self.invoice(order)
        self.pay(invoice, 30)
        self.assertLedger(balance=30, pending=70)
        payment = self.pay(invoice)
        self.assertLedger(balance=100, pending=0)
        payment.move_id.line_ids.remove_move_reconcile()
        self.assertLedger(balance=30, pending=70)

    def test_points_wait_for_the_end_of_the_return_period(self):
        """S7"""
        self.program.write({"points_accrual": "delivery", "points_hold_days": 14})
        with self.on("2026-03-01"):
            order = self.make_order((self.part, 2))
            order.action_confirm()
            picking = self.deliver(order)
            self.assertLedger(balance=0, pending=200)
        with self.on("2026-03-05"):
            self.give_back(picking, 1)
            self.assertLedger(balance=0, pending=100)
        with self.on("2026-03-16"):
            self.env["loyalty.points.run"]._release_all()
            self.assertLedger(balance=100, pending=0)
            order._points_sync()
            self.assertLedger(balance=100, pending=0)

    def test_a_change_of_the_program_does_not_touch_confirmed_orders(self):
        order = self.make_order((self.part, 2))
        order.action_confirm()
        self.program.write({"points_accrual": "paid", "points_hold_days": 30})
        self.program.rule_ids.reward_point_amount = 5
        order.order_line.product_uom_qty = 3
        self.assertLedger(balance=200, pending=100)

    def test_a_debt_is_written_off_where_the_program_says_so(self):
        self.program.points_debt = "write_off"
        order = self.make_order()
        order.action_confirm()
        self.redeem(100)
        order._action_cancel()
        self.assertLedger(balance=0, debt=0)
        self.assertEqual(self.types()[-1][0], "write_off")

    def test_spent_points_are_withheld_from_the_refund_where_the_program_says_so(self):
        """S8: shown before, then a line of the credit note and no debt."""
        self.program.points_debt = "withhold"
        order = self.make_order()
        order.action_confirm()
        invoice = self.invoice(order)
        self.redeem(70)
        note = invoice._reverse_moves()
        self.assertEqual(
            (note.points_uncovered, note.points_uncovered_amount), (70, 70)
        )
        note.action_points_withhold()
        self.assertEqual(note.amount_total, 30)
        self.assertFalse(note.points_uncovered)
        note.action_post()
        self.assertLedger(balance=0, debt=0)
        self.assertEqual(self.types()[-1], ("write_off", "posted", 70))

    def test_contacts_of_a_company_share_its_card(self):
        """S2"""
        self.program.card_holder = "company"
        company = self.make_partner("Autopark LLC", is_company=True)
        driver = self.make_partner("Driver", parent_id=company.id)
        order = self.make_order(partner=driver)
        order.action_confirm()
        card = self.env["loyalty.card"].search([("holder_id", "=", company.id)])
        self.assertLedger(card, balance=100)
        other = self.make_order(partner=self.make_partner("Boss", parent_id=company.id))
        self.use_points(other, 40, card)
        other.action_confirm()
        self.assertLedger(card, balance=120)
        self.assertEqual(
            len(
                self.env["loyalty.card"].search([("program_id", "=", self.program.id)])
            ),
            2,
        )

    def test_a_salesman_confirms_and_cancels_his_order(self):
        salesman = self.make_user("salesman", "sales_team.group_sale_salesman")
        self.earn(50)
        order = self.make_order(user_id=salesman.id)
        self.use_points(order)
        order.with_user(salesman).action_confirm()
        self.assertLedger(balance=50)
        self.assertEqual(self.card.entry_ids[0].author_id, salesman)
        order.with_user(salesman)._action_cancel()
        self.assertLedger(balance=50, lots=[50])

    def test_a_salesman_cannot_forge_what_an_order_earns_or_costs(self):
        """D18: neither the terms, nor the cost of a reward, nor a mark in the context."""
        salesman = self.make_user("salesman", "sales_team.group_sale_salesman")
        self.earn(50)
        order = self.make_order(user_id=salesman.id)
        self.use_points(order)
        order.action_confirm()
        mine = order.with_user(salesman)
        reward = mine.order_line.filtered("reward_id")
        for attempt in (
            lambda: mine.write({"points_terms": {str(self.card.id): {"rates": {}}}}),
            lambda: reward.write({"points_cost": 0}),
            lambda: mine.write(
                {"order_line": [(1, reward.id, {"coupon_id": False, "points_cost": 0})]}
            ),
        ):
            with self.assertRaises(AccessError):
                attempt()
        order._action_cancel()
        mine.with_context(points_fresh=True, points_just_confirmed=True).write(
            {"order_line": []}
        )
        self.assertLedger(balance=50, lots=[50])

    def test_confirming_costs_few_queries(self):
        """One batch through the door: read, lock, insert, pair."""
        self.earn(100)
        order = self.make_order()
        self.use_points(order, 10)
        order.action_confirm()
        order._action_cancel()
        order.action_draft()
        order._update_programs_and_rewards()
        self.use_points(order, 10)
        self.env.flush_all()
        sync = (
            self.env["sale.order"].with_context(**{FRESH_KEY: FRESH}).browse(order.id)
        )
        order.state = "sale"
        self.env.flush_all()
        order.order_line.read()
        sync._points_keep_terms()
        self.env.flush_all()
        with self.assertQueryCount(4):
            sync._points_sync()
