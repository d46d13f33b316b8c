"""A delivery takes no stock that is kept for others (S30).

Core asks for stock in one place, `_update_reserved_quantity`; what is asked for is cut to what
the customer may take. Moves within the warehouse, receipts, scrap and inventory never come here
or are not deliveries.
"""

from odoo import models
from odoo.tools import float_compare

from .desk import ANYBODY, Customer, Desk

#: Context key: the desk of the batch that is being reserved.
DESK = "loyalty_reserve_desk"
#: Where a move has to lead to take stock from members.
_LEAVES_TO = ("customer", "production", "internal", "transit")


class StockMove(models.Model):
    # one concern a file, one file a room
    _inherit = "stock.move"  # pylint: disable=consider-merging-classes-inherited

    def _action_assign(self, force_qty=False):
        """One look at the reserves for the whole batch; who comes second starts over."""
        desk = self._reserve_desk(lock=True) or Desk()
        # a move that nothing is kept from is known, too: nobody looks for it again
        desk.customers = {**dict.fromkeys(self.ids), **desk.customers}
        moves = self._reserve_sorted().with_context(**{DESK: desk})
        return super(StockMove, moves)._action_assign(force_qty=force_qty)

    def _reserve_sorted(self):
        """Members who are served first before the others, whatever day they wait since."""
        if not self.env["loyalty.tier"]._catalogue_serves_first():
            return self
        return self.sorted("priority", reverse=True)

    def _do_unreserve(self):
        """What a move gave back is not counted to a reserve any more."""
        result = super()._do_unreserve()
        # kept by the reservation alone
        uses = self.env["loyalty.stock.reserve.use"].sudo()
        uses.search([("move_id", "in", self.ids)]).filtered(
            lambda use: not use.move_id.quantity
        ).unlink()
        return result

    def write(self, vals):
        """A move that is sent elsewhere is asked like a new one."""
        result = super().write(vals)
        if vals.keys() & {"location_dest_id", "location_final_id"}:
            self.move_line_ids.filtered("quantity")._reserve_check()
        return result

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
        key = self._reserve_key()
        desk = self._reserve_served_by()
        if desk is None or self.id not in desk.customers:
            desk = self._reserve_desk(lock=True) or Desk()
        customer = desk.customers.get(self.id)
        if customer:
            need = self._reserve_round(max(min(need, desk.room(key, customer)), 0.0))
        taken = super()._update_reserved_quantity(
            need, location_id, lot_id, package_id, owner_id, strict
        )
        if taken and desk.knows(key):
            self._reserve_count(desk.take(key, customer or ANYBODY, taken), taken)
        return taken

    def _reserve_served_by(self):
        """The desk of the batch that is being reserved, or None; nobody brings his own."""
        desk = self.env.context.get(DESK)
        return desk if isinstance(desk, Desk) else None

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

    def _reserve_leaves(self):
        """Whether a move takes goods out of the warehouse that nobody asked about before."""
        self.ensure_one()
        warehouse = self.location_id.warehouse_id
        if not self.location_id._child_of(warehouse.view_location_id):
            return False
        if self.move_orig_ids and not self.location_id._child_of(
            warehouse.lot_stock_id
        ):
            # a step of a delivery: the step that left the shelf was asked
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
        orders = move.sale_line_id.order_id or move._get_sale_order_lines().order_id
        # an order can be chosen on a transfer by hand: its customer must be who gets it
        to = move.partner_id.commercial_partner_id
        return orders.filtered(
            lambda order: (
                not to
                or to
                in (order.partner_id | order.partner_shipping_id).commercial_partner_id
            )
        )

    def _reserve_customers(self):
        """`{move id: whom it is for}`; None for a move that stays in the warehouse.

        A move for several customers takes what anybody may take.
        """
        orders = {
            move: move._reserve_orders() for move in self if move._reserve_leaves()
        }
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

    def _reserve_shortage(self, desk, pieces):
        """How many pieces were taken to the cost of others; 0 if there was room.

        :param pieces: how many more the move has now, in the product's unit
        """
        key, customer = self._reserve_key(), desk.customers[self.id]
        if not desk.concerns_others(key, customer):
            return 0.0
        before = Desk({key: desk.free.get(key, 0.0) + pieces}, desk.reserves)
        rounding = self.product_id.uom_id.rounding
        room = max(before.room(key, customer), 0.0)
        over = float_compare(pieces, room, precision_rounding=rounding) > 0
        return pieces - room if over else 0.0

    def _prepare_procurement_qty(self):
        """What is kept for others is not there: the rest is procured."""
        quantities = super()._prepare_procurement_qty()
        asked = self.filtered(
            lambda move: move.rule_id.procure_method == "mts_else_mto"
        )
        desk = asked._reserve_desk()
        if desk is None:
            return quantities
        result = dict(zip(self, quantities, strict=True))
        for move in asked:
            customer, key = desk.customers.get(move.id), move._reserve_key()
            if not customer:
                continue
            taken = max(min(move.product_qty, desk.room(key, customer)), 0.0)
            desk.take(key, customer, taken)
            result[move] = move.product_id.uom_id._compute_quantity(
                move.product_qty - taken, move.product_uom, rounding_method="HALF-UP"
            )
        return [result[move] for move in self]
