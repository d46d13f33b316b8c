"""A program tried with some customers, measured against others, then opened (S4)."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import SaleCommon


@tagged("post_install", "-at_install")
class TestPilot(SaleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.card.action_close()
        cls.customers = cls.env["res.partner"].union(
            *(cls.make_partner(f"Customer {number}") for number in range(10))
        )
        cls.manager = cls.make_user(
            "manager", "loyalty_service_parts.group_loyalty_manager"
        )
        cls.pilot = (
            cls.env["loyalty.pilot"]
            .with_user(cls.manager)
            .create(
                {
                    "program_id": cls.program.id,
                    "partner_domain": f"[('id', 'in', {cls.customers.ids})]",
                    "control_percent": 40,
                }
            )
        )

    def group(self, kind):
        return self.pilot.partner_ids.filtered(
            lambda row: row.kind == kind
        ).partner_id.sudo()

    def buy_for(self, partner, amount):
        order = self.make_order((self.part, 1, amount), partner=partner)
        order.action_confirm()
        return order

    def test_the_groups_are_drawn_from_the_same_customers(self):
        self.pilot.action_draw()
        self.assertEqual((len(self.group("pilot")), len(self.group("control"))), (6, 4))
        self.assertEqual(self.group("pilot") | self.group("control"), self.customers)

    def test_only_customers_of_the_pilot_take_part_until_it_is_opened(self):
        self.pilot.action_start()
        member, other = self.group("pilot")[0], self.group("control")[0]
        cards = self.env["loyalty.card"]
        self.buy_for(member, 100)
        self.buy_for(other, 100)
        self.assertEqual(cards._points_find_card(self.program, member).points, 100)
        self.assertFalse(cards._points_find_card(self.program, other))
        with self.assertRaisesRegex(UserError, "some customers only"):
            cards._points_enrol(self.program, other)
        self.pilot.action_open()
        self.buy_for(other, 100)
        self.assertEqual(cards._points_find_card(self.program, other).points, 100)

    def test_both_groups_are_measured_side_by_side(self):
        self.pilot.action_start()
        for partner in self.group("pilot")[:3]:
            self.buy_for(partner, 100)
            self.buy_for(partner, 200)
        self.buy_for(self.group("pilot")[3], 300)
        self.buy_for(self.group("control")[0], 500)
        self.buy_for(self.member, 9_000)
        self.env.invalidate_all()
        pilot = self.pilot
        self.assertEqual((pilot.pilot_buyers, pilot.control_buyers), (4, 1))
        self.assertAlmostEqual(pilot.pilot_sales, 200)
        self.assertAlmostEqual(pilot.control_sales, 125)
        self.assertAlmostEqual(pilot.pilot_repeat, 75)
        self.assertAlmostEqual(pilot.control_repeat, 0)
        self.assertAlmostEqual(pilot.pilot_average, 1200 / 7, 2)
        self.assertAlmostEqual(pilot.uplift, 60)

    def test_contacts_of_a_company_count_for_it(self):
        company = self.customers[0]
        company.is_company = True
        contact = self.make_partner("Contact", parent_id=company.id)
        self.pilot.action_draw()
        self.pilot.partner_ids.filtered(
            lambda row: row.partner_id == company
        ).kind = "pilot"
        self.pilot.action_start()
        self.buy_for(contact, 600)
        self.env.invalidate_all()
        self.assertEqual(self.pilot.pilot_buyers, 1)

    def test_the_groups_stay_once_it_has_begun(self):
        self.pilot.action_start()
        with self.assertRaisesRegex(UserError, "has begun"):
            self.pilot.action_draw()

    def test_two_groups_need_two_customers(self):
        self.pilot.partner_domain = f"[('id', '=', {self.member.id})]"
        with self.assertRaisesRegex(UserError, "nothing to compare"):
            self.pilot.action_start()

    def test_a_salesman_sees_no_pilot_and_still_sells(self):
        self.pilot.action_start()
        salesman = self.make_user("salesman", "sales_team.group_sale_salesman")
        with self.assertRaises(AccessError):
            self.pilot.with_user(salesman).read(["state"])
        order = self.make_order(partner=self.group("control")[0])
        order.user_id = salesman
        order.with_user(salesman).action_confirm()
        self.assertEqual(order.state, "sale")

    def test_without_a_pilot_orders_ask_nothing(self):
        self.env["loyalty.pilot"]._points_running()
        with self.assertQueryCount(0):
            self.assertFalse(self.env["loyalty.pilot"]._points_closed_to(self.member))
