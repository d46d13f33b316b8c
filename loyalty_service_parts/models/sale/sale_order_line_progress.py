"""How far a line got: delivered, invoiced, paid, returned, refunded; shares from 0 to 1."""

from odoo import models
from odoo.tools import float_is_zero


class SaleOrderLine(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order.line"  # pylint: disable=consider-merging-classes-inherited

    def _points_progress(self, accrual):
        """`(done, kept)`: the share that earned already, and the share not taken back.

        `kept` is 1 less what was returned or credited, whichever is more (D2): a return
        and its credit note count once, an exchange does not count.
        """
        self.ensure_one()
        invoiced, paid, refunded = self._points_invoice_shares()
        delivered, returned = self._points_delivery_shares()
        net = max(invoiced - refunded, 0.0)
        lost = max(min(refunded, 1 - net), min(returned, 1 - delivered), 0.0)
        kept = max(1 - lost, 0.0)
        done = {
            "confirm": 1.0,
            "delivery": delivered if self._points_is_delivered() else net,
            "invoice": net,
            "paid": max(paid - refunded, 0.0),
        }[accrual]
        return min(done, kept), kept

    def _points_is_delivered(self):
        """Services that nobody marks as delivered count when they are invoiced."""
        return (
            self.product_id.type != "service"
            or self.qty_delivered
            or (self.product_id.invoice_policy == "delivery")
        )

    def _points_invoice_shares(self):
        """Shares of the line that posted invoices bill, payments paid, credit notes credit."""
        invoiced = paid = refunded = 0.0
        for line in self.invoice_lines:
            move = line.move_id
            if move.state != "posted":
                continue
            share = self._points_invoice_line_share(line)
            if move.move_type == "out_refund":
                refunded += share
            else:
                # a line that takes back, on an invoice, has the other sign
                invoiced += share
                paid += share * move._points_paid_share()
        return tuple(min(max(share, 0.0), 1.0) for share in (invoiced, paid, refunded))

    def _points_invoice_line_share(self, line):
        """Signed; by money, because a credit note may take back a part of the price only."""
        if not float_is_zero(self.price_subtotal, precision_digits=6):
            amount = line.price_subtotal
            if line.currency_id != self.currency_id:
                amount = line.currency_id._convert(
                    amount, self.currency_id, self.company_id, line.move_id.invoice_date
                )
            return amount / self.price_subtotal
        if float_is_zero(self.product_uom_qty, precision_digits=6):
            return 0.0
        quantity = line.product_uom_id._compute_quantity(
            line.quantity, self.product_uom_id
        )
        return quantity / self.product_uom_qty

    def _points_delivery_shares(self):
        """Shares of the ordered quantity: delivered (net), and returned by done moves."""
        ordered = self.product_uom_qty
        if float_is_zero(ordered, precision_digits=6):
            return 0.0, 0.0
        returned = sum(
            move.product_uom._compute_quantity(move.quantity, self.product_uom_id)
            for move in self.move_ids
            if move.state == "done"
            and move.origin_returned_move_id
            and move.to_refund
            and move.location_id.usage == "customer"
        )
        delivered = min(max(self.qty_delivered / ordered, 0.0), 1.0)
        return delivered, min(returned / ordered, 1.0)
