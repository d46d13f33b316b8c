"""What a tier brings on sales: points, price list, discount on labour."""

from odoo.fields import Command
from odoo.tests import tagged

from .common import SaleCommon


@tagged("post_install", "-at_install")
class TestTierBenefits(SaleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gold = cls.env["loyalty.tier"].create(
            {
                "program_id": cls.program.id,
                "name": "Gold",
                "threshold": 1000,
                "multiplier": 1.5,
            }
        )
        cls.card._points_set_tier(cls.gold, None, "Test")

    def test_the_points_of_the_tier_are_stated_apart(self):
        order = self.make_order()
        self.assertIn("150 points (100 + 50 Gold)", order.points_summary)
        order.action_confirm()
        self.assertLedger(balance=150)
        rows = {
            (entry.component, entry.points, entry.qualifying, entry.reason)
            for entry in self.card.entry_ids
        }
        self.assertEqual(
            rows, {("base", 100, True, False), ("tier", 50, False, "Gold")}
        )
        self.assertIn("(100 + 50 Gold)", order.points_summary)
        order._action_cancel()
        self.assertLedger(balance=0, debt=0)

    def test_the_statement_adds_up_the_base_and_the_tier(self):
        self.make_order((self.part, 1), (self.labour, 1)).action_confirm()
        lines = self.card._points_statement_lines()
        self.assertEqual(
            [(line["points"], line["reason"], line["balance_text"]) for line in lines],
            [(75, "Gold", "225 points"), (150, False, "150 points")],
        )

    def test_a_return_takes_its_share_of_both(self):
        order = self.make_order((self.part, 4))
        order.action_confirm()
        picking = self.deliver(order)
        self.give_back(picking, 1)
        self.assertLedger(balance=450)

    def test_the_tier_of_the_confirmation_counts(self):
        """S17: orders confirmed already do not change when the tier does."""
        self.program.points_accrual = "delivery"
        order = self.make_order((self.part, 2))
        order.action_confirm()
        self.card._points_set_tier(self.gold.browse(), None, "Lost")
        self.gold.multiplier = 3
        self.deliver(order)
        self.assertLedger(balance=300)
        self.assertEqual(order.tier_id, self.gold)
        new = self.make_order()
        new.action_confirm()
        self.deliver(new)
        self.assertEqual(new.points_tier_id, self.gold.browse())

    def test_a_category_has_a_multiplier_of_its_own(self):
        oils = self.env["product.category"].create({"name": "Oils"})
        motor = self.env["product.category"].create(
            {"name": "Motor oils", "parent_id": oils.id}
        )
        self.gold.rate_ids = [Command.create({"categ_id": oils.id, "multiplier": 3})]
        oil = self.make_product("Oil 5W-30", 10, categ_id=motor.id)
        order = self.make_order((self.part, 1), (oil, 1))
        order.action_confirm()
        self.assertLedger(balance=150 + 30)

    def test_whole_points_are_rounded_once(self):
        """D8"""
        self.program.points_digits = "0"
        order = self.make_order(*[(self.part, 1, 0.9)] * 5)
        order.action_confirm()
        self.assertLedger(balance=4 + 2)

    def test_the_price_list_of_the_tier_is_taken_without_copying_it(self):
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Gold",
                "item_ids": [
                    Command.create({"compute_price": "percentage", "percent_price": 20})
                ],
            }
        )
        self.gold.pricelist_id = pricelist
        self.assertTrue(
            self.env["res.groups"]._is_feature_enabled(
                "product.group_product_pricelist"
            )
        )
        order = self.make_order()
        self.assertEqual(order.pricelist_id, pricelist)
        self.assertEqual(order.amount_total, 80)
        self.assertFalse(self.member.specific_property_product_pricelist)
        stranger = self.make_order(partner=self.make_partner("A Stranger"))
        self.assertNotEqual(stranger.pricelist_id, pricelist)

    def test_a_price_list_set_on_the_contact_by_hand_wins(self):
        mine, tiers = self.env["product.pricelist"].create(
            [{"name": "Mine"}, {"name": "Gold"}]
        )
        self.gold.pricelist_id = tiers
        self.member.specific_property_product_pricelist = mine
        self.assertEqual(self.make_order().pricelist_id, mine)

    def test_the_price_list_goes_with_the_tier(self):
        pricelist = self.env["product.pricelist"].create({"name": "Gold"})
        self.gold.pricelist_id = pricelist
        self.assertEqual(self.member.property_product_pricelist, pricelist)
        self.card._points_set_tier(self.gold.browse(), None, "Lost")
        self.assertNotEqual(self.member.property_product_pricelist, pricelist)

    def test_labour_costs_less_and_goods_do_not(self):
        self.gold.labour_discount = 10
        order = self.make_order((self.part, 1), (self.labour, 1))
        self.assertEqual(order.order_line.mapped("discount"), [0, 10])
        self.assertEqual(order.amount_total, 145)
        stranger = self.make_order(
            (self.labour, 1), partner=self.make_partner("A Stranger")
        )
        self.assertEqual(stranger.amount_total, 50)

    def test_labour_is_a_category_where_the_tier_says_so(self):
        category = self.env["product.category"].create({"name": "Labour"})
        self.gold.write({"labour_discount": 10, "labour_categ_id": category.id})
        wash = self.make_product("Car wash", 50, type="service")
        self.labour.categ_id = category
        order = self.make_order((wash, 1), (self.labour, 1))
        self.assertEqual(order.order_line.mapped("discount"), [0, 10])
