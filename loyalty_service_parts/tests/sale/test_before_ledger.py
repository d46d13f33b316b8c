"""Orders that plain Odoo confirmed before the addon came."""

from odoo.tests import tagged

from .common import SaleCommon


@tagged("post_install", "-at_install")
class TestBeforeLedger(SaleCommon):
    def old_order(self, used=0):
        """As if confirmed in plain Odoo: the balance was changed, no row is known."""
        if used:
            self.earn(used)
        order = self.make_order()
        if used:
            self.use_points(order, used)
        order.action_confirm()
        points = self.card.points
        self.env.flush_all()
        cr = self.env.cr
        cr.execute("SET LOCAL loyalty_points.maintenance = 'on'")
        cr.execute("DELETE FROM loyalty_points_allocation")
        cr.execute("DELETE FROM loyalty_points_entry")
        cr.execute("UPDATE sale_order SET points_terms = NULL")
        self.env.invalidate_all()
        self.env["loyalty.points.opening"]._open_all()
        cr.execute("SET LOCAL loyalty_points.maintenance = 'off'")
        self.assertLedger(balance=points)
        self.assertTrue(order.points_before_ledger)
        return order

    def test_what_follows_does_not_earn_again(self):
        """D12"""
        order = self.old_order()
        self.deliver(order)
        invoice = self.invoice(order)
        self.pay(invoice)
        order.write({"order_line": [(1, order.order_line.id, {"name": "Pads"})]})
        self.assertLedger(balance=100)

    def test_cancelling_takes_back_what_plain_odoo_gave_and_took(self):
        order = self.old_order(used=40)
        order._action_cancel()
        self.assertLedger(balance=40, debt=0)
        self.assertEqual(self.types()[-1], ("adjust", "posted", -20))

    def test_confirmed_again_it_is_an_order_like_any_other(self):
        order = self.old_order()
        order._action_cancel()
        order.action_draft()
        order._update_programs_and_rewards()
        order.action_confirm()
        self.assertLedger(balance=100)
        self.assertEqual(self.types()[-1], ("earn", "posted", 100))
