"""What comes back is no longer covered (S24)."""

from odoo import api, fields, models
from odoo.tools import float_compare, float_is_zero


class LoyaltyWarranty(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.warranty"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _service_returned(self, moves):
        """End the warranties of returned pieces: by serial number, else by line.

        Pieces that only come in for a repair (not “to refund”) stay covered.
        """
        for move in moves.filtered(
            lambda one: one.product_id.warranty_months and one.to_refund
        ):
            line = move.sale_line_id or move.origin_returned_move_id.sale_line_id
            for lot, quantity in self._service_pieces(move):
                by_lot = move.product_id.tracking == "serial"
                if not (lot if by_lot else line):
                    continue
                running = self.search(
                    [
                        ("product_id", "=", move.product_id.id),
                        ("company_id", "=", move.company_id.id),
                        ("state", "in", ("waiting", "active")),
                        ("lot_id", "=", lot.id)
                        if by_lot
                        else ("sale_line_id", "=", line.id),
                    ],
                    order="id desc",
                )
                running._service_end(quantity)
                if by_lot and line:
                    running._service_hand_over(line)

    def _service_hand_over(self, line):
        """The replacement went out before the piece came back: it takes over the term."""
        for ended in self:
            of_line = [
                ("sale_line_id", "=", line.id),
                ("product_id", "=", ended.product_id.id),
            ]
            moved = self.search_count([*of_line, ("replaces_id", "!=", False)])
            fresh = self.search(
                [
                    *of_line,
                    ("replaces_id", "=", False),
                    ("state", "in", ("waiting", "active")),
                    ("id", ">", ended.id),
                ],
                order="id desc",
                limit=1,
            )
            if fresh and self._service_over(line, ended.product_id) > moved:
                fresh.write(self._service_moved(ended))

    def _service_end(self, quantity):
        """So many pieces came back; a warranty of several covers those that remain."""
        today = fields.Date.context_today(self)
        for warranty in self:
            back = min(warranty.quantity - warranty.returned_quantity, quantity)
            if float_is_zero(back, precision_digits=4):
                continue
            quantity -= back
            returned = warranty.returned_quantity + back
            vals = {"returned_quantity": returned}
            if float_compare(returned, warranty.quantity, precision_digits=4) >= 0:
                vals |= {"state": "ended", "ended_date": today}
            warranty.write(vals)
