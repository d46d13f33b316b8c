"""Taking entries back, and releasing pending ones: always by new rows."""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .loyalty_card_door import exact

#: What a reversal or a release repeats of the entry that it follows.
_REPEATED = (
    "component",
    "qualifying",
    "origin_model",
    "origin_id",
    "origin_line_id",
    "origin_name",
    "reason_code",
)


class LoyaltyCard(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.card"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _points_reverse(self, entries, amounts=None, **values):
        """Take entries back, wholly or in part (S8).

        Points that were given come out of their own lot first, then out of the others;
        what nothing covers is a debt (D3). Points that were spent return to the very
        lots that they came from, with their expiry dates. A pending entry becomes void;
        a part leaves the rest pending.

        :param entries: posted or pending entries
        :param dict amounts: `{entry: points}`, positive; without it, all that is left
        :param values: values of the new rows, for instance `reason`, `date`
        :return: the new rows
        :raise UserError: more than what is left of an entry
        """
        return self._points_post(self._points_reversal_vals(entries, amounts, **values))

    @api.model
    def _points_reversal_vals(self, entries, amounts=None, **values):
        """Values for `_points_post`; voids the pending entries on the way."""
        pending = entries.filtered(lambda entry: entry.state == "pending")
        posted = entries - pending
        left = self._points_left_to_reverse(posted)
        result = []
        for entry in posted:
            points = exact(amounts[entry]) if amounts else left[entry]
            if points > left[entry] or entry.state != "posted":
                raise UserError(
                    self.env._(
                        "Of this entry %(left)s points can still be taken back, not %(wanted)s.",
                        left=left[entry],
                        wanted=points,
                    )
                )
            if points:
                result.append(self._points_reversal_row(entry, points, values))
        return result + self._points_void(pending, amounts, values)

    @api.model
    def _points_left_to_reverse(self, entries):
        reversed_points = entries._points_reversed()
        return {
            entry: exact(abs(entry.points)) - exact(reversed_points.get(entry.id, 0))
            for entry in entries
        }

    @api.model
    def _points_reversal_row(self, entry, points, values):
        share = float(points) / abs(entry.points)
        return {
            **{name: _plain(entry[name]) for name in _REPEATED},
            "type": "reversal",
            "card_id": entry.card_id.id,
            "points": points if entry.points < 0 else -points,
            "amount": -(entry.amount or 0) * share,
            "reverses_id": entry.id,
            **values,
        }

    @api.model
    def _points_void(self, pending, amounts, values):
        """Mark pending entries void; values of rows for what stays pending of them."""
        if not pending:
            return []
        self._points_mark_void(pending)
        rest = []
        for entry in pending:
            taken = exact(amounts[entry]) if amounts else exact(abs(entry.points))
            left = exact(abs(entry.points)) - taken
            if left < 0:
                raise UserError(
                    self.env._("More points cannot be taken back than the entry has.")
                )
            if left:
                rest.append(self._points_pending_rest(entry, left))
        return rest

    @api.model
    def _points_mark_void(self, pending):
        """One statement that updates the cards, too; refuses when another was quicker."""
        self._points_flush()
        rows = self.env.execute_query(
            SQL(
                """
                WITH cards AS (
                    SELECT id FROM loyalty_card WHERE id IN (
                        SELECT card_id FROM loyalty_points_entry WHERE id = ANY(%(ids)s))
                     ORDER BY id FOR NO KEY UPDATE
                ), touched AS (
                    UPDATE loyalty_card c SET write_date = %(now)s
                      FROM cards WHERE c.id = cards.id
                )
                UPDATE loyalty_points_entry SET state = 'void'
                 WHERE id = ANY(%(ids)s) AND state = 'pending'
                RETURNING id
                """,
                ids=list(pending.ids),
                now=self.env.cr.now(),
            )
        )
        if len(rows) != len(pending):
            raise UserError(
                self.env._("Some of these points are not pending any more.")
            )
        self.env["loyalty.points.entry"].invalidate_model(["state"], flush=False)

    @api.model
    def _points_pending_rest(self, entry, left):
        sign = 1 if entry.points > 0 else -1
        return {
            **self._points_release_vals(entry, sign * left),
            "state": "pending",
            "waits_for": entry.waits_for,
            "release_date": entry.release_date,
        }

    @api.model
    def _points_release_vals(self, entry, points):
        """Values of the posted row that a pending entry becomes (wholly or in part)."""
        share = float(points) / entry.points
        return {
            **{name: _plain(entry[name]) for name in _REPEATED},
            "type": entry.type,
            "card_id": entry.card_id.id,
            "points": points,
            "amount": (entry.amount or 0) * share,
            "pending_id": entry.id,
            "reason": entry.reason or None,
        }

    @api.model
    def _points_release(self, pending, amounts=None, **values):
        """Post pending entries, wholly or in part; the rest stays pending (S7).

        :param pending: pending entries
        :param dict amounts: `{entry: points}`; without it, everything
        :return: the new rows, posted and pending
        """
        self._points_mark_void(pending)
        vals_list = []
        for entry in pending:
            points = exact(amounts[entry]) if amounts else exact(entry.points)
            vals_list.append({**self._points_release_vals(entry, points), **values})
            left = exact(entry.points) - points
            if left:
                vals_list.append(self._points_pending_rest(entry, abs(left)))
        return self._points_post(vals_list)


def _plain(value):
    """A value of a field as the door takes it."""
    return value or None if not isinstance(value, bool) else value
