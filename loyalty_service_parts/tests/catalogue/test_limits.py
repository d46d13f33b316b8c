"""A limited edition: at most so many per customer and period, and in all (S29)."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..sale.common import SaleCommon


@tagged("post_install", "-at_install")
class TestLimits(SaleCommon):
    def confirm(self, quantity=1, partner=None, **values):
        order = self.make_order((self.part, quantity), partner=partner, **values)
        order.action_confirm()
        return order

    def refuse(self, text, quantity=1, partner=None):
        order = self.make_order((self.part, quantity), partner=partner)
        self.assertIn(text, order.catalogue_text)
        with self.assertRaisesRegex(UserError, text), self.env.cr.savepoint():
            order.action_confirm()
        self.assertEqual(order.state, "draft")
        return order

    def test_no_more_in_all_than_the_edition_has(self):
        self.part.limit_total = 3
        self.confirm(2)
        boris = self.make_partner("Boris")
        self.refuse("1 are left, the order has 2", 2, boris)
        self.confirm(1, boris)
        self.assertEqual(self.part.product_tmpl_id.limit_sold, 3)
        self.refuse("0 are left", 1)

    def test_no_more_per_customer_in_the_period(self):
        self.part.write({"limit_member": 2, "limit_period": "month"})
        with self.on("2026-03-31"):
            self.confirm(2)
            self.refuse("at most 2", 1)
            self.confirm(2, self.make_partner("Boris"))
        with self.on("2026-04-01"):
            self.confirm(2)

    def test_a_month_begins_where_the_company_is(self):
        """22:00 UTC on 31 March is 1 April in Moscow."""
        self.env.company.partner_id.tz = "Europe/Moscow"
        self.part.write({"limit_member": 1, "limit_period": "month"})
        with self.on("2026-03-31", "20:30:00"):
            self.confirm()
        with self.on("2026-03-31", "22:00:00"):
            self.confirm()

    def test_contacts_of_a_company_are_one_customer(self):
        company = self.make_partner("Taxi", is_company=True)
        one, two = (
            self.make_partner(name, parent_id=company.id) for name in ("One", "Two")
        )
        self.part.limit_member = 1
        self.confirm(1, one)
        self.refuse("at most 1", 1, two)

    def test_what_comes_back_or_is_cancelled_may_be_sold_again(self):
        self.part.limit_total = 2
        order = self.confirm(2)
        picking = self.deliver(order)
        self.refuse("0 are left")
        self.give_back(picking, 1)
        other = self.confirm(1, self.make_partner("Boris"))
        self.refuse("0 are left")
        other._action_cancel()
        self.confirm()

    def test_an_exchange_sells_nothing(self):
        self.part.limit_total = 2
        order = self.confirm(1)
        picking = self.deliver(order)
        action = self._return_wizard(picking, 1).action_create_exchanges()
        back = self.env["stock.picking"].browse(action["res_id"])
        for move in back.move_ids:
            move.quantity, move.picked = 1, True
        back._action_done()
        self.deliver(order)
        self.assertEqual(self.part.product_tmpl_id.limit_sold, 1)

    def test_a_dozen_is_twelve(self):
        self.part.limit_total = 12
        order = self.make_order((self.part, 1))
        order.order_line.product_uom_id = self.env.ref("uom.product_uom_dozen")
        self.assertFalse(order.catalogue_text)
        order.action_confirm()
        self.assertEqual(self.part.product_tmpl_id.limit_sold, 12)

    def test_a_section_of_an_order_has_no_limit(self):
        self.part.limit_total = 3
        form = Form(self.env["sale.order"])
        form.partner_id = self.member
        with form.order_line.new() as line:
            line.product_id = self.part
            line.product_uom_qty = 4
        with form.order_line.new() as line:
            line.display_type = "line_section"
            line.name = "Brakes"
        self.assertIn("3 are left", form.catalogue_text)
        with self.assertRaises(UserError):
            form.save().action_confirm()

    def test_two_lines_of_an_order_count_together(self):
        self.part.limit_total = 3
        order = self.make_order((self.part, 2), (self.part, 2))
        with self.assertRaises(UserError):
            order.action_confirm()

    def test_a_manager_may_exceed_it_with_a_reason_that_is_kept(self):
        self.part.limit_total = 1
        order = self.refuse("1 are left", 2)
        manager = self.make_user(
            "manager",
            "loyalty_service_parts.group_loyalty_manager",
            "sales_team.group_sale_manager",
        )
        order.with_user(manager).catalogue_reason = "For the fair"
        order.action_confirm()
        self.assertIn("For the fair", "".join(order.message_ids.mapped("body")))

    def test_a_salesman_exceeds_nothing(self):
        self.part.limit_total = 1
        seller = self.make_user("seller", "sales_team.group_sale_salesman_all_leads")
        order = self.make_order((self.part, 2)).with_user(seller)
        with self.assertRaises(AccessError):
            order.catalogue_reason = "Please"
        with self.assertRaises(AccessError):
            order.create({"partner_id": self.member.id, "catalogue_reason": "Please"})
        with self.assertRaises(UserError):
            order.action_confirm()

    def test_an_order_that_was_paid_meanwhile_stays_a_quotation(self):
        self.part.limit_total = 1
        order = self.make_order((self.part, 1))
        self.confirm(1, self.make_partner("Boris"))
        self.assertIn("0 are left", order._points_confirm_problem())

    def test_a_salesman_confirms_though_others_sold_before(self):
        """He reads his own orders only; all count."""
        self.part.limit_total = 1
        self.confirm()
        seller = self.make_user("seller", "sales_team.group_sale_salesman")
        order = self.make_order((self.part, 1), user_id=seller.id).with_user(seller)
        with self.assertRaises(UserError):
            order.action_confirm()

    def test_what_has_no_limit_costs_no_query(self):
        order = self.make_order((self.part, 1))
        order._catalogue_check(order._catalogue_lines())
        with self.assertQueryCount(0):
            order._catalogue_check(order._catalogue_lines())
