"""Stock that is kept for others is not taken by hand either (S30)."""

from odoo import api, models
from odoo.exceptions import UserError

#: What decides where pieces are taken from, how many and for which move.
_TAKES = {
    "quantity",
    "location_id",
    "lot_id",
    "move_id",
    "product_uom_id",
    "quant_id",
}


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
        if not vals.keys() & _TAKES or self.move_id._reserve_served_by():
            return super().write(vals)
        before = {
            line: (line.move_id, line.location_id, line.quantity_product_uom)
            for line in self
        }
        result = super().write(vals)
        lines = self.exists()
        more = {
            line: line.quantity_product_uom
            - (
                before[line][2]
                if before[line][:2] == (line.move_id, line.location_id)
                else 0.0
            )
            for line in lines
        }
        lines.filtered(lambda line: more[line] > 0)._reserve_check(more)
        return result

    def _reserve_check(self, more=None):
        """Refuse what takes from others' reserves, unless a manager gave a reason.

        :param more: `{line: pieces that it takes more}`; all of them when None
        """
        if self.move_id._reserve_served_by():
            return  # reserved by Odoo: cut before
        lines = self.filtered(lambda line: line.state != "cancel")
        moves = lines.move_id
        desk = moves._reserve_desk(lock=True)
        if desk is None:
            return
        for move in moves:
            customer = desk.customers.get(move.id)
            if not customer or not move._reserve_is_asked():
                continue
            pieces = sum(
                line.quantity_product_uom if more is None else more[line]
                for line in lines
                if line.move_id == move
            )
            if short := move._reserve_shortage(desk, pieces):
                move._reserve_refuse(short)
            taken = desk.count(move._reserve_key(), customer, pieces)
            move._reserve_count(taken, pieces)


class StockMove(models.Model):
    # what a line asks of its move
    _inherit = "stock.move"  # pylint: disable=consider-merging-classes-inherited

    def _reserve_is_asked(self):
        """Whether taking by hand can be refused: not what was handed over or used already."""
        # a till posts what its customer took home
        picking = self.picking_id
        at_till = "pos_session_id" in picking._fields and picking.pos_session_id
        return bool(picking and not at_till)

    def _reserve_refuse(self, pieces):
        """:raise UserError: so many pieces are kept, and nobody allowed to take them"""
        picking = self.picking_id
        if picking._reserve_is_allowed():
            picking._reserve_log(self, pieces)
            return
        raise UserError(
            self.env._(
                "Of “%(product)s” the rest is kept for members. Take less, or ask an "
                "inventory manager, who may give a reason on the transfer.",
                product=self.product_id.display_name,
            )
        )
