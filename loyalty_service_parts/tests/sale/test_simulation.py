"""The simulator, and the start of a program with tiers and points for earlier orders (S56)."""

import datetime

from odoo.exceptions import AccessError, UserError
from odoo.tests import BaseCase, Form, tagged

from ...models.sale.simulation import Offer, Order, simulate
from ...models.tier.member import Rules
from .common import SaleCommon

DAY = datetime.date(2026, 3, 1)


def order(number, customer, day, money, off=(0.0, 0.0), margin=None):
    each = ((money,), (1.0,))
    return Order(number, customer, day, money, *each, *each, off, margin)


@tagged("post_install", "-at_install")
class TestSimulationArithmetic(BaseCase):
    offer = Offer(
        name="Test",
        earning=({"mode": "money", "give": 0.1, "minimum": 0, "least": 0},),
        rules=Rules(
            ladder=(("Silver", 100, 100), ("Gold", 1000, 1000)), review="monthly"
        ),
        factors=(1.0, 1.5, 2.0),
        point_value=1.0,
        pay_share=0.3,
    )

    def test_the_tier_of_an_order_is_the_one_before_it(self):
        outcome = simulate(
            self.offer, [order(1, 7, DAY, 1000.0), order(2, 7, DAY, 100.0)], DAY
        )
        self.assertEqual(outcome.points, {7: 100 + 10 + 10})
        self.assertEqual(outcome.tiers(), {"Silver": 0, "Gold": 1})

    def test_discounts_count_in_the_tier_that_was_held(self):
        outcome = simulate(
            self.offer,
            [
                order(1, 7, DAY, 100.0, off=(5.0, 10.0)),
                order(2, 7, DAY, 100.0, off=(5.0, 10.0)),
            ],
            DAY,
        )
        self.assertEqual(outcome.discounts, 5)

    def test_reviews_between_purchases_take_place(self):
        late = datetime.date(2028, 3, 1)
        outcome = simulate(self.offer, [order(1, 7, DAY, 100.0)], late)
        self.assertEqual(outcome.tiers(), {"Silver": 0, "Gold": 0})

    def test_figures(self):
        outcome = simulate(
            self.offer,
            [order(1, 7, DAY, 100.0, margin=40.0), order(2, 8, DAY, 300.0)],
            DAY,
        )
        self.assertEqual(outcome.issued, 40)
        self.assertEqual(outcome.spent(0.5), 20)
        self.assertEqual(outcome.liability(0.5), 20)
        self.assertEqual(outcome.cost(0.5), 20)
        self.assertAlmostEqual(outcome.share_of_margin(0.5), 20 / 4 / 40)
        self.assertIsNone(
            simulate(self.offer, [order(1, 7, DAY, 1.0)], DAY).share_of_margin(0.5)
        )

    def test_no_more_is_spent_than_orders_may_be_paid_with_points(self):
        rich = Offer(**{**vars(self.offer), "pay_share": 0.01})
        outcome = simulate(rich, [order(1, 7, DAY, 100.0)], DAY)
        self.assertEqual(outcome.spent(1.0), 1)


