"""Orders confirmed before the ledger: what core gave for them is in the opening balances."""

from odoo import api, fields, models
from odoo.tools import float_is_zero


class LoyaltyPointsOpening(models.AbstractModel):
    _inherit = "loyalty.points.opening"

    @api.model
    def _open_all(self):
        """Orders that moved points in plain Odoo must not move them again."""
        result = super()._open_all()
        self.env.cr.execute(
            """
            UPDATE sale_order o SET points_before_ledger = TRUE
             WHERE o.state = 'sale' AND EXISTS (
                SELECT FROM loyalty_card c WHERE c.is_ledger AND (
                    c.id IN (SELECT coupon_id FROM sale_order_coupon_points
                              WHERE order_id = o.id)
                    OR c.id IN (SELECT coupon_id FROM sale_order_line
                                 WHERE order_id = o.id)))
            """
        )
        self.env["sale.order"].invalidate_model(["points_before_ledger"])
        return result


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    points_before_ledger = fields.Boolean(
        "Points Before the Ledger",
        readonly=True,
        copy=False,
        help="Confirmed before the ledger was begun: its points are in opening balances. "
        "Cancelling the order takes them back.",
    )

    def _points_keep_terms(self):
        """The old orders earned by plain Odoo's rules; there is nothing to keep."""
        return super(
            SaleOrder, self.filtered(lambda order: not order.points_before_ledger)
        )._points_keep_terms()

    def _points_spent_rows(self):
        """The rewards of the old orders were charged before."""
        return [] if self.points_before_ledger else super()._points_spent_rows()

    def _action_cancel(self):
        """Take back, as a row, what plain Odoo gave and took for the old orders."""
        old = self.filtered(
            lambda order: order.points_before_ledger and order.state == "sale"
        )
        vals_list = [vals for order in old for vals in order._points_before_vals()]
        result = super()._action_cancel()
        old.sudo().points_before_ledger = False
        # whoever may cancel the order undoes what it did to the balance
        self.env["loyalty.card"].sudo()._points_post(vals_list)
        return result

    def _points_before_vals(self):
        """What plain Odoo would write to the cards when this order is cancelled."""
        self.ensure_one()
        changes = {}
        for line in self.sudo().coupon_point_ids:
            changes[line.coupon_id] = changes.get(line.coupon_id, 0) - line.points
        for line in self.order_line.filtered("coupon_id"):
            changes[line.coupon_id] = changes.get(line.coupon_id, 0) + line.points_cost
        return [
            {
                "card_id": card.id,
                "points": points,
                "type": "adjust",
                "reason_code": "document",
                "origin_model": self._name,
                "origin_id": self.id,
                "origin_name": self._points_origin_name(),
            }
            for card, points in changes.items()
            if card.is_ledger and not float_is_zero(points, precision_digits=4)
        ]
