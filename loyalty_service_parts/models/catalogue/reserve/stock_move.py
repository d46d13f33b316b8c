"""A delivery takes no stock that is kept for others (S30).

Core asks for stock in one place, `_update_reserved_quantity`; what is asked for is cut to what
the customer may take. Moves within the warehouse, receipts, scrap and inventory never come here
or are not deliveries.
"""

from odoo import fields, models
from odoo.tools import float_compare

from .desk import ANYBODY
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
        if desk is None or not desk.knows(key):
            desk = self._reserve_desk(lock=True)
        if desk is None or not desk.knows(key) or not self._reserve_leaves():
            return super()._update_reserved_quantity(
                need, location_id, lot_id, package_id, owner_id, strict
            )
        customer = self._reserve_customer()
        room = self._reserve_round(max(min(need, desk.room(key, customer)), 0.0))
        taken = super()._update_reserved_quantity(
            room, location_id, lot_id, package_id, owner_id, strict
        )
        if taken:
            self._reserve_count(desk.take(key, customer, taken))
        return taken

    def _reserve_desk(self, lock=False):
        """What is kept of the products of these moves, or None."""
        warehouses = self.location_id.warehouse_id
        if not warehouses:
            return None
        return self.env["loyalty.stock.reserve"]._reserve_desk(
            self.product_id, warehouses, lock=lock
        )

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
        chain = self | self.browse(self._rollup_move_dests())
        ends = [one.location_final_id or one.location_dest_id for one in chain]
        return any(
            end.usage in _LEAVES_TO and not end._child_of(warehouse.view_location_id)
            for end in ends
        )

    def _reserve_orders(self):
        """Sale orders that a move serves."""
        # whoever delivers need not be allowed to read orders
        move = self.sudo()
        return move._get_sale_order_lines().order_id or move.reference_ids.sale_ids

    def _reserve_customer(self):
        """Whom a move is for, as the desk knows him; of several, what all of them may take."""
        orders = self._reserve_orders()
        if not orders:
            return ANYBODY
        reserves = self.env["loyalty.stock.reserve"]
        if len(orders.partner_id) > 1:
            return ANYBODY
        return reserves._reserve_customer(
            orders.partner_id, orders.company_id, orders.ids
        )

    def _reserve_is_short(self, desk):
        """Whether others' reserves are short after this move took what it has."""
        key, customer = self._reserve_key(), self._reserve_customer()
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
        for customer, moves in self.grouped(
            lambda move: move._reserve_customer()
        ).items():
            quantities = super(
                StockMove, moves.with_context(**{CUSTOMER: customer})
            )._prepare_procurement_qty()
            result.update(zip(moves.ids, quantities, strict=True))
        return [result[move.id] for move in self]
