"""A part with its installation: one line adds the work (S32)."""

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import CatalogueCommon


@tagged("post_install", "-at_install")
class TestInstall(CatalogueCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.part.write(
            {
                "install_product_id": cls.labour.id,
                "install_hours": 1.5,
                "warranty_months": 12,
            }
        )

    def with_work(self, quantity=2, **values):
        order = self.make_order((self.part, quantity), **values)
        order.order_line.filtered("can_install").action_install()
        part = order.order_line.filtered(lambda line: line.product_id == self.part)
        return order, part, part.installed_by_id

    def test_the_button_adds_the_work_below_its_part(self):
        order = self.make_order((self.part, 2), (self.exclusive, 1))
        order.order_line[0].action_install()
        lines = order.order_line.sorted()
        self.assertEqual(
            lines.product_id.ids, [self.part.id, self.labour.id, self.exclusive.id]
        )
        self.assertEqual(lines[0].installed_by_id, lines[1])
        self.assertEqual(lines[1].product_uom_qty, 2, "sold by the piece")

    def test_work_that_is_sold_by_the_hour_takes_its_usual_duration(self):
        self.labour.uom_id = self.env.ref("uom.product_uom_hour")
        _order, _part, work = self.with_work()
        self.assertEqual(work.product_uom_qty, 3)

    def test_work_costs_what_the_tier_says(self):
        self.gold.labour_discount = 20
        _order, _part, work = self.with_work()
        self.assertEqual(work.discount, 20)
        self.assertEqual(work.price_subtotal, 80)

    def test_more_pieces_need_more_work_unless_something_else_was_agreed(self):
        _order, part, work = self.with_work()
        part.product_uom_qty = 3
        self.assertEqual(work.product_uom_qty, 3)
        work.product_uom_qty = 1
        part.product_uom_qty = 4
        self.assertEqual(work.product_uom_qty, 1)

    def test_an_installation_is_added_once(self):
        order, part, _work = self.with_work()
        with self.assertRaisesRegex(UserError, "has one"):
            part.action_install()
        with self.assertRaisesRegex(UserError, "without an installation"):
            self.make_order((self.exclusive, 1)).order_line.action_install()
        order.action_confirm()
        self.assertFalse(part.can_install)

    def test_a_copied_quotation_has_the_work_of_its_own_part(self):
        order, _part, _work = self.with_work()
        copy = order.copy()
        part = copy.order_line.filtered(lambda line: line.product_id == self.part)
        self.assertEqual(part.installed_by_id.order_id, copy)
        self.assertEqual(part.installed_by_id.product_id, self.labour)
        part.product_uom_qty = 5
        self.assertEqual(part.installed_by_id.product_uom_qty, 5)

    def test_work_goes_with_the_last_part_that_it_was_for(self):
        order, part, work = self.with_work()
        second = part.copy({"order_id": order.id, "installed_by_id": work.id})
        part.unlink()
        self.assertTrue(work.exists(), "the other part needs it")
        second.unlink()
        self.assertFalse(work.exists())
        self.assertFalse(order.order_line)

    def test_the_warranty_starts_when_the_work_is_done(self):
        order, part, work = self.with_work(1)
        with self.on("2026-03-01"):
            order.action_confirm()
            self.deliver(order)
        warranty = self.env["loyalty.warranty"].search([("sale_line_id", "=", part.id)])
        self.assertEqual(warranty.state, "waiting")
        with self.on("2026-03-10"):
            work.qty_delivered = 1
        self.assertEqual(str(warranty.start_date), "2026-03-10")

    def test_a_part_that_comes_back_reverses_only_its_points(self):
        self.program.points_accrual = "confirm"
        before = self.card.points
        order, part, work = self.with_work(1)
        order.action_confirm()
        picking = self.deliver(order)
        work.qty_delivered = 1
        self.env.invalidate_all()
        self.assertEqual(self.card.points, before + 150)
        self.give_back(picking, 1)
        self.env.invalidate_all()
        self.assertEqual(self.card.points, before + 50, "the work is kept")
        self.assertEqual(work.qty_delivered, 1)
        self.assertTrue(part.installed_by_id)

    def test_work_that_is_cancelled_reverses_only_its_points(self):
        self.program.points_accrual = "confirm"
        before = self.card.points
        order, _part, work = self.with_work(1)
        order.action_confirm()
        self.deliver(order)
        work.product_uom_qty = 0
        self.env.invalidate_all()
        self.assertEqual(self.card.points, before + 100)

    def test_a_salesman_clicks_it(self):
        clerk = self.make_user("clerk", "sales_team.group_sale_salesman_all_leads")
        form = Form(self.env["sale.order"].with_user(clerk))
        form.partner_id = self.member
        with form.order_line.new() as line:
            line.product_id = self.part
        order = form.save()
        order.order_line.action_install()
        self.assertEqual(len(order.order_line.filtered("product_id")), 2)
