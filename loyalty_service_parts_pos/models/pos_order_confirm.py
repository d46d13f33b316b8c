"""What core's till asks of the server; balances of ledger cards follow from the order."""

from odoo import models
from odoo.tools import float_compare

from odoo.addons.loyalty_service_parts.models.ledger.clock import STATED, STATED_KEY


class PosOrder(models.Model):
    # one concern a file
    _inherit = "pos.order"  # pylint: disable=consider-merging-classes-inherited

    def validate_coupon_programs(self, point_changes, new_codes):
        """Only what is usable counts: not expired, pending or blocked points (D5, D14)."""
        result = super().validate_coupon_programs(point_changes, new_codes)
        if not result["successful"]:
            return result
        changes = {int(key): points for key, points in point_changes.items()}
        # whoever sells sees what may be spent of any card
        cards = self.env["loyalty.card"].sudo().browse(changes).exists()
        for card in cards.filtered("is_ledger"):
            usable = card.points_usable
            if float_compare(usable, -changes[card.id], precision_digits=2) < 0:
                return {
                    "successful": False,
                    "payload": {
                        "message": self.env._(
                            "Of card %(card)s only %(usable)s can be used now. Use fewer, or "
                            "take the points off and go on without them.",
                            card=card.code,
                            usable=card._format_points(usable),
                        ),
                        "updated_points": {card.id: card.points},
                    },
                }
        return result

    def confirm_coupon_programs(self, coupon_data):
        """Core adds what the till says to the balance; here the order states it (D18)."""
        self.ensure_one()
        self.check_access("write")
        data = {int(key): dict(vals) for key, vals in coupon_data.items()}
        # a cashier reads neither programs and tiers nor entries
        order = self.sudo()
        order._points_take_told(data)
        order._points_close()
        stated = self.with_context(**{STATED_KEY: STATED})
        result = super(PosOrder, stated).confirm_coupon_programs(
            order._points_stated_data(data)
        )
        order._points_close()
        return order._points_refreshed(data, result)

    def _points_stated_data(self, data):
        """The same with the figures of the entries, for core's history."""
        result = {}
        for key, vals in data.items():
            card = self._points_told_card(key, vals)
            if card.is_ledger:
                given, taken = self._points_net(card)
                vals = {**vals, "points": given - taken}
            result[key] = vals
        return result

    def _points_told_card(self, key, vals):
        """The card that the till means; by a number below 0 one that is new to it."""
        cards = self.env["loyalty.card"]
        if key > 0:
            return cards.browse(key).exists()
        program = self.env["loyalty.program"].browse(vals["program_id"]).exists()
        return self._points_member_card(program) if program.is_nominative else cards

    def _points_refreshed(self, data, result):
        """Balances after the entries; a card that was new to the till gets its real number."""
        numbers = {
            self._points_told_card(key, vals).id: key
            for key, vals in data.items()
            if key < 0
        }
        for update in result["coupon_updates"]:
            card = self.env["loyalty.card"].browse(update["id"])
            if card.is_ledger:
                update["points"] = card.points
                update["old_id"] = numbers.get(card.id, update["old_id"])
        return result
