"""What people click, in a real browser."""

from odoo.tests import HttpCase, tagged

from ..sale.common import SaleCommon


@tagged("post_install", "-at_install")
class TestTours(HttpCase, SaleCommon):
    def test_a_salesman_uses_points_on_a_quotation(self):
        self.make_user(
            "seller", "sales_team.group_sale_salesman_all_leads", password="seller"
        )
        self.earn(100)
        order = self.make_order((self.part, 2))
        self.start_tour(
            f"/odoo/sales/{order.id}",
            "loyalty_service_parts_use_points",
            login="seller",
        )
        self.assertEqual(order.state, "sale")
        self.assertLedger(balance=100 - 40 + 160)

    def test_the_main_job_from_delivery_to_credit_note(self):
        """S7, S8: earned when paid, taken back when credited, what was spent returns."""
        self.program.points_accrual = "paid"
        self.earn(100)
        order = self.make_order((self.part, 2))
        order._points_use(self.card, self.program.reward_ids, 40)
        order.action_confirm()
        self.assertLedger(balance=60, pending=160)
        self.start_tour(
            f"/odoo/sales/{order.id}", "loyalty_service_parts_main_job", login="admin"
        )
        self.assertLedger(balance=100, pending=0, debt=0)

    def test_a_clerk_corrects_a_balance_within_his_limit(self):
        self.program.adjust_limit = 500
        self.make_user(
            "clerk",
            "loyalty_service_parts.group_loyalty_member_services",
            password="clerk",
        )
        self.earn(100)
        self.start_tour("/odoo/members", "loyalty_service_parts_adjust", login="clerk")
        self.assertLedger(balance=400)

    def test_a_manager_simulates_makes_and_starts_a_program(self):
        """S3, S56: from last year's orders to members with tiers and points."""
        self.make_user(
            "manager",
            "loyalty_service_parts.group_loyalty_manager",
            password="manager",
        )
        self.program.active = False
        others = self.make_partner("Boris Ivanov")
        orders = [self.make_order((self.part, 60))]
        orders += [self.make_order(partner=others) for _number in range(9)]
        for order in orders:
            order.action_confirm()
            self.pay(self.invoice(order))
        self.start_tour(
            "/odoo/action-loyalty_service_parts.loyalty_simulation_action",
            "loyalty_service_parts_launch",
            login="manager",
        )
        program = self.env["loyalty.program"].search([("launched_on", "!=", False)])
        card = self.env["loyalty.card"]._points_find_card(program, self.member)
        self.assertEqual(card.tier_id.name, "Silver")
        self.assertLedger(card, balance=90)

    def test_staff_reads_the_tiers_like_a_poster(self):
        self.make_user(
            "clerk",
            "loyalty_service_parts.group_loyalty_member_services",
            "loyalty_service_parts.group_loyalty_auditor",
            password="clerk",
        )
        self.program.tier_metric = "points"
        self.env["loyalty.tier"].create(
            [
                {
                    "program_id": self.program.id,
                    "name": name,
                    "threshold": threshold,
                    "multiplier": multiplier,
                }
                for name, threshold, multiplier in (
                    ("Silver", 100, 1),
                    ("Gold", 300, 1.5),
                )
            ]
        )
        self.earn(150, qualifying=True)
        self.start_tour(
            "/odoo/action-loyalty_service_parts.loyalty_tier_action",
            "loyalty_service_parts_poster",
            login="clerk",
        )

    def test_a_member_reads_his_statement(self):
        self.make_user(
            "anna", "base.group_portal", partner_id=self.member.id, password="anna"
        )
        self.earn(100, origin_name="S0001")
        self.redeem(30, origin_name="S0002")
        self.earn(20, state="pending", waits_for="delivery", origin_name="S0003")
        self.start_tour("/my", "loyalty_service_parts_portal", login="anna")
