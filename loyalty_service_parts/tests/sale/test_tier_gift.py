"""A service for nothing, so many times a period."""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import SaleCommon


@tagged("post_install", "-at_install")
class TestTierGift(SaleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.check_up = cls.make_product("Diagnostics", 70, type="service")
        cls.gold = cls.env["loyalty.tier"].create(
            {
                "program_id": cls.program.id,
                "name": "Gold",
                "threshold": 1000,
                "gift_ids": [Command.create({"product_id": cls.check_up.id})],
            }
        )
        cls.card._points_set_tier(cls.gold, None, "Test")

    def test_a_gift_costs_and_earns_nothing(self):
        """S17"""
        order = self.make_order()
        self.assertEqual(order.tier_gift_count, 1)
        order.action_tier_gift()
        self.assertEqual(order.amount_total, 100)
        self.assertEqual(order.tier_gift_count, 0)
        order.action_confirm()
        self.assertLedger(balance=100)

    def test_it_is_counted_by_member_and_period(self):
        with self.on("2026-02-10"):
            first = self.make_order()
            first.action_tier_gift()
            first.action_confirm()
        with self.on("2026-03-31"):
            second = self.make_order()
            self.assertFalse(second.tier_gift_count)
            with self.assertRaisesRegex(UserError, "No gift"):
                second.action_tier_gift()
        with self.on("2026-04-01"):
            third = self.make_order()
            third.action_tier_gift()
            third.action_confirm()
        self.assertEqual(third.state, "sale")

    def test_two_quotations_cannot_have_the_same_gift(self):
        first, second = self.make_order(), self.make_order()
        first.action_tier_gift()
        second.action_tier_gift()
        first.action_confirm()
        with self.assertRaisesRegex(UserError, "0 times more"):
            second.action_confirm()

    def test_a_cancelled_order_gives_the_gift_back(self):
        first = self.make_order()
        first.action_tier_gift()
        first.action_confirm()
        self.assertFalse(self.make_order().tier_gift_count)
        first._action_cancel()
        self.assertEqual(self.make_order().tier_gift_count, 1)

    def test_a_larger_quantity_is_refused(self):
        order = self.make_order()
        order.action_tier_gift()
        order.order_line.filtered("tier_gift_id").product_uom_qty = 3
        with self.assertRaisesRegex(UserError, "1 times more"):
            order.action_confirm()

    def test_a_salesman_cannot_make_a_gift_of_anything(self):
        salesman = self.make_user("salesman", "sales_team.group_sale_salesman")
        order = self.make_order(user_id=salesman.id)
        with self.assertRaises(AccessError):
            order.with_user(salesman).order_line.write(
                {"tier_gift_id": self.gold.gift_ids.id}
            )
        order.with_user(salesman).action_tier_gift()
        self.assertEqual(order.amount_total, 100)

    def test_who_has_no_tier_gets_no_gift(self):
        order = self.make_order(partner=self.make_partner("A Stranger"))
        self.assertFalse(order.tier_gift_count)
