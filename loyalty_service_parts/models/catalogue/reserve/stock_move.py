"""A delivery takes no stock that is kept for others (S30).

Core asks for stock in one place, `_update_reserved_quantity`; what is asked for is cut to what
the customer may take. Moves within the warehouse, receipts, scrap and inventory never come here
or are not deliveries.
"""

from odoo import fields, models
from odoo.tools import float_compare

from .desk import ANYBODY, Customer
from .product_product import CUSTOMER

#: Context key: the desk of the batch that is being reserved.
DESK = "loyalty_reserve_desk"
#: Where a move has to lead to take stock from members.
_LEAVES_TO = ("customer", "production", "internal", "transit")


class StockMove(models.Model):
    # one concern a file, one file a room
    _inherit = "stock.move"  # pylint: disable=consider-merging-classes-inherited

    reserve_id = fields.Many2one(
        "loyalty.stock.reserve",
        "Taken From Reserve",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    def _action_assign(self, force_qty=False):
        """One look at the reserves for the whole batch; who comes second starts over."""
        desk = self._reserve_desk(lock=True)
        if desk is None:
            return super()._action_assign(force_qty=force_qty)
        moves = self.with_context(**{DESK: desk})
        return super(StockMove, moves)._action_assign(force_qty=force_qty)

    def _update_reserved_quantity(
        self,
        need,
        location_id,
        lot_id=None,
        package_id=None,
        owner_id=None,
        strict=True,
    ):
        """At most what is not kept for others."""
        desk = self.env.context.get(DESK)
        key = self._reserve_key()
        if desk is None or not desk.knows(key) or self.id not in desk.customers:
            desk = self._reserve_desk(lock=True)
        customer = desk and desk.customers.get(self.id)
        if not customer:
            return super()._update_reserved_quantity(
                need, location_id, lot_id, package_id, owner_id, strict
            )
        room = self._reserve_round(max(min(need, desk.room(key, customer)), 0.0))
        taken = super()._update_reserved_quantity(
            room, location_id, lot_id, package_id, owner_id, strict
        )
        if taken:
            self._reserve_count(desk.take(key, customer, taken))
        return taken

    def _reserve_desk(self, lock=False):
        """What is kept of the products of these moves, and for whom they are; or None."""
        warehouses = self.location_id.warehouse_id
        if not warehouses:
            return None
        desk = self.env["loyalty.stock.reserve"]._reserve_desk(
            self.product_id, warehouses, lock=lock
        )
        if desk is not None:
            kept = self.filtered(lambda move: desk.knows(move._reserve_key()))
            desk.customers = kept._reserve_customers()
        return desk

    def _reserve_key(self):
        return (self.product_id.id, self.location_id.warehouse_id.id)

    def _reserve_round(self, quantity):
        """Whole packages, where the category reserves only those."""
        if (
            not self.packaging_uom_id
            or self.product_id.categ_id.packaging_reserve_method != "full"
        ):
            return quantity
        return self.packaging_uom_id._check_qty(
            quantity, self.product_id.uom_id, "DOWN"
        )

    def _reserve_count(self, reserve_id):
        """The pieces are counted to a reserve, the first that the move took from."""
        if reserve_id and not self.reserve_id:
            # kept by the reservation alone
            self.sudo().reserve_id = reserve_id

    def _reserve_leaves(self):
        """Whether a move takes goods from the shelves out of the warehouse."""
        self.ensure_one()
        warehouse = self.location_id.warehouse_id
        if not self.location_id._child_of(warehouse.lot_stock_id) and (
            self.location_id != warehouse.view_location_id
        ):
            return False
        return self._reserve_ends_outside(warehouse) or any(
            move._reserve_ends_outside(warehouse)
            for move in self.browse(self._rollup_move_dests()) - self
        )

    def _reserve_ends_outside(self, warehouse):
        end = self.location_final_id or self.location_dest_id
        return end.usage in _LEAVES_TO and not end._child_of(warehouse.view_location_id)

    def _reserve_orders(self):
        """Sale orders that a move serves."""
        # whoever delivers need not be allowed to read orders
        move = self.sudo()
        return (
            move.sale_line_id.order_id
            or move._get_sale_order_lines().order_id
            or move.reference_ids.sale_ids
        )

    def _reserve_customers(self):
        """`{move id: whom it is for}`; None for a move that stays in the warehouse.

        A move for several customers takes what anybody may take.
        """
        orders = {move: move._reserve_orders() for move in self if move._reserve_leaves()}
        everyone = self.env["sale.order"].sudo().union(*orders.values())
        customers = self.env["loyalty.stock.reserve"]._reserve_customers(everyone)
        result = dict.fromkeys(self.ids)
        for move, own in orders.items():
            known = [customers[order] for order in own]
            one = len(own.partner_id) == 1 and len(own.company_id) == 1
            result[move.id] = (
                Customer(known[0].grants, tuple(own.ids)) if one else ANYBODY
            )
        return result

    def _reserve_is_short(self, desk):
        """Whether others' reserves are short after this move took what it has."""
        key, customer = self._reserve_key(), desk.customers[self.id]
        rounding = self.product_id.uom_id.rounding
        return (
            desk.kept(key, customer) > 0
            and float_compare(desk.room(key, customer), 0, precision_rounding=rounding)
            < 0
        )

    def _prepare_procurement_qty(self):
        """What is kept for others is not there: the rest is procured."""
        desk = self._reserve_desk()
        if desk is None:
            return super()._prepare_procurement_qty()
        result = {}
        by_customer = self.grouped(lambda move: desk.customers.get(move.id))
        for customer, moves in by_customer.items():
            if customer is not None:
                moves = moves.with_context(**{CUSTOMER: customer})
            quantities = super(StockMove, moves)._prepare_procurement_qty()
            result.update(zip(moves.ids, quantities, strict=True))
        return [result[move.id] for move in self]
