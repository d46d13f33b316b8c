"""What an order of a till should have posted by now: what was fixed, less what came back."""

from odoo import models


class PosOrder(models.Model):
    # one concern a file
    _inherit = "pos.order"  # pylint: disable=consider-merging-classes-inherited

    def _points_statement(self):
        """Earned and spent apart, by line; what waits for a delivery is pending (S7, S8)."""
        rows = []
        for order in self.filtered(lambda order: order.state != "cancel"):
            kept = 1 - order._points_credited()
            for card_id, term in (order.points_terms or {}).get("cards", {}).items():
                card = self.env["loyalty.card"].browse(int(card_id))
                rows += [
                    order._points_stated_row(card, term, row, kept)
                    for row in term["rows"]
                ]
        return rows

    def _points_stated_row(self, card, term, row, kept):
        """:param float kept: the share that no credit note took back"""
        line = self.lines.filtered(lambda line: line.id == row["line_id"])
        kept *= self._points_kept_share(row)
        done = kept
        if term["accrual"] == "delivery" and line:
            done = min(kept, line._points_delivered())
        program = card.program_id
        if row["type"] == "redeem":
            due = -program._points_round(-row["points"] * kept)
            waiting = 0.0
        else:
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

    def _points_kept_share(self, row):
        """The share that did not come back, from 0 to 1, by pieces and by money (D2).

        What was earned goes by whichever is more. Points come back only as far as the
        reward itself was taken back: who was paid back money gets no points back.
        """
        terms = self.points_terms
        group = row.get("group") or [row["line_id"]]
        pieces, money = self._points_sums(terms["lines"], group)
        back_pieces, back_money = self._points_sums(terms["back"], group)
        shares = [
            min(max(back / whole, 0.0), 1.0)
            for back, whole in ((back_pieces, pieces), (back_money, money))
            if whole
        ]
        if not shares:
            return 1.0
        return 1 - (min(shares) if row["type"] == "redeem" else max(shares))

    def _points_sums(self, lines, ids):
        """Pieces and money of lines: `{id as text: [pieces, money]}`."""
        known = [lines[str(line_id)] for line_id in ids if str(line_id) in lines]
        return sum(one[0] for one in known), sum(one[1] for one in known)

    def _points_credited(self):
        """Which share of its invoice posted credit notes took back; not refunds at a till."""
        self.ensure_one()
        invoice = self.account_move
        notes = invoice.reversal_move_ids.filtered(
            lambda note: note.state == "posted" and not note.pos_order_ids
        )
        if not notes or self.currency_id.is_zero(invoice.amount_total):
            return 0.0
        return min(sum(notes.mapped("amount_total")) / invoice.amount_total, 1.0)

    def _points_net(self, card):
        """Points that this order gave to a card and took from it: `(given, taken)`."""
        entries = self._points_entries().filtered(
            lambda entry: entry.card_id == card and entry.state == "posted"
        )
        given = entries.filtered(lambda entry: entry.type != "redeem")
        taken = entries - given
        return sum(given.mapped("points")), -sum(taken.mapped("points"))
