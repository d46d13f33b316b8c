"""Two orders for the last piece at once: one of them is refused (S29)."""

import threading

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.service.model import retrying
from odoo.tests import tagged

from ..ledger.common import CommittingCase


@tagged("post_install", "-at_install")
class TestLimitsConcurrency(CommittingCase):
    cards = 2

    def setUp(self):
        super().setUp()
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            product = env["product.product"].create(
                {"name": "Last Piece", "type": "service", "limit_total": 1}
            )
            orders = env["sale.order"].create(
                [
                    {
                        "partner_id": partner_id,
                        "order_line": [Command.create({"product_id": product.id})],
                    }
                    for partner_id in self.partner_ids
                ]
            )
            self.product_id, self.order_ids = product.id, orders.ids

    def clean(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            orders = env["sale.order"].browse(self.order_ids)
            orders._action_cancel()
            orders.unlink()
            env["product.product"].browse(self.product_id).unlink()
        return super().clean()

    def confirm(self, order_id, results, barrier):
        """What a request does: an attempt, retried on a serialization failure."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"loyalty_no_mail": True})
            waited = []

            def work():
                env.cr.execute("SELECT 1")  # the snapshot begins before anybody commits
                if not waited:
                    waited.append(barrier.wait(20))
                order = env["sale.order"].browse(order_id)
                order._catalogue_check(order._catalogue_lines())
                env.cr.execute(
                    "UPDATE sale_order SET state = 'sale' WHERE id = %s", (order_id,)
                )

            try:
                retrying(work, env)
                results.append("confirmed")
            except UserError:
                cr.rollback()
                results.append("refused")

    def test_the_last_piece_is_sold_once(self):
        results, barrier = [], threading.Barrier(2)
        self.run_threads(
            [
                threading.Thread(target=self.confirm, args=(one, results, barrier))
                for one in self.order_ids
            ]
        )
        self.assertEqual(sorted(results), ["confirmed", "refused"])
