"""What members, clerks and managers click around exclusive parts, in a real browser."""

from odoo.tests import HttpCase, tagged

from ..catalogue.common import CatalogueCommon


@tagged("post_install", "-at_install")
class TestCatalogueTours(HttpCase, CatalogueCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.exclusive.install_product_id = cls.labour
        cls.make_user(
            "anna", "base.group_portal", partner_id=cls.member.id, password="anna"
        )

    def open(self, order, tour, login):
        self.start_tour(f"/odoo/sales/{order.id}", tour, login=login)
        self.env.invalidate_all()

    def test_a_member_finds_and_orders_with_installation(self):
        self.start_tour(
            "/my/exclusive", "loyalty_service_parts_member_orders", login="anna"
        )
        order = self.env["sale.order"].search([("partner_id", "=", self.member.id)])
        self.assertEqual(order.order_line.product_id, self.exclusive | self.labour)
        self.assertEqual(order.hold_ids.quantity, 1)

    def test_a_clerk_is_refused(self):
        self.make_user(
            "clerk", "sales_team.group_sale_salesman_all_leads", password="clerk"
        )
        order = self.make_order((self.exclusive, 1), partner=self.boris)
        self.open(order, "loyalty_service_parts_clerk_is_refused", "clerk")
        self.assertEqual(order.state, "draft")

    def test_a_manager_overrides_with_a_reason(self):
        self.make_user(
            "boss",
            "loyalty_service_parts.group_loyalty_manager",
            "sales_team.group_sale_salesman_all_leads",
            password="boss",
        )
        order = self.make_order((self.exclusive, 1), partner=self.boris)
        self.open(order, "loyalty_service_parts_manager_overrides", "boss")
        self.assertEqual(order.state, "sale")
