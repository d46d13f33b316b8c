"""The shop shows and charges the prices of the tier: to members, at once, to nobody else."""

import json

from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from odoo.addons.loyalty_service_parts.tests.common import LedgerCommon


@tagged("post_install", "-at_install")
class TestShopPrices(LedgerCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.website = cls.env["website"].search([], limit=1)
        cls.pricelist = cls.env["product.pricelist"].create(
            {
                "name": "Gold prices",
                "sequence": 1,
                "item_ids": [
                    Command.create({"compute_price": "percentage", "percent_price": 10})
                ],
            }
        )
        cls.gold = cls.env["loyalty.tier"].create(
            {
                "program_id": cls.program.id,
                "name": "Gold",
                "threshold": 100,
                "pricelist_id": cls.pricelist.id,
            }
        )
        cls.product = cls.env["product.template"].create(
            {
                "name": "Brake pads of the shop",
                "list_price": 1000,
                "taxes_id": [Command.clear()],
                "is_published": True,
                "website_id": False,
            }
        )
        cls.anna = cls.make_portal_user("shop_anna", cls.member)
        cls.boris = cls.make_portal_user("shop_boris", cls.make_partner("Boris Ivanov"))

    @classmethod
    def make_portal_user(cls, login, partner):
        return cls.env["res.users"].create(
            {
                "login": login,
                "password": login,
                "partner_id": partner.id,
                "group_ids": [Command.set([cls.env.ref("base.group_portal").id])],
            }
        )

    def visit(self, user=None):
        self.authenticate(user and user.login, user and user.login)

    def price(self):
        """The price on the page of the product."""
        page = self.url_open(self.product.website_url)
        self.assertEqual(page.status_code, 200)
        return 900 if "900.00" in page.text else 1000 if "1,000.00" in page.text else 0

    def put_in_cart(self):
        answer = self.url_open(
            "/shop/cart/add",
            data=json.dumps(
                {
                    "params": {
                        "product_template_id": self.product.id,
                        "product_id": self.product.product_variant_id.id,
                        "quantity": 1,
                    }
                }
            ),
            headers={"Content-Type": "application/json"},
        )
        self.assertNotIn("error", answer.json())

    def cart(self, user):
        self.env.invalidate_all()
        return self.env["sale.order"].search(
            [("partner_id", "=", user.partner_id.id), ("website_id", "!=", False)]
        )

    def reach_gold(self):
        self.earn(100, qualifying=True, amount=100)
        self.program.tier_metric = "points"
        self.env["loyalty.tier.evaluation"]._promote(self.program)
        self.env.invalidate_all()
        self.assertEqual(self.card.tier_id, self.gold)

    def lose_gold(self):
        self.card._points_set_tier(self.env["loyalty.tier"], None, "Test")

    def test_a_member_sees_the_prices_of_his_tier(self):
        """S17: nothing is set on the price list or the contact."""
        self.reach_gold()
        self.visit(self.anna)
        self.assertEqual(self.price(), 900)
        self.assertFalse(self.member.specific_property_product_pricelist)

    def test_others_see_the_ordinary_prices(self):
        self.reach_gold()
        self.visit()
        self.assertEqual(self.price(), 1000)
        self.visit(self.boris)
        self.assertEqual(self.price(), 1000)

    def test_who_logs_out_or_in_sees_other_prices_at_once(self):
        self.reach_gold()
        self.visit()
        self.assertEqual(self.price(), 1000)
        self.visit(self.anna)
        self.assertEqual(self.price(), 900)
        self.visit()
        self.assertEqual(self.price(), 1000)

    def test_a_tier_that_is_gained_or_lost_counts_with_the_next_page(self):
        self.visit(self.anna)
        self.assertEqual(self.price(), 1000)
        self.reach_gold()
        self.assertEqual(self.price(), 900)
        self.lose_gold()
        self.assertEqual(self.price(), 1000)

    def test_a_filled_cart_follows_the_tier(self):
        self.visit(self.anna)
        self.put_in_cart()
        self.assertEqual(self.cart(self.anna).amount_untaxed, 1000)
        self.reach_gold()
        self.url_open("/shop/cart")
        self.assertEqual(self.cart(self.anna).amount_untaxed, 900)
        self.lose_gold()
        self.url_open("/shop/cart")
        self.assertEqual(self.cart(self.anna).amount_untaxed, 1000)

    def test_nobody_chooses_the_price_list_of_a_tier_that_he_does_not_have(self):
        self.pricelist.selectable = True
        self.reach_gold()
        for user in (None, self.boris):
            with self.subTest(user=user and user.login):
                self.visit(user)
                self.url_open(f"/shop/change_pricelist/{self.pricelist.id}")
                self.assertEqual(self.price(), 1000)

    def test_it_comes_before_the_price_list_of_the_country(self):
        russia = self.env.ref("base.ru")
        group = self.env["res.country.group"].create(
            {"name": "Russia", "country_ids": [Command.link(russia.id)]}
        )
        self.env["product.pricelist"].create(
            {
                "name": "Russia",
                "selectable": True,
                "country_group_ids": [Command.link(group.id)],
            }
        )
        self.member.country_id = russia
        self.reach_gold()
        self.visit(self.anna)
        self.assertEqual(self.price(), 900)

    def test_a_price_list_set_on_the_contact_by_hand_comes_first(self):
        own = self.env["product.pricelist"].create(
            {"name": "His own", "website_id": self.website.id, "selectable": True}
        )
        self.member.specific_property_product_pricelist = own
        self.reach_gold()
        self.visit(self.anna)
        self.assertEqual(self.price(), 1000)
