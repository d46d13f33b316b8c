"""The last pieces from two connections at once: nobody takes what is kept for others (S30)."""

import threading

from odoo import SUPERUSER_ID, api
from odoo.fields import Command
from odoo.service.model import retrying
from odoo.tests import tagged

from ..ledger.common import CommittingCase


@tagged("post_install", "-at_install")
class TestReserveConcurrency(CommittingCase):
    cards = 1

    def setUp(self):
        super().setUp()
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"loyalty_no_mail": True})
            self.warehouse_id = env["stock.warehouse"].search([], limit=1).id
            strangers = env["res.partner"].create([{"name": "One"}, {"name": "Two"}])
            self.partner_ids += strangers.ids
            product = env["product.product"].create(
                {"name": "Last Pieces", "is_storable": True, "list_price": 0}
            )
            self.product_id = product.id
            orders = env["sale.order"].create(
                [
                    {
                        "partner_id": partner_id,
                        "order_line": [Command.create({"product_id": product.id})],
                    }
                    for partner_id in self.partner_ids
                ]
            )
            orders.action_confirm()
            self.order_ids = orders.ids

    def stock(self, pieces, kept):
        """So many shelves with one piece each, some of them kept for members."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            warehouse = env["stock.warehouse"].browse(self.warehouse_id)
            product = env["product.product"].browse(self.product_id)
            for number in range(pieces):
                shelf = env["stock.location"].create(
                    {
                        "name": f"Shelf {number}",
                        "location_id": warehouse.lot_stock_id.id,
                    }
                )
                env["stock.quant"]._update_available_quantity(product, shelf, 1)
            env["loyalty.stock.reserve"].create(
                {
                    "product_id": product.id,
                    "warehouse_id": warehouse.id,
                    "quantity": kept,
                    "program_id": self.program_id,
                    "date_from": "2020-01-01",
                }
            )

    def clean(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            orders = env["sale.order"].browse(self.order_ids)
            pickings = orders.picking_ids
            orders._action_cancel()
            pickings.unlink()
            orders.unlink()
            quants = env["stock.quant"].search([("product_id", "=", self.product_id)])
            shelves = quants.location_id
            cr.execute("DELETE FROM stock_quant WHERE id IN %s", (tuple(quants.ids),))
            env.invalidate_all()
            env["product.product"].browse(self.product_id).unlink()
            shelves.unlink()
            # cards that the orders made
            env["loyalty.card"].search(
                [("program_id", "=", self.program_id), ("id", "not in", self.card_ids)]
            ).unlink()
        return super().clean()

    def reserve(self, order_id, barrier):
        """What a request does: an attempt, retried on a serialization failure."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            waited = []

            def work():
                env.cr.execute("SELECT 1")  # the snapshot begins before anybody commits
                if not waited:
                    waited.append(barrier.wait(20))
                order = env["sale.order"].browse(order_id)
                order.picking_ids.move_ids._action_assign()

            retrying(work, env)

    def reserved(self, *order_ids):
        barrier = threading.Barrier(len(order_ids))
        self.run_threads(
            [
                threading.Thread(target=self.reserve, args=(one, barrier))
                for one in order_ids
            ]
        )
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            orders = env["sale.order"].browse(order_ids)
            return [sum(one.picking_ids.move_ids.mapped("quantity")) for one in orders]

    def test_a_member_and_another_want_the_last_piece_that_is_kept(self):
        self.stock(1, kept=1)
        member, other, _third = self.order_ids
        self.assertEqual(self.reserved(member, other), [1, 0])

    def test_two_others_want_the_one_piece_that_is_not_kept(self):
        """Each could take a piece from a shelf of its own: no row of core's is shared."""
        self.stock(2, kept=1)
        _member, one, two = self.order_ids
        self.assertEqual(sorted(self.reserved(one, two)), [0, 1])
