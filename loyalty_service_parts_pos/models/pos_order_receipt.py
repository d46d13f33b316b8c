"""What a sale did to the customer's cards, for the receipt, also when it is printed again."""

from odoo import fields, models


class PosOrder(models.Model):
    # one concern a file
    _inherit = "pos.order"  # pylint: disable=consider-merging-classes-inherited

    points_receipt = fields.Json(compute="_compute_points_receipt", compute_sudo=True)

    def _compute_points_receipt(self):
        entries = self._points_entries().filtered(
            lambda entry: (
                entry.state != "void" and not entry.program_id.is_payment_program
            )
        )
        by_order = entries.grouped("origin_id")
        for order in self:
            own = by_order.get(order.id, entries.browse())
            order.points_receipt = [
                order._points_receipt_row(card, rows)
                for card, rows in own.grouped("card_id").items()
            ]

    def _points_receipt_row(self, card, entries):
        """Points as numbers and in words; what came back later is not on the receipt."""
        earned = entries.filtered(lambda entry: entry.type == "earn")
        used = -sum(entries.filtered(lambda one: one.type == "redeem").mapped("points"))
        waits = earned.filtered(lambda entry: entry.state == "pending")
        points, parts = (
            sum(earned.mapped("points")),
            self._points_parts_of_entries(earned),
        )
        pending = sum(waits.mapped("points"))
        return {
            "card_id": card.id,
            "program_id": card.program_id.id,
            "code": card.code,
            "name": card.program_id.name,
            "tier": card.tier_name or "",
            "won": points,
            "spent": used,
            "earned": points and self._points_in_words(card, points, parts),
            "pending": pending and card._format_points(pending),
            "used": used and card._format_points(used),
            "usable": card.points_usable_display,
        }
