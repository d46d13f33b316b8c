"""Points for each full amount, and more of them for a larger order."""

from odoo.fields import Command
from odoo.tests import tagged

from .common import SaleCommon


@tagged("post_install", "-at_install")
class TestSteps(SaleCommon):
    def give(self, **values):
        self.program.rule_ids.write(values)

    def earned_by(self, amount):
        order = self.make_order((self.part, 1, amount))
        before = self.card.points
        order.action_confirm()
        self.env.invalidate_all()
        return round(self.card.points - before, 2)

    def test_the_mode_can_be_chosen_beside_cores(self):
        fields = self.env["loyalty.rule"].fields_get(["reward_point_mode"])
        modes = [mode for mode, _name in fields["reward_point_mode"]["selection"]]
        self.assertEqual(modes, ["order", "money", "unit", "step"])

    def test_points_for_each_full_amount(self):
        """S1: “10 points for each full 1,000”."""
        self.give(reward_point_mode="step", reward_point_amount=10, points_step=1000)
        for amount, points in ((999.99, 0), (1000, 10), (1999, 10), (3000, 30)):
            with self.subTest(amount=amount):
                self.assertEqual(self.earned_by(amount), points)

    def test_the_lines_of_an_order_fill_a_step_together_and_share_its_points(self):
        self.give(reward_point_mode="step", reward_point_amount=10, points_step=1000)
        order = self.make_order((self.part, 1, 600), (self.labour, 1, 400))
        order.action_confirm()
        self.assertEqual(self.card.entry_ids.sorted("id").mapped("points"), [6.0, 4.0])
        order.order_line[1].product_uom_qty = 0
        self.assertLedger(balance=0)

    def test_a_larger_order_earns_a_larger_share(self):
        """“5 % from 10,000, 7 % from 30,000”."""
        self.give(
            reward_point_amount=0.03,
            step_ids=[
                Command.create({"amount": 10_000, "percent": 5}),
                Command.create({"amount": 30_000, "percent": 7}),
            ],
        )
        for amount, points in (
            (9_999, 299.97),
            (10_000, 500),
            (29_999, 1499.95),
            (30_000, 2100),
        ):
            with self.subTest(amount=amount):
                self.assertEqual(self.earned_by(amount), points)

    def test_an_order_that_gets_smaller_falls_to_the_lower_step(self):
        self.give(
            reward_point_amount=0.03,
            step_ids=[Command.create({"amount": 1_000, "percent": 5})],
        )
        order = self.make_order((self.part, 10))
        order.action_confirm()
        self.assertLedger(balance=50)
        self.program.rule_ids.step_ids.percent = 50
        order.order_line[0].product_uom_qty = 9
        self.assertLedger(balance=27)

    def test_steps_are_in_the_programs_currency(self):
        """D10"""
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": euro.id, "rate": 0.5, "name": "2020-01-01"}
        )
        pricelist = self.env["product.pricelist"].create(
            {"name": "Euro", "currency_id": euro.id}
        )
        self.give(reward_point_mode="step", reward_point_amount=10, points_step=1000)
        order = self.make_order((self.part, 1, 500), pricelist_id=pricelist.id)
        order.action_confirm()
        self.assertLedger(balance=10)

    def test_an_invoice_without_an_order_knows_steps_too(self):
        self.program.invoice_earning = True
        self.give(reward_point_mode="step", reward_point_amount=10, points_step=1000)
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.member.id,
                "invoice_line_ids": [
                    Command.create({"product_id": self.part.id, "price_unit": price})
                    for price in (700, 500)
                ],
            }
        )
        invoice.invoice_line_ids.tax_ids = False
        invoice.action_post()
        self.assertLedger(balance=10)
