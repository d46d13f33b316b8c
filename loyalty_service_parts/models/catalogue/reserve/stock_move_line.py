"""Stock that is kept for others is not taken by hand either (S30)."""

from odoo import api, models
from odoo.exceptions import UserError

from .stock_move import DESK


class StockMoveLine(models.Model):
    # one concern a file, one file a room
    _inherit = "stock.move.line"  # pylint: disable=consider-merging-classes-inherited

    @api.model_create_multi
    def create(self, vals_list):
        """:raise UserError: what is kept for others would be taken"""
        lines = super().create(vals_list)
        lines.filtered("quantity")._reserve_check()
        return lines

    def write(self, vals):
        """:raise UserError: what is kept for others would be taken"""
        if not vals.keys() & {"quantity", "location_id", "lot_id", "product_uom_id"}:
            return super().write(vals)
        before = {line: line.quantity_product_uom for line in self}
        result = super().write(vals)
        self.exists().filtered(
            lambda line: (
                "location_id" in vals or line.quantity_product_uom > before[line]
            )
        )._reserve_check()
        return result

    def _reserve_check(self):
        """Refuse what takes from others' reserves, unless a manager gave a reason."""
        if DESK in self.env.context:
            return  # reserved by Odoo: cut before
        moves = self.filtered(lambda line: line.state not in ("done", "cancel")).move_id
        desk = moves._reserve_desk(lock=True)
        if desk is None:
            return
        for move in moves:
            customer = desk.customers.get(move.id)
            if not customer:
                continue
            own = desk.own(move._reserve_key(), customer)
            if own:
                move._reserve_count(own.id)
            if move._reserve_is_short(desk):
                move._reserve_refuse()


class StockMove(models.Model):
    # what a line asks of its move
    _inherit = "stock.move"  # pylint: disable=consider-merging-classes-inherited

    def _reserve_refuse(self):
        """:raise UserError: stock is kept for members, and nobody allowed to take it"""
        picking = self.picking_id
        if picking._reserve_is_allowed():
            picking._reserve_log(self)
            return
        raise UserError(
            self.env._(
                "Of “%(product)s” the rest is kept for members. Take less, or ask an "
                "inventory manager, who may give a reason on the transfer.",
                product=self.product_id.display_name,
            )
        )
