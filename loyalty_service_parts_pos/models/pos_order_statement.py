"""What an order of a till should have posted by now: what was fixed, less what came back."""

from odoo import models


class PosOrder(models.Model):
    # one concern a file
    _inherit = "pos.order"  # pylint: disable=consider-merging-classes-inherited

    def _points_statement(self):
        """Earned and spent apart, by line; what waits for a delivery is pending (S7, S8)."""
        return [
            order._points_stated_row(
                self.env["loyalty.card"].browse(int(card_id)), term, row
            )
            for order in self
            if order.state != "cancel"
            for card_id, term in (order.points_terms or {}).items()
            for row in term["rows"]
        ]

    def _points_stated_row(self, card, term, row):
        line = self.lines.filtered(lambda line: line.id == row["line_id"])
        kept = self._points_kept_share(line, row)
        program = card.program_id
        if row["type"] == "redeem":
            due = waiting = -program._points_round(-row["points"] * kept)
            waiting = 0.0
        else:
            done = min(kept, line._points_delivered()) if line else kept
            if term["accrual"] != "delivery":
                done = kept
            due = program._points_round(row["points"] * done, "DOWN")
            waiting = program._points_round(row["points"] * kept, "DOWN") - due
        return {
            "document": self,
            "card": card,
            "type": row["type"],
            "line_id": row["line_id"] or 0,
            "component": row["component"],
            "due": due,
            "waiting": waiting,
            "waits_for": term["accrual"],
            "amount": row["amount"] * kept,
            "qualifying": row["qualifying"],
            "same_batch": row["same_batch"],
            "reason": row["reason"],
        }

    def _points_kept_share(self, line, row):
        """Of a reward its own lines tell: who was paid back money gets no points back."""
        if not line:
            return 1.0
        if row["type"] != "redeem":
            return line._points_kept()
        group = self._points_reward_group(line)
        weights = {one: abs(one.price_subtotal_incl) or 1.0 for one in group}
        kept = sum(one._points_kept() * weight for one, weight in weights.items())
        return kept / sum(weights.values())

    def _points_net(self, card):
        """Points that this order gave to a card and took from it: `(given, taken)`."""
        entries = self._points_entries().filtered(
            lambda entry: entry.card_id == card and entry.state == "posted"
        )
        given = entries.filtered(lambda entry: entry.type != "redeem")
        taken = entries - given
        return sum(given.mapped("points")), -sum(taken.mapped("points"))
