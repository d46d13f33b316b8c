"""A cashier with RPC, a portal user, another company: nobody prints points at a till."""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import TillCommon


@tagged("post_install", "-at_install")
class TestTillBreakIn(TillCommon):
    def as_cashier(self, record):
        return record.with_user(self.cashier)

    def draft(self, *lines, **values):
        """An order that is not paid yet, as a till saves it."""
        data = self.pushed(*lines, state="draft", payment_ids=[], **values)
        return self.push({**data, "amount_paid": 0})

    # -- lines that say what they are not --------------------------------------------------
    def test_sums_that_the_price_does_not_give_earn_nothing(self):
        forged = self.line(self.part, 1, 0)
        forged["price_subtotal_incl"] = forged["price_subtotal"] = 1_000_000
        data = {**self.pushed(forged), "amount_total": 0, "amount_paid": 0}
        data["payment_ids"] = []
        order = self.push(data)
        self.assertFalse(order._points_entries())

    def test_lines_that_cost_more_than_the_sale_earn_nothing(self):
        data = {**self.pushed((self.part, 100)), "amount_total": 1, "amount_paid": 1}
        data["payment_ids"][0][2]["amount"] = 1
        order = self.push(data)
        self.assertFalse(order._points_entries())
        self.assertEqual(self.env["loyalty.alert"].search([]).kind, "sums")

    def test_nothing_is_earned_on_money_that_another_line_takes_off(self):
        sold = self.sell((self.labour, 1), partner=self.make_partner("Boris Orlov"))
        order = self.make_order((self.labour, 1))
        for disguise in (
            {},
            {"is_reward_line": True},
            {"sale_order_origin_id": order.id},
            {"refunded_orderline_id": sold.lines.id},
        ):
            with self.subTest(disguise):
                off = self.line(self.labour, 1, -100, **disguise)
                earned = self.sell((self.part, 1), off)._points_entries()
                self.assertFalse(earned)

    def test_a_return_dearer_than_what_was_sold_takes_the_rest_off(self):
        sold = self.sell((self.labour, 1))
        back = self.line(self.labour, -1, 150, refunded_orderline_id=sold.lines.id)
        self.sell((self.part, 2), back)
        self.assertLedger(balance=50 - 50 + 100)

    def test_parts_of_another_sale_are_not_of_this_combo(self):
        other = self.sell((self.part, 100), partner=self.env["res.partner"])
        order = self.draft((self.labour, 1))
        self.as_cashier(other.lines).combo_parent_id = order.lines
        self.assertEqual(order._points_to_earn(self.program), 50)

    def test_a_settled_line_is_of_the_customers_own_order_and_pieces(self):
        part = self.make_product("Turbocharger", 900, available_in_pos=True)
        order = self.make_order((part, 1))
        order.action_confirm()
        part.member_access = "members"
        stranger = self.make_partner("Boris Orlov")
        link = {
            "sale_order_origin_id": order.id,
            "sale_order_line_id": order.order_line.id,
        }
        sellers = self.env.ref("sales_team.group_sale_salesman_all_leads")
        self.cashier.group_ids |= sellers
        self.card.action_block()
        for pieces, partner in ((1, stranger), (2, self.member)):
            refused = self.assertRaisesRegex(UserError, "Turbocharger")
            with refused, self.env.cr.savepoint():
                self.sell(self.line(part, pieces, **link), partner=partner)
        self.assertEqual(self.sell(self.line(part, 1, **link)).state, "paid")

    def test_a_members_part_is_not_sold_as_something_else(self):
        part = self.make_product("Turbocharger", 900, available_in_pos=True)
        part.member_access = "members"
        stranger = self.make_partner("Boris Orlov")
        sold = self.sell((self.part, 1))
        order = self.make_order((self.part, 1))
        for disguise in (
            {"is_reward_line": True},
            {"reward_id": self.program.reward_ids.id, "coupon_id": False},
            {"refunded_orderline_id": sold.lines.id},
            {"sale_order_origin_id": order.id},
            {"sale_order_line_id": order.order_line.id},
        ):
            refused = self.assertRaises(UserError, msg=disguise)
            with refused, self.env.cr.savepoint():
                self.sell(self.line(part, 1, **disguise), partner=stranger)

    def test_a_reward_of_another_program_than_the_card_does_not_pay(self):
        self.earn(100)
        generous = self.make_program(name="Generous")
        generous.reward_ids.discount = 1000
        line = self.points_line(1, money=90)
        line["reward_id"] = generous.reward_ids.id
        with self.assertRaisesRegex(UserError, "not a reward"):
            self.sell((self.part, 1), line)

    def test_a_line_beside_the_reward_does_not_hide_what_it_took_off(self):
        self.earn(100)
        beside = self.line(self.part, 1, 90, reward_identifier_code="code")
        order = self.sell((self.part, 1), beside, self.points_line(1, money=90))
        self.assertIn(("redeem", -90), self.amounts(order))

    def test_a_reward_with_a_price_gives_no_points_but_those_of_its_money(self):
        self.earn(10)
        order = self.sell((self.part, 1), self.points_line(-50, money=-50))
        self.assertLedger(balance=10 + 150)
        self.assertNotIn("redeem", dict(self.amounts(order)))

    def test_ten_free_pieces_cost_as_ten(self):
        reward = self.env["loyalty.reward"].create(
            {
                "program_id": self.program.id,
                "reward_type": "product",
                "reward_product_id": self.part.id,
                "required_points": 10,
            }
        )
        self.earn(30)
        free = self.line(
            reward.discount_line_product_id,
            10,
            -100,
            is_reward_line=True,
            reward_id=reward.id,
            coupon_id=self.card.id,
            points_cost=10,
            reward_identifier_code="free",
        )
        with self.assertRaisesRegex(UserError, "only 30 points"):
            self.sell((self.part, 10), free)

    # -- what is written afterwards --------------------------------------------------------
    def test_a_sale_to_nobody_earns_for_nobody_later(self):
        order = self.sell((self.part, 1), partner=self.env["res.partner"])
        self.as_cashier(order).partner_id = self.member
        self.as_cashier(order).confirm_coupon_programs({})
        self.as_cashier(order).action_pos_order_paid()
        self.assertLedger(balance=0)

    def test_returns_that_are_written_by_hand_give_nothing_back(self):
        self.earn(60)
        order = self.sell((self.part, 1), self.points_line(60))
        reward = order.lines[1]
        free = self.line(
            reward.product_id, -1, 0, refunded_orderline_id=reward.id, is_refund=True
        )
        free.pop("is_refund")
        self.sell(free, is_refund=True)
        self.assertLedger(balance=40)

    def test_points_do_not_come_back_with_a_refund_that_nobody_paid(self):
        self.earn(60)
        order = self.sell((self.part, 1), self.points_line(60))
        back = self.line(
            order.lines[1].product_id, -1, -60, refunded_orderline_id=order.lines[1].id
        )
        nobody = self.env["res.partner"]
        data = self.pushed(back, partner=nobody, is_refund=True, amount_total=0)
        data = {**data, "amount_paid": 0, "payment_ids": []}
        self.push(data)
        self.assertLedger(balance=40)

    def test_a_refund_stays_one_whatever_is_written_on_it(self):
        order = self.sell((self.part, 2))
        self.as_cashier(order.lines).qty = 200
        refund = self.refund(order, (order.lines, 2))
        self.assertLedger(balance=0)
        self.as_cashier(refund.lines).write({"refunded_orderline_id": False, "qty": 0})
        self.as_cashier(refund).confirm_coupon_programs({})
        order._points_sync()
        self.assertLedger(balance=0)

    def test_a_refund_of_the_money_with_a_hair_of_the_goods_takes_all(self):
        order = self.sell((self.part, 1))
        line = self.line(self.part, -0.01, 10000, refunded_orderline_id=order.lines.id)
        self.sell(line, is_refund=True)
        self.assertLedger(balance=0)

    def test_a_sale_that_is_written_as_paid_is_looked_at_all_the_same(self):
        self.earn(10)
        order = self.draft((self.part, 1), self.points_line(60))
        refused = self.assertRaisesRegex(UserError, "only 10 points")
        with refused, self.env.cr.savepoint():
            self.as_cashier(order).state = "paid"
        lines = [self.line(self.part, 1), self.points_line(60)]
        values = self.sums(40, state="paid", lines=[*map(Command.create, lines)])
        with refused, self.env.cr.savepoint():
            self.as_cashier(self.env["pos.order"]).create(values)

    # -- wallets ---------------------------------------------------------------------------
    def wallet(self, **values):
        product = self.make_product("Top-up", 50, type="service", available_in_pos=True)
        program = self.make_program(
            name="Wallet",
            program_type="ewallet",
            applies_on="future",
            trigger_product_ids=[Command.set(product.ids)],
            **values,
        )
        return product, self.make_card(self.member, program)

    def test_a_draft_fills_no_wallet(self):
        product, wallet = self.wallet()
        order = self.draft((product, 100))
        self.top_up(order, wallet, 5000)
        self.assertLedger(wallet, balance=0)

    def test_a_manager_may_fill_a_wallet_by_an_order_that_sells_nothing(self):
        """As he may make a card with points; a cashier may not."""
        _product, wallet = self.wallet()
        first, second = self.env["pos.order"].create([self.sums(50), self.sums(50)])
        self.top_up(first, wallet, 50)
        self.assertLedger(wallet, balance=0)
        managers = self.env.ref("point_of_sale.group_pos_manager")
        self.cashier.group_ids |= managers
        for _time in range(2):
            self.top_up(second, wallet, 500)
        self.assertLedger(wallet, balance=50)

    def test_a_wallet_is_not_filled_by_lines_that_are_written_later(self):
        product, wallet = self.wallet()
        order = self.sell((product, 1))
        self.as_cashier(order.lines).price_unit = 5000
        self.top_up(order, wallet, 5000)
        self.assertLedger(wallet, balance=50)
        stranger = self.make_card(self.make_partner("Boris"), wallet.program_id)
        self.as_cashier(order).partner_id = stranger.partner_id
        self.top_up(order, stranger, 50)
        self.assertFalse(stranger.points)

    def test_a_top_up_fills_one_wallet(self):
        product, wallet = self.wallet()
        second = self.make_program(
            name="Second wallet",
            program_type="ewallet",
            applies_on="future",
            trigger_product_ids=[Command.set(product.ids)],
        )
        order = self.sell((product, 1))
        self.top_up(order, wallet, 50)
        self.top_up(order, self.make_card(self.member, second), 50)
        self.assertLedger(wallet, balance=50)
        self.assertFalse(second.coupon_ids.points)

    def test_a_program_of_another_till_or_company_gives_nothing_here(self):
        company = self.env["res.company"].create({"name": "Other"})
        self.program.company_id = self.env.company
        elsewhere = self.make_program(name="Elsewhere", company_id=company.id)
        at_another = self.make_program(
            name="Other till",
            pos_config_ids=[Command.set(self.make_till("B", self.later).ids)],
        )
        order = self.sell((self.part, 1))
        self.assertEqual(order._points_entries().program_id, self.program)
        self.assertFalse((elsewhere | at_another).coupon_ids)

    # -- first cards -----------------------------------------------------------------------
    def told(self, program, partner, points):
        return {
            "-1": {
                "points": points,
                "program_id": program.id,
                "coupon_id": -1,
                "partner_id": partner.id,
                "barcode": False,
            }
        }

    def test_the_first_purchase_for_a_company_makes_one_card(self):
        self.program.card_holder = "company"
        company = self.make_partner("Garage North", is_company=True)
        clara = self.make_partner("Clara Weiss", parent_id=company.id)
        order = self.sell((self.part, 1), partner=clara)
        self.as_cashier(order).confirm_coupon_programs(
            self.told(self.program, clara, 100)
        )
        card = self.program.coupon_ids - self.card
        self.assertEqual((card.partner_id, card.points), (company, 100))

    def test_whom_a_pilot_leaves_out_gets_no_card_at_the_till(self):
        stranger = self.make_partner("Boris Orlov")
        pilots = self.env.registry["loyalty.pilot"]
        self.patch(pilots, "_points_closed_to", lambda *_a: {self.program.id})
        order = self.sell((self.part, 1), partner=stranger)
        self.as_cashier(order).confirm_coupon_programs(
            self.told(self.program, stranger, 100)
        )
        self.assertEqual(self.program.coupon_ids, self.card)

    def test_who_is_no_cashier_confirms_no_sale(self):
        order = self.sell((self.part, 1))
        portal = self.make_user("portal-anna", "base.group_portal")
        with self.assertRaises(AccessError):
            order.with_user(portal).confirm_coupon_programs({})
        with self.assertRaises(AccessError):
            cards = self.env["loyalty.card"].with_user(portal)
            cards.get_loyalty_card_partner_by_code(self.card.code)
