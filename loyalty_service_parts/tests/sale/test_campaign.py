"""More points for a period, up to a budget."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import SaleCommon


@tagged("post_install", "-at_install")
class TestCampaign(SaleCommon):
    def make_campaign(self, **values):
        today = fields.Date.today()
        return self.env["loyalty.campaign"].create(
            {
                "name": "Double week",
                "program_id": self.program.id,
                "date_from": today,
                "date_to": today + timedelta(days=7),
                **values,
            }
        )

    def test_points_are_doubled_and_stated_apart(self):
        """S38"""
        campaign = self.make_campaign()
        order = self.make_order()
        self.assertIn("200 points (100 + 100 Double week)", order.points_summary)
        order.action_confirm()
        self.assertLedger(balance=200)
        row = self.card.entry_ids.filtered(lambda entry: entry.component == "campaign")
        self.assertEqual(
            (row.points, row.reason, row.qualifying), (100, "Double week", False)
        )
        self.assertEqual((campaign.given, campaign.member_count), (100, 1))
        order._action_cancel()
        self.assertLedger(balance=0)
        self.assertEqual(campaign.given, 0)

    def test_it_stops_at_its_budget(self):
        campaign = self.make_campaign(budget=150)
        for _turn in range(3):
            self.make_order().action_confirm()
        self.assertLedger(balance=300 + 150)
        self.assertEqual((campaign.given, campaign.state), (150, "spent"))

    def test_a_member_gets_no_more_than_the_cap(self):
        self.make_campaign(member_cap=120)
        for _turn in range(2):
            self.make_order().action_confirm()
        self.assertLedger(balance=200 + 120)
        other = self.make_card(self.make_partner("Boris Ivanov"))
        self.make_order(partner=other.partner_id).action_confirm()
        self.assertLedger(other, balance=200)

    def test_what_floating_point_lost_takes_no_hundredth(self):
        """As everywhere in the ledger (D8): 11.759999999999998 is 11.76."""
        self.program.points_digits = "2"
        for values in ({}, {"budget": 100}):
            with self.subTest(values):
                terms = self.make_campaign(**values)._points_terms()
                given = self.env["loyalty.campaign.use"]._points_take(
                    terms, self.make_order(), self.card, 11.759999999999998
                )
                self.assertAlmostEqual(given, 11.76, 6)

    def test_only_its_category_tier_and_members_count(self):
        oils = self.env["product.category"].create({"name": "Oils"})
        oil = self.make_product("Oil", 10, categ_id=oils.id)
        self.make_campaign(categ_ids=[Command.set(oils.ids)])
        order = self.make_order((self.part, 1), (oil, 1))
        order.action_confirm()
        self.assertLedger(balance=110 + 10)
        self.make_campaign(partner_domain="[('name', '=', 'Nobody')]", multiplier=9)
        gold = self.env["loyalty.tier"].create(
            {"program_id": self.program.id, "name": "Gold", "threshold": 10**6}
        )
        self.make_campaign(tier_ids=[Command.set(gold.ids)], multiplier=9)
        self.make_order().action_confirm()
        self.assertLedger(balance=120 + 100)

    def test_the_most_generous_campaign_counts(self):
        self.make_campaign()
        self.make_campaign(name="Bonus", kind="bonus", bonus=500)
        self.make_order().action_confirm()
        self.assertLedger(balance=600)

    def test_before_and_after_it_gives_nothing(self):
        day = fields.Date.today()
        self.make_campaign(date_from=day + timedelta(days=1))
        self.make_campaign(
            date_from=day - timedelta(days=9), date_to=day - timedelta(days=1)
        )
        self.make_order().action_confirm()
        self.assertLedger(balance=100)

    def test_a_confirmed_order_keeps_its_campaign(self):
        self.program.points_accrual = "delivery"
        campaign = self.make_campaign()
        order = self.make_order()
        order.action_confirm()
        campaign.write({"active": False, "multiplier": 1.5})
        self.deliver(order)
        self.assertLedger(balance=200)

    def test_a_campaign_that_gives_nothing_is_refused(self):
        for values in ({"multiplier": 1}, {"kind": "bonus", "bonus": 0}):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.make_campaign(**values)
