"""No reservation by others increases what a live reserve is short of (S30)."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...models.catalogue.reserve.desk import ANYBODY, Customer, Desk, Reserve
from .common import CatalogueCommon

KEY = (1, 1)
#: Tiers 1 < 2 < 3 of one program; each includes those below.
CUSTOMERS = [ANYBODY] + [
    Customer(grants=((1, tuple(range(1, tier + 1))),)) for tier in range(4)
]
_reserves = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 12)), max_size=5
)
_takes = st.lists(st.tuples(st.sampled_from(CUSTOMERS), st.integers(1, 8)), max_size=12)


@tagged("post_install", "-at_install")
class TestDesk(BaseCase):
    @settings(max_examples=400, deadline=None)
    @given(st.integers(-3, 30), _reserves, _takes)
    def test_whoever_it_is_not_kept_for_never_makes_it_short(self, free, kept, takes):
        rows = [
            Reserve(id=number, left=left, tier=tier, program=program, rank=tier)
            for number, (tier, program, left) in enumerate(kept, start=1)
        ]
        desk = Desk({KEY: free}, {KEY: rows})
        for customer, wanted in takes:
            before = {one.id: pieces for one, pieces in desk.granted(KEY)}
            pieces = max(min(wanted, desk.room(KEY, customer)), 0)
            desk.take(KEY, customer, pieces)
            for one, after in desk.granted(KEY):
                if not one.is_for(customer):
                    self.assertGreaterEqual(after, before[one.id])
            self.assertTrue(all(one.left >= 0 for one in rows))

    @settings(max_examples=200, deadline=None)
    @given(st.integers(0, 30), _reserves, st.integers(1, 40))
    def test_a_higher_customer_gets_at_least_what_a_lower_one_gets(
        self, free, kept, wanted
    ):
        rows = [
            Reserve(id=number, left=left, tier=tier, program=0, rank=tier)
            for number, (tier, _program, left) in enumerate(kept, start=1)
        ]
        desk = Desk({KEY: free}, {KEY: rows})
        rooms = [min(wanted, desk.room(KEY, one)) for one in CUSTOMERS]
        self.assertEqual(rooms, sorted(rooms))

    def test_an_order_s_own_pieces_come_first_then_those_of_the_highest_tier(self):
        gold = Customer(grants=((1, (1, 2)),), orders=(7,))
        low = Reserve(id=1, left=1, tier=1, rank=1)
        high = Reserve(id=2, left=1, tier=2, rank=2)
        held = Reserve(id=3, left=1, order=7)
        desk = Desk({KEY: 9}, {KEY: [low, high, held]})
        self.assertEqual(desk.take(KEY, gold, 2), [(3, 1), (2, 1)])
        self.assertEqual(desk.take(KEY, gold, 4), [(1, 1)], "the rest was nobody's")


@tagged("post_install", "-at_install")
class TestReserveHistory(CatalogueCommon):
    """Random days of a warehouse: orders, deliveries, receipts, unreserving, returns."""

    def setUp(self):
        super().setUp()
        self.pads = self.make_product("Ceramic pads", 0)
        self.warehouse = self.env["stock.warehouse"].search([], limit=1)
        self.reserves = self.env["loyalty.stock.reserve"].create(
            [
                {
                    "product_id": self.pads.id,
                    "warehouse_id": self.warehouse.id,
                    "date_from": "2020-01-01",
                    "tier_id": tier.id,
                    **values,
                }
                for tier, values in (
                    (self.gold, {"quantity": 6}),
                    (self.silver, {"kind": "share", "share": 30}),
                )
            ]
        )
        self.orders = self.env["sale.order"]

    def short(self, partner):
        """What the reserves that are not for a customer are short of."""
        self.env.invalidate_all()
        desk = self.env["loyalty.stock.reserve"]._reserve_desk(self.pads)
        customer = desk and self.env["loyalty.stock.reserve"]._reserve_customer(
            partner, self.env.company
        )
        key = (self.pads.id, self.warehouse.id)
        if desk is None:
            return 0
        return max(desk.kept(key, customer) - desk.free.get(key, 0), 0)

    def step(self, dice):
        partner = dice.choice([self.member, self.boris, self.stranger])
        kind = dice.choice(["sell"] * 4 + ["deliver", "unreserve", "assign", "receive"])
        open_orders = self.orders.filtered(
            lambda order: order.picking_ids.filtered(
                lambda one: one.state not in ("done", "cancel")
            )
        )
        if kind == "receive" or not open_orders and kind != "sell":
            self.env["stock.quant"]._update_available_quantity(
                self.pads, self.stock, dice.randint(1, 12)
            )
            return
        if kind == "sell":
            before = self.short(partner)
            order = self.make_order((self.pads, dice.randint(1, 6)), partner=partner)
            order.action_confirm()
            self.orders |= order
            self.assertLessEqual(self.short(partner), before, partner.name)
            return
        order = dice.choice(list(open_orders))
        picking = order.picking_ids.filtered(
            lambda one: one.state not in ("done", "cancel")
        )[:1]
        before = self.short(order.partner_id)
        if kind == "unreserve":
            picking.do_unreserve()
        elif kind == "assign":
            picking.action_assign()
            self.assertLessEqual(self.short(order.partner_id), before)
        elif any(picking.move_ids.mapped("quantity")):
            picking.move_ids.picked = True
            picking.with_context(cancel_backorder=False)._action_done()

    def test_random_days(self):
        for seed in range(3):
            dice = random.Random(seed)  # noqa: S311 a history that can be repeated
            for number in range(40):
                with self.subTest(seed=seed, step=number):
                    self.step(dice)
            quants = self.env["stock.quant"].search(
                [("product_id", "=", self.pads.id), ("location_id", "=", self.stock.id)]
            )
            for quant in quants:
                self.assertGreaterEqual(quant.quantity, quant.reserved_quantity)
