"""Whatever happens to an order, in whatever sequence: its points add up."""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import SaleCommon

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("deliver"), st.integers(1, 6)),
        st.tuples(st.just("give_back"), st.integers(1, 4)),
        st.tuples(st.just("invoice"), st.just(0)),
        st.tuples(st.just("pay"), st.integers(1, 400)),
        st.tuples(st.just("credit"), st.integers(1, 10)),
        st.tuples(st.just("quantity"), st.integers(1, 12)),
        st.tuples(st.just("spend_elsewhere"), st.integers(1, 60)),
    ),
    min_size=3,
    max_size=8,
)


@tagged("post_install", "-at_install")
class TestOrderProperties(SaleCommon):
    def test_every_history_adds_up_and_cancelling_leaves_nothing(self):
        @settings(
            max_examples=25,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(
            steps=STEPS,
            accrual=st.sampled_from(["confirm", "delivery", "invoice", "paid"]),
        )
        def live(steps, accrual):
            savepoint = self.env.cr.savepoint()
            self.live(steps, accrual)
            savepoint.rollback()
            savepoint.close()
            self.env.invalidate_all()

        live()

    def live(self, steps, accrual):
        self.program.points_accrual = accrual
        self.earn(100, expiry_date=self.day("2099-01-31"))
        order = self.make_order((self.part, 10))
        self.use_points(order, 60)
        order.action_confirm()
        self.check(order)
        due = sum(order._points_entries().mapped("points"))
        self.assertEqual(due, 1000 - 60 - 60, "all that was not paid with points earns")
        for name, value in steps:
            getattr(self, f"step_{name}")(order, value)
            self.check(order)
        if order.invoice_ids.filtered(lambda move: move.state == "posted"):
            return
        order._action_cancel()
        self.check(order)
        self.assertEqual(self.net(order, "earn"), 0)
        self.assertEqual(self.net(order, "redeem"), 0)

    # -- what must be true -----------------------------------------------------------------
    def check(self, order):
        self.env.invalidate_all()
        before = self.card.entry_ids
        order._points_sync()
        self.env.invalidate_all()
        self.assertEqual(self.card.entry_ids, before, "a second look posts nothing")
        self.assertSound()
        line = order.order_line.filtered(lambda line: not line.reward_id)
        earned = self.net(order, "earn")
        self.assertGreaterEqual(earned, 0)
        self.assertLessEqual(earned, line.price_total + 1e-6)
        self.assertLessEqual(-60.0001, self.net(order, "redeem"))
        self.assertLessEqual(self.net(order, "redeem"), 0)
        lots = sum(lot.remaining for lot in self.card._points_lots())
        debt = self.card.points_debt
        self.assertAlmostEqual(self.card.points, lots - debt, 4)
        self.assertFalse(lots and debt, "usable points beside a debt")

    def net(self, order, kind):
        entries = order._points_entries().filtered(
            lambda entry: entry.state == "posted"
        )
        own = entries.filtered(
            lambda entry: (
                entry.type == kind
                or (entry.type == "reversal" and entry.reverses_id.type == kind)
            )
        )
        return round(sum(own.mapped("points")), 4)

    # -- what may happen ---------------------------------------------------------------------
    def step_deliver(self, order, pieces):
        picking = order.picking_ids.filtered(
            lambda picking: (
                picking.state in ("confirmed", "assigned")
                and picking.picking_type_code == "outgoing"
            )
        )[:1]
        if not picking:
            return
        for move in picking.move_ids:
            move.quantity = min(pieces, move.product_uom_qty)
            move.picked = True
        picking._action_done()

    def step_give_back(self, order, pieces):
        line = order.order_line.filtered(lambda line: not line.reward_id)
        done = order.picking_ids.filtered(
            lambda picking: (
                picking.state == "done" and picking.picking_type_code == "outgoing"
            )
        )[:1]
        if done and line.qty_delivered >= pieces and done.move_ids.quantity >= pieces:
            self.give_back(done, pieces)

    def step_invoice(self, order, _value):
        try:
            with self.env.cr.savepoint():
                self.invoice(order)
        except UserError:
            return  # there is nothing left to invoice

    def open_invoice(self, order):
        return order.invoice_ids.filtered(
            lambda move: (
                move.state == "posted"
                and move.move_type == "out_invoice"
                and move.amount_residual > 0
            )
        )[:1]

    def step_pay(self, order, amount):
        if invoice := self.open_invoice(order):
            self.pay(invoice, min(amount, invoice.amount_residual))

    def step_credit(self, order, tenths):
        invoice = order.invoice_ids.filtered(
            lambda move: (
                move.state == "posted"
                and move.move_type == "out_invoice"
                and not move.reversal_move_ids
            )
        )[:1]
        if invoice:
            self.credit(invoice, tenths / 10)

    def step_quantity(self, order, quantity):
        line = order.order_line.filtered(lambda line: not line.reward_id)
        if quantity >= line.qty_delivered and not order.invoice_ids:
            line.product_uom_qty = quantity

    def step_spend_elsewhere(self, order, points):
        usable = self.card._points_usable()[self.card]
        if usable >= points:
            self.redeem(points)
