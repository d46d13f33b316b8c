"""Several programs, eWallets, portal, companies: the rules are in the engine."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import SaleCommon


@tagged("post_install", "-at_install")
class TestChannels(SaleCommon):
    def make_wallet(self):
        """An eWallet program with its top-up product, and a card with 80 of money."""
        top_up = self.make_product("Top-up", 100, type="service")
        wallet = self.env["loyalty.program"].create(
            {
                "name": "Wallet",
                "program_type": "ewallet",
                "applies_on": "future",
                "trigger": "auto",
                "rule_ids": [
                    Command.create(
                        {"product_ids": top_up.ids, "reward_point_mode": "money"}
                    )
                ],
                "reward_ids": [
                    Command.create({"discount_mode": "per_point", "discount": 1})
                ],
            }
        )
        return wallet, top_up, self.make_card(self.member, wallet, points=80)

    def test_an_order_earns_in_every_program_on_its_own_card(self):
        other = self.make_program(name="Fleet Club")
        other.rule_ids.reward_point_amount = 2
        order = self.make_order()
        order.action_confirm()
        card = self.env["loyalty.card"]._points_find_card(other, self.member)
        self.assertLedger(balance=100)
        self.assertLedger(card, balance=200)
        order._action_cancel()
        self.assertLedger(card, balance=0)

    def test_an_ewallet_that_expired_cannot_be_spent(self):
        """D5: in the shop's own words: expired is expired."""
        _wallet, _top_up, card = self.make_wallet()
        order = self.make_order()
        self.use_points(order, card=card)
        card.expiration_date = self.day("2020-01-31")
        with self.assertRaisesRegex(UserError, "0.* usable"):
            order.action_confirm()
        self.assertFalse(self.make_order()._points_most(_wallet.reward_ids, card))

    def test_an_order_says_what_its_points_wait_for(self):
        """S7"""
        self.program.points_accrual = "paid"
        order = self.make_order()
        order.action_confirm()
        self.assertIn("100 points pending until it is paid", order.points_summary)

    def test_a_card_is_made_with_the_first_order(self):
        partner = self.make_partner("Boris Ivanov")
        order = self.make_order(partner=partner)
        order.action_confirm()
        card = self.env["loyalty.card"]._points_find_card(self.program, partner)
        self.assertLedger(card, balance=100)

    def test_money_of_an_ewallet_obeys_the_same_rules(self):
        """D5, D1: an expired or empty eWallet cannot be spent."""
        wallet, _top_up, card = self.make_wallet()
        order = self.make_order()
        self.use_points(order, card=card)
        self.assertEqual(order.amount_total, 20)
        self.redeem(80, card=card)
        with self.assertRaisesRegex(UserError, "usable"):
            order.action_confirm()
        self.assertLedger(card, balance=0)

    def test_a_top_up_fills_the_ewallet_and_earns_no_points(self):
        """D21"""
        _wallet, top_up, card = self.make_wallet()
        order = self.make_order((top_up, 1))
        order.action_confirm()
        self.assertLedger(card, balance=180)
        self.assertLedger(balance=0)
        order._action_cancel()
        self.assertLedger(card, balance=80)

    def test_a_top_up_never_pays_for_the_order_that_buys_it(self):
        """D14: also where points of the same order are allowed."""
        wallet, top_up, card = self.make_wallet()
        wallet.redeem_same_order = True
        order = self.make_order((self.part, 1), (top_up, 1))
        self.use_points(order, card=card)
        order.action_confirm()
        self.assertLedger(card, balance=100)

    def test_points_of_the_order_pay_for_it_where_the_program_allows_it(self):
        self.program.redeem_same_order = True
        order = self.make_order()
        self.use_points(order, 40)
        order.action_confirm()
        self.assertLedger(balance=20)

    def test_what_an_ewallet_pays_earns_points_like_money(self):
        _wallet, _top_up, card = self.make_wallet()
        order = self.make_order()
        self.use_points(order, card=card)
        order.action_confirm()
        self.assertLedger(balance=100)

    def test_points_changed_into_money_do_not_earn_themselves_again(self):
        """D11: also not by the way over the eWallet."""
        wallet, _top_up, card = self.make_wallet()
        form = self.env["loyalty.points.form"].create(
            {
                "name": "100 on the eWallet",
                "program_id": self.program.id,
                "form": "ewallet",
                "target_program_id": wallet.id,
                "points": 20,
                "value": 20,
            }
        )
        self.earn(20)
        self.env["loyalty.points.exchange"]._points_make(self.card, form)
        self.assertLedger(card, balance=100)
        order = self.make_order()
        self.use_points(order, card=card)
        self.assertEqual(order.amount_total, 0)
        order.action_confirm()
        self.assertLedger(balance=80)
        order._points_sync()
        self.assertLedger(balance=80)

    def pay_online(self, order):
        transaction = self.env["payment.transaction"].create(
            {
                "amount": order.amount_total,
                "currency_id": order.currency_id.id,
                "partner_id": order.partner_id.id,
                "provider_id": self.env["payment.provider"].search([], limit=1).id,
                "payment_method_id": self.env["payment.method"]
                .with_context(active_test=False)
                .search([], limit=1)
                .id,
                "sale_order_ids": [Command.set(order.ids)],
                "state": "done",
            }
        )
        return transaction._check_amount_and_confirm_order()

    def test_a_payment_confirms_the_order_and_its_points(self):
        self.earn(30)
        order = self.make_order()
        self.use_points(order)
        self.assertEqual(self.pay_online(order), order)
        self.assertEqual(order.state, "sale")
        self.assertLedger(balance=70)

    def test_a_payment_whose_points_are_gone_is_kept_and_the_seller_is_told(self):
        """D1: paid in one tab, spent in the other."""
        self.earn(30)
        order = self.make_order()
        self.use_points(order)
        self.redeem(30)
        self.assertFalse(self.pay_online(order))
        self.assertEqual(order.state, "draft")
        self.assertIn("30 points", order.activity_ids.note)
        self.assertLedger(balance=0)

    def test_a_customer_confirms_by_signature_in_the_portal(self):
        """The portal confirms in sudo; the author stays the customer."""
        portal = self.make_user("anna", "base.group_portal", partner_id=self.member.id)
        self.earn(30)
        order = self.make_order()
        self.use_points(order)
        order.with_user(portal).sudo()._validate_order()
        self.assertEqual(order.state, "sale")
        self.assertLedger(balance=70)
        self.assertEqual(self.card.entry_ids[0].author_id, portal)

    def test_orders_confirmed_at_once_each_post_their_own(self):
        orders = self.make_order() + self.make_order((self.part, 2))
        orders.action_confirm()
        self.assertLedger(balance=300)
        self.assertEqual(
            set(self.card.entry_ids.mapped("origin_name")), set(orders.mapped("name"))
        )

    def test_a_warehouse_clerk_who_reads_no_orders_delivers_points(self):
        self.program.points_accrual = "delivery"
        clerk = self.make_user("storekeeper", "stock.group_stock_user")
        order = self.make_order()
        order.action_confirm()
        picking = order.picking_ids.with_user(clerk)
        picking.move_ids.write({"quantity": 1, "picked": True})
        picking._action_done()
        self.assertLedger(balance=100)
        self.assertEqual(self.card.entry_ids[0].author_id, clerk)

    def test_a_program_of_another_company_gives_nothing(self):
        other = self.env["res.company"].create({"name": "Other Company"})
        program = self.make_program(name="Foreign Club", company_id=other.id)
        card = self.make_card(self.make_partner("Boris Ivanov"), program)
        order = self.make_order(partner=card.partner_id)
        order.action_confirm()
        self.assertLedger(card, balance=0)

    def test_a_branch_earns_in_the_program_of_its_parent(self):
        branch = self.env["res.company"].create(
            {"name": "Branch", "parent_id": self.env.company.id}
        )
        self.env.user.company_ids += branch
        order = (
            self.env["sale.order"]
            .with_company(branch)
            .create(
                {
                    "partner_id": self.member.id,
                    "company_id": branch.id,
                    "order_line": [
                        Command.create(
                            {"product_id": self.labour.id, "tax_ids": [Command.clear()]}
                        )
                    ],
                }
            )
        )
        order._update_programs_and_rewards()
        order.action_confirm()
        self.assertLedger(balance=50)

    def test_a_free_product_for_points_comes_back_with_its_points(self):
        """S12: undoing any form restores the lots."""
        self.program.reward_ids.write(
            {
                "reward_type": "product",
                "reward_product_id": self.labour.id,
                "required_points": 40,
            }
        )
        self.earn(50, expiry_date=self.day("2099-01-31"))
        order = self.make_order()
        self.use_points(order)
        self.assertEqual(order.amount_total, 100)
        order.action_confirm()
        self.assertLedger(balance=110)
        order._action_cancel()
        self.assertLedger(balance=50, lots=[(50.0, "2099-01-31")])
