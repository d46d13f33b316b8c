"""What stands beside points at a till: tiers, campaigns, eWallets, orders that are settled."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import TillCommon


@tagged("post_install", "-at_install")
class TestTillSales(TillCommon):
    def make_tier(self, **values):
        self.program.tier_metric = "points"
        tier = self.env["loyalty.tier"].create(
            {"program_id": self.program.id, "name": "Gold", "threshold": 100, **values}
        )
        self.card.tier_id = tier
        return tier

    def make_campaign(self, **values):
        today = fields.Date.today()
        return self.env["loyalty.campaign"].create(
            {
                "name": "Oil week",
                "program_id": self.program.id,
                "kind": "multiplier",
                "multiplier": 2,
                "date_from": today - timedelta(days=1),
                "date_to": today + timedelta(days=1),
                **values,
            }
        )

    def make_wallet(self, points=0):
        product = self.make_product("Top-up", 50, type="service", available_in_pos=True)
        program = self.env["loyalty.program"].create(
            {
                "name": "Wallet",
                "program_type": "ewallet",
                "applies_on": "future",
                "trigger": "auto",
                "trigger_product_ids": [Command.set(product.ids)],
                "rule_ids": [
                    Command.create(
                        {
                            "reward_point_mode": "money",
                            "reward_point_amount": 1,
                            "product_ids": [Command.set(product.ids)],
                        }
                    )
                ],
                "reward_ids": [
                    Command.create(
                        {
                            "reward_type": "discount",
                            "discount_mode": "per_point",
                            "discount": 1,
                        }
                    )
                ],
            }
        )
        return product, self.make_card(self.member, program, points)

    # -- tiers and campaigns -------------------------------------------------------------
    def test_the_tier_gives_more_stated_apart(self):
        self.make_tier(multiplier=1.5)
        order = self.sell((self.part, 1))
        rows = order._points_entries().sorted("id")
        self.assertEqual(
            [(row.component, row.points, row.qualifying) for row in rows],
            [("base", 100, True), ("tier", 50, False)],
        )
        self.refund(order)
        self.assertLedger(balance=0)

    def test_a_campaign_gives_up_to_its_budget(self):
        campaign = self.make_campaign(budget=150)
        self.sell((self.part, 1))
        self.sell((self.part, 1))
        self.assertLedger(balance=100 + 100 + 100 + 50)
        self.assertEqual(campaign.given, 150)

    def test_an_order_of_the_campaign_that_is_pushed_again_takes_no_more_of_it(self):
        campaign = self.make_campaign()
        order = self.sell((self.part, 1))
        self.top_up(order, self.card, 0)
        self.assertEqual(campaign.given, 100)

    def test_a_first_purchase_takes_part_in_a_campaign(self):
        self.make_campaign()
        other = self.make_partner("Boris Orlov")
        self.sell((self.part, 1), partner=other)
        card = self.program.coupon_ids.filtered(lambda one: one.partner_id == other)
        self.assertLedger(card, balance=200)

    def test_combos_earn_once_with_the_money_of_their_parts(self):
        self.program.rule_ids.product_ids = self.part
        parent = self.line(self.part, 1, 0)
        order = self.sell(parent, self.line(self.labour, 1, 70))
        order.lines[1].combo_parent_id = order.lines[0]
        self.assertEqual(order._points_to_earn(self.program), 70)

    def test_a_discount_on_a_combo_is_taken_off_once_and_its_parts_come_back(self):
        parent = self.line(self.part, 1, 0)
        child, off = self.line(self.labour, 1, 100), self.line(self.labour, 1, -50)
        lines = [*map(Command.create, (parent, child, off))]
        order = self.env["pos.order"].create(self.sums(50, lines=lines))
        order.lines[1].combo_parent_id = order.lines[0]
        order.state = "paid"
        self.assertLedger(balance=50)
        self.refund(order, (order.lines[1], 1), (order.lines[2], 1))
        self.assertLedger(balance=0)

    def test_a_sale_with_cash_rounding_earns(self):
        self.till.write(
            {
                "cash_rounding": True,
                "rounding_method": self.env["account.cash.rounding"]
                .create(
                    {
                        "name": "Whole",
                        "rounding": 1,
                        "strategy": "add_invoice_line",
                        "profit_account_id": self.cash.journal_id.profit_account_id.id,
                        "loss_account_id": self.cash.journal_id.loss_account_id.id,
                    }
                )
                .id,
            }
        )
        data = self.pushed((self.part, 1, 99.6))
        data["amount_total"] = 100
        data["amount_paid"] = data["payment_ids"][0][2]["amount"] = 100
        order = self.push(data)
        self.assertGreaterEqual(order._points_entries().points, 99)

    # -- eWallets ------------------------------------------------------------------------
    def test_a_top_up_fills_the_wallet_and_earns_no_points(self):
        product, wallet = self.make_wallet()
        order = self.sell((product, 1))
        self.top_up(order, wallet, 50)
        self.assertLedger(wallet, balance=50)
        self.assertLedger(balance=0)
        self.top_up(order, wallet, 50)
        self.assertLedger(wallet, balance=50)

    def test_a_till_cannot_fill_a_wallet_with_more_than_was_paid(self):
        product, wallet = self.make_wallet()
        order = self.sell((product, 1), (self.part, 1))
        self.top_up(order, wallet, 5000)
        self.assertLedger(wallet, balance=50)

    def test_a_top_up_that_comes_back_empties_the_wallet(self):
        product, wallet = self.make_wallet()
        order = self.sell((product, 1))
        self.top_up(order, wallet, 50)
        self.refund(order)
        self.assertLedger(wallet, balance=0)

    def test_what_comes_back_may_be_put_on_the_wallet(self):
        product, wallet = self.make_wallet()
        order = self.sell((self.part, 1))
        back = self.line(self.part, -1, refunded_orderline_id=order.lines.id)
        refund = self.sell(back, self.line(product, 1, 100), is_refund=True)
        self.top_up(refund, wallet, 100)
        self.assertLedger(wallet, balance=100)
        self.assertLedger(balance=0)

    def test_a_wallet_pays_and_the_sale_earns_on_that_money(self):
        _product, wallet = self.make_wallet(80)
        order = self.sell((self.part, 1), self.points_line(80, wallet))
        self.assertLedger(wallet, balance=0)
        self.assertIn(("earn", 100), self.amounts(order))

    # -- orders that are settled -----------------------------------------------------------
    def settle(self, order):
        """By a cashier who may see all orders, as core wants it."""
        sellers = self.env.ref("sales_team.group_sale_salesman_all_leads")
        self.cashier.group_ids |= sellers
        line = order.order_line[:1]
        pushed = self.line(
            line.product_id,
            line.product_uom_qty,
            line.price_unit,
            sale_order_origin_id=order.id,
            sale_order_line_id=line.id,
        )
        return self.sell(pushed)

    def test_an_order_that_is_settled_at_the_till_earns_once(self):
        order = self.make_order((self.part, 1))
        order.action_confirm()
        self.assertLedger(balance=100)
        sold = self.settle(order)
        self.assertFalse(sold._points_entries())
        self.assertLedger(balance=100)

    def test_a_quotation_that_is_settled_is_confirmed_and_earns_once(self):
        order = self.make_order((self.part, 1))
        self.settle(order)
        self.assertEqual(order.state, "sale")
        self.assertLedger(balance=100)

    def test_an_order_that_earns_when_it_is_paid_is_paid_at_the_till(self):
        self.program.points_accrual = "paid"
        order = self.make_order((self.part, 1))
        order.action_confirm()
        self.assertLedger(balance=0, pending=100)
        sold = self.settle(order)
        self.assertLedger(balance=100, pending=0)
        self.refund(sold)
        self.assertLedger(balance=0)

    def test_half_of_a_settled_order_that_comes_back_takes_half_of_the_points(self):
        """The back office copies the link to the order onto the refund."""
        self.program.points_accrual = "paid"
        order = self.make_order((self.part, 2))
        order.action_confirm()
        sold = self.settle(order)
        self.assertLedger(balance=200)
        back = self.line(
            self.part,
            -1,
            refunded_orderline_id=sold.lines.id,
            sale_order_origin_id=order.id,
            sale_order_line_id=order.order_line.id,
        )
        self.sell(back, is_refund=True)
        self.assertLedger(balance=100)

    # -- invoices, discounts, taxes --------------------------------------------------------
    def test_a_credit_note_on_the_invoice_of_a_sale_takes_its_share(self):
        self.earn(60)
        order = self.sell((self.part, 2), self.points_line(60), to_invoice=True)
        self.assertLedger(balance=140)
        invoice = order.account_move
        invoice._reverse_moves([{"invoice_date": invoice.date}]).action_post()
        self.assertLedger(balance=60)

    def test_a_discount_on_the_whole_sale_lowers_the_cap(self):
        self.earn(100)
        self.program.redeem_max_percent = 50
        discount = self.line(self.labour, 1, -50)
        with self.assertRaisesRegex(UserError, "at most"):
            self.sell((self.part, 1), discount, self.points_line(26))

    def test_a_reward_of_several_taxes_costs_what_the_till_says(self):
        """Each of its lines is rounded: together a cent more than the points are worth."""
        self.earn(50)
        first = self.points_line(50, money=16.67)
        second = {**self.points_line(0, money=33.34)}
        order = self.sell((self.part, 1), first, second)
        self.assertIn(("redeem", -50), self.amounts(order))

    # -- what strange use there is ---------------------------------------------------------
    def alerts(self):
        return self.env["loyalty.alert"].search([]).mapped("kind")

    def test_a_cashiers_own_card_makes_an_alert(self):
        self.make_card(self.cashier.partner_id)
        self.sell((self.part, 1), partner=self.cashier.partner_id)
        self.assertEqual(self.alerts(), ["own_card"])

    def test_one_card_on_sale_after_sale_makes_an_alert(self):
        self.env.company.counter_sales = 3
        for _sale in range(2):
            self.sell((self.part, 1))
        self.assertFalse(self.alerts())
        self.sell((self.part, 1))
        self.assertEqual(self.alerts(), ["many_at_till"])

    def test_points_that_were_spent_elsewhere_meanwhile_do_not_stop_an_offline_sale(
        self,
    ):
        self.earn(60)
        data = self.pushed((self.part, 1), self.points_line(60), points_offline=True)
        self.redeem(40)
        order = self.push(data)
        self.assertIn(("redeem", -20), self.amounts(order))
        self.assertLedger(balance=40)
        self.assertEqual(self.alerts(), ["offline"])