@tagged("post_install", "-at_install")
class TestSimulation(SaleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program.write(
            {"tier_metric": "spend", "points_digits": "0", "active": False}
        )
        cls.silver, cls.gold = cls.env["loyalty.tier"].create(
            [
                {
                    "program_id": cls.program.id,
                    "name": name,
                    "threshold": threshold,
                    "multiplier": multiplier,
                    "labour_discount": labour,
                }
                for name, threshold, multiplier, labour in (
                    ("Silver", 100, 1, 10),
                    ("Gold", 1000, 2, 50),
                )
            ]
        )
        cls.part.standard_price = 60
        cls.manager = cls.make_user(
            "manager", "loyalty_service_parts.group_loyalty_manager"
        )
        cls.boris = cls.make_partner("Boris Ivanov")
        for partner, quantity in ((cls.member, 12), (cls.member, 1), (cls.boris, 3)):
            cls.make_order(
                (cls.part, quantity), (cls.labour, 1), partner=partner
            ).action_confirm()
        cls.program.active = True

    def simulate(self, **values):
        wizard = (
            self.env["loyalty.simulation"]
            .with_user(self.manager)
            .create({"program_ids": self.program.ids, **values})
        )
        wizard.action_compute()
        return wizard

    def start(self, **values):
        form = Form(
            self.env["loyalty.launch"]
            .with_user(self.manager)
            .with_context(default_program_id=self.program.id)
        )
        for name, value in values.items():
            setattr(form, name, value)
        wizard = form.save()
        wizard.action_preview()
        return wizard

    def test_presets_and_the_program_side_by_side(self):
        wizard = self.simulate()
        self.assertEqual(
            wizard.line_ids.mapped("name"),
            [
                "Parts shop",
                "Car dealership",
                "Service centre",
                "Cumulative discount",
                "Parts Club",
            ],
        )
        mine = wizard.line_ids[-1]
        # Anna: 1250, then 150 twice as Gold; Boris: 350. Labour at half price once.
        self.assertEqual((mine.customers, mine.order_count, mine.sales), (2, 3, 1750))
        self.assertEqual(mine.points, 1250 + 150 * 2 + 350)
        self.assertEqual(mine.tiers, "Silver 1, Gold 1")
        self.assertEqual(mine.discounts, 25)
        self.assertEqual(mine.spent, 1900 * 0.6)
        self.assertEqual(mine.cost, 1900 * 0.6 + 25)
        self.assertEqual(mine.liability, 1900 * 0.4)
        self.assertEqual(mine.margin, 16 * 40)
        self.assertTrue(mine.margin_known)

    def test_nothing_is_posted(self):
        entries = self.env["loyalty.points.entry"].search_count([])
        cards = self.env["loyalty.card"].search_count([])
        self.simulate()
        self.assertEqual(self.env["loyalty.points.entry"].search_count([]), entries)
        self.assertEqual(self.env["loyalty.card"].search_count([]), cards)

    def test_what_the_simulator_says_is_what_orders_would_have_earned(self):
        """The same orders again, now through the ledger."""
        said = self.simulate().line_ids[-1]
        for partner, quantity in ((self.member, 12), (self.member, 1), (self.boris, 3)):
            self.make_order(
                (self.part, quantity, 100), (self.labour, 1, 50), partner=partner
            ).action_confirm()
        cards = self.env["loyalty.card"].search([("program_id", "=", self.program.id)])
        # Gold paid half for labour now: 25 less, twice over
        self.assertEqual(sum(cards.mapped("points")), said.points - 2 * 25)
        self.assertEqual(set(cards.tier_id.mapped("name")), {"Silver", "Gold"})

    def test_what_was_credited_does_not_count(self):
        """As the ledger takes it back (S8)."""
        order = self.env["sale.order"].search([("partner_id", "=", self.boris.id)])
        self.credit(self.invoice(order), share=0.5)
        line = self.simulate().line_ids[-1]
        self.assertEqual((line.points, line.sales), (1250 + 150 * 2 + 175, 1400 + 175))

    def test_a_program_that_waits_for_the_payment_counts_what_is_paid(self):
        self.program.points_accrual = "paid"
        order = self.env["sale.order"].search([("partner_id", "=", self.boris.id)])
        self.assertEqual(self.simulate().line_ids[-1].points, 0)
        invoice = self.invoice(order)
        self.pay(invoice, amount=70)
        self.assertEqual(self.simulate().line_ids[-1].points, 70)

    def test_a_rule_for_some_products_gives_points_for_those_only(self):
        self.program.rule_ids.product_ids = self.labour
        self.assertEqual(self.simulate().line_ids[-1].points, 50 + 50 * 2 + 50)

    def test_the_price_list_of_a_tier_is_a_cost(self):
        self.gold.write(
            {
                "labour_discount": 0,
                "pricelist_id": self.env["product.pricelist"]
                .create(
                    {
                        "name": "Gold",
                        "item_ids": [
                            (0, 0, {"compute_price": "percentage", "percent_price": 20})
                        ],
                    }
                )
                .id,
            }
        )
        self.assertAlmostEqual(self.simulate().line_ids[-1].discounts, 30)

    def test_the_start_gives_tiers_and_points_once(self):
        wizard = self.start(points_percent=50.0, points_cap=600.0)
        self.assertEqual((wizard.customer_count, wizard.new_count), (2, 1))
        self.assertEqual(wizard.points, 600 + 175)
        self.assertLedger(balance=0)
        wizard.action_start()
        self.env.invalidate_all()
        self.assertLedger(balance=600)
        self.assertEqual(self.card.tier_id, self.gold)
        self.assertEqual(self.card.tier_figure, 1400)
        self.assertEqual(self.card.tier_change_ids.why, "start")
        boris = self.env["loyalty.card"]._points_find_card(self.program, self.boris)
        self.assertLedger(boris, balance=175)
        self.assertEqual(boris.tier_id, self.silver)
        with self.assertRaisesRegex(UserError, "started already"):
            wizard.action_start()

    def test_earlier_purchases_count_on_for_the_tier(self):
        self.start().action_start()
        self.make_order((self.part, 7), partner=self.boris).action_confirm()
        boris = self.env["loyalty.card"]._points_find_card(self.program, self.boris)
        self.assertEqual(boris.tier_figure, 1050)
        self.assertEqual(boris.tier_id, self.gold)
        self.program.tier_metric = "orders"
        self.env.invalidate_all()
        self.assertEqual(boris.tier_figure, 2)
        with self.on("2030-01-01"):
            self.env.invalidate_all()
            self.assertEqual(boris.tier_figure, 0)

    def test_orders_that_earned_already_are_not_counted_again(self):
        self.make_order((self.part, 1), partner=self.member).action_confirm()
        wizard = self.start(points_percent=100.0)
        anna = wizard.member_ids.filtered(lambda row: row.partner_id == self.member)
        self.assertEqual(anna.points, 1250 + 150 * 2)
        wizard.action_start()
        self.assertEqual(self.card.tier_figure, 1500)

    def test_only_who_has_a_card(self):
        wizard = self.start(who="cards")
        self.assertEqual(wizard.customer_count, 1)
        wizard.action_start()
        self.assertFalse(
            self.env["loyalty.card"]._points_find_card(self.program, self.boris)
        )

    def test_a_running_pilot_is_started_for_its_members_only(self):
        pilot = self.env["loyalty.pilot"].create(
            {
                "program_id": self.program.id,
                "partner_domain": f"[('id', 'in', {(self.member | self.boris).ids})]",
            }
        )
        pilot.action_start()
        self.assertEqual(self.start().customer_count, 1)

    def test_it_is_for_managers_and_not_without_a_preview(self):
        clerk = self.make_user(
            "clerk", "loyalty_service_parts.group_loyalty_member_services"
        )
        with self.assertRaises(AccessError):
            self.simulate().with_user(clerk).action_compute()
        wizard = self.start()
        with self.assertRaises(AccessError):
            wizard.with_user(clerk).action_start()
        wizard.shown = False
        with self.assertRaisesRegex(UserError, "preview"):
            wizard.action_start()

    def test_a_company_that_sold_nothing_learns_nothing(self):
        other = self.env["res.company"].create({"name": "New Company"})
        wizard = self.env["loyalty.simulation"].create({"company_id": other.id})
        with self.assertRaisesRegex(UserError, "nothing to learn"):
            wizard.action_compute()

    def test_what_a_line_offers_next(self):
        wizard = self.simulate()
        action = wizard.line_ids[0].action_use()
        self.assertEqual(action["context"]["default_preset"], "parts")
        action = wizard.line_ids[-1].action_use()
        self.assertEqual(action["res_model"], "loyalty.launch")
        found = self.env["loyalty.simulation.tier"].with_user(self.manager)
        self.assertEqual(found.search_count(wizard.action_compare()["domain"]), 19)

    def test_the_start_is_few_statements_for_many(self):
        customers = [self.make_partner(f"Customer {number}") for number in range(30)]
        self.program.active = False
        for partner in customers:
            self.make_order(partner=partner).action_confirm()
        self.program.active = True
        wizard = self.start(points_percent=100.0)
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        wizard.action_start()
        self.env.flush_all()
        self.assertLess(self.env.cr.sql_log_count - before, 150)
