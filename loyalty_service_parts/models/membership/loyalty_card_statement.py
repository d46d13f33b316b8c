"""The statement: what a member sees of his entries, one line per document and kind (S14)."""

import re
from datetime import date, timedelta

from odoo import api, fields, models

#: Days before and after which nothing happened; there is no day before the first one.
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(9000, 1, 1)
#: What may be chosen in the address of the portal page; anything else is ignored.
SORTINGS = {"date": "id desc", "oldest": "id", "points": "points desc, id desc"}


class LoyaltyCard(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.card"  # pylint: disable=consider-merging-classes-inherited

    def _get_report_base_filename(self):
        """The name of a file that the portal sends."""
        self.ensure_one()
        if self.env.context.get("points_statement"):
            return self.env._("Statement %s", self.code)
        return self.env._("Card %s", self.code)

    def _points_barcode_type(self):
        self.ensure_one()
        return "EAN13" if re.fullmatch(r"\d{13}", self.code or "") else "Code128"

    def _points_statement_domain(self, first=None, last=None, kind=None):
        """Entries of a card between two days of the company's time zone, both included."""
        self.ensure_one()
        domain = [("card_id", "=", self.id), ("state", "!=", "void")]
        program = self.program_id
        if first and first > FIRST_DAY:
            domain.append(("date", ">=", program._points_midnight(first)))
        if last and last < LAST_DAY:
            end = program._points_midnight(last + timedelta(days=1))
            domain.append(("date", "<", end))
        if kind:
            domain.append(("type", "=", kind))
        return domain

    def _points_statement_lines(self, first=None, last=None):
        """All lines of a period, newest first."""
        self.ensure_one()
        # the member, and whoever may print his card, sees his own rows
        entries = (
            self.env["loyalty.points.entry"]
            .sudo()
            .search(self._points_statement_domain(first, last), order="id desc")
        )
        return self._points_lines_of(entries)

    @api.model
    def _points_lines_of(self, entries):
        """Lines to show: rows of one posting of a document are put together."""
        labels = dict(entries._fields["type"]._description_selection(self.env))
        lines = []
        for entry in entries:
            line = self._points_line_of(entry, labels)
            if lines and lines[-1]["key"] == line["key"] and entry.origin_id:
                self._points_join_lines(lines[-1], line)
            else:
                lines.append(line)
        return lines

    @api.model
    def _points_line_of(self, entry, labels):
        card = entry.card_id
        return {
            "key": (
                entry.origin_model,
                entry.origin_id,
                entry.type,
                entry.state,
                entry.date,
                entry.points > 0,
                (entry.reverses_id or entry).component,
            ),
            "entry": entry,
            "date": card.program_id._points_day(entry.date),
            "type": self._points_kind_text(entry, labels),
            "pending": entry.state == "pending",
            "waits": self._points_waits_text(entry),
            "reason": entry.reason if entry.type != "expire" else False,
            "origin": self._points_origin_text(entry),
            "expiry_date": entry.expiry_date if entry.points > 0 else False,
            "points": entry.points,
            "points_text": self._points_signed(card, entry.points),
            "balance_text": (
                card._format_points(entry.balance_after)
                if entry.state == "posted"
                else ""
            ),
        }

    @api.model
    def _points_origin_text(self, entry):
        """A member does not see the number of somebody else's card."""
        name = entry.origin_name or ""
        if entry.type == "transfer" and len(name) > 4:
            return f"•••• {name[-4:]}"
        return name

    @api.model
    def _points_kind_text(self, entry, labels):
        """A reversal says which way the points went."""
        if entry.type != "reversal":
            return labels[entry.type]
        return (
            self.env._("Given back") if entry.points > 0 else self.env._("Taken back")
        )

    def _points_next_to_expire(self, count=5):
        """The next usable points by their last day: `[(day or False, points)]`."""
        self.ensure_one()
        days = {}
        for lot in self._points_lots():
            days[lot.expiry_date] = days.get(lot.expiry_date, 0) + lot.remaining
        return list(days.items())[:count]

    @api.model
    def _points_join_lines(self, line, other):
        """The newer row comes first and has the balance after both."""
        oldest = line["entry"].id < other["entry"].id
        line["points"] += other["points"]
        line["points_text"] = self._points_signed(line["entry"].card_id, line["points"])
        if oldest:
            line["balance_text"] = other["balance_text"]

    @api.model
    def _points_signed(self, card, points):
        return f"{'+' if points > 0 else '−'}{card._format_points(abs(points))}"

    def _points_pending_by_reason(self):
        """What is pending, and for what: `{"until it is paid": points}`."""
        self.ensure_one()
        result = {}
        for entry in self.entry_ids.filtered(lambda entry: entry.state == "pending"):
            reason = self._points_waits_text(entry)
            result[reason] = result.get(reason, 0.0) + entry.points
        return result

    @api.model
    def _points_waits_text(self, entry):
        """What pending points wait for, in words."""
        if entry.state != "pending":
            return ""
        if entry.release_date:
            day = entry.program_id._points_day(entry.release_date)
            return self.env._("usable from %s", fields.Date.to_string(day))
        return {
            "delivery": self.env._("until it is delivered"),
            "invoice": self.env._("until it is invoiced"),
            "paid": self.env._("until it is paid"),
        }.get(entry.waits_for, "")
