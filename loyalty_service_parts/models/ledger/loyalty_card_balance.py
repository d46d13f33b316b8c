"""What a card shows of its ledger: usable, pending, debt, next expiry."""

from odoo import api, fields, models
from odoo.tools import SQL

from .clock import CLOCK_KEY
from .door_sql import lapsed_condition, last_day
from .loyalty_card_door import exact


class LoyaltyCard(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.card"  # pylint: disable=consider-merging-classes-inherited

    points_usable = fields.Float(
        "Usable Now", compute="_compute_points_state", digits=(16, 4)
    )
    points_pending = fields.Float(
        "Pending", compute="_compute_points_state", digits=(16, 4)
    )
    points_debt = fields.Float("Debt", compute="_compute_points_state", digits=(16, 4))
    points_expiring = fields.Float(
        "Expire Next", compute="_compute_points_state", digits=(16, 4)
    )
    points_expiring_date = fields.Date("Next Expiry", compute="_compute_points_state")
    points_usable_display = fields.Char("Usable", compute="_compute_points_texts")
    points_pending_display = fields.Char(
        "Pending Points", compute="_compute_points_texts"
    )
    points_debt_display = fields.Char("Points Owed", compute="_compute_points_texts")
    points_expiring_display = fields.Char(
        "Expiring Points", compute="_compute_points_texts"
    )

    @api.depends("points", "status", "expiration_date")
    @api.depends_context(CLOCK_KEY)
    def _compute_points_state(self):
        states = self._points_state()
        for card in self:
            state = states.get(card._origin.id, {})
            card.points_usable = state.get("usable", 0)
            card.points_pending = state.get("pending", 0)
            card.points_debt = state.get("debt", 0)
            card.points_expiring = state.get("expiring", 0)
            card.points_expiring_date = state.get("expiring_date", False)

    @api.depends("points", "status", "expiration_date", "point_name")
    @api.depends_context(CLOCK_KEY)
    def _compute_points_texts(self):
        for card in self:
            card.points_usable_display = card._format_points(card.points_usable)
            card.points_pending_display = card._format_points(card.points_pending)
            card.points_debt_display = card._format_points(card.points_debt)
            card.points_expiring_display = card._format_points(card.points_expiring)

    def _points_usable(self, at=None):
        """What may be spent now, or could be at another moment (naive UTC).

        Expired points cannot be spent, even before the run that books them (D5).

        :return: `{card: points}` with four digits
        """
        states = self._points_state(at)
        return {
            card: float(states.get(card._origin.id, {}).get("usable", 0))
            for card in self
        }

    def _points_state(self, at=None):
        """Figures of many cards in one query: `{card id: {name: points}}`."""
        # in a form that is being edited the card is a new record on top of the real one
        cards = self._origin.filtered("is_ledger")
        if not cards:
            return {}
        self._points_flush()
        today = {card.id: card.program_id._points_day(at) for card in cards}
        rows = self.env.execute_query(
            SQL(
                """
                SELECT c.id, c.status, round(COALESCE(c.points, 0)::numeric, 4),
                       COALESCE(sum(e.remaining) FILTER (WHERE e.remaining > 0 AND %(lapsed)s), 0),
                       COALESCE(sum(e.points) FILTER (WHERE e.state = 'pending'), 0),
                       -COALESCE(sum(e.remaining) FILTER (WHERE e.remaining < 0), 0),
                       min(%(last)s) FILTER (WHERE e.remaining > 0 AND %(last)s >= t.today)
                  FROM loyalty_card c
                  JOIN unnest(%(ids)s::int[], %(days)s::date[]) AS t(card_id, today)
                    ON t.card_id = c.id
                  LEFT JOIN loyalty_points_entry e
                    ON e.card_id = c.id AND (e.remaining != 0 OR e.state = 'pending')
                 GROUP BY c.id
                """,
                lapsed=lapsed_condition(SQL("e"), SQL("c"), SQL("t.today")),
                last=last_day(SQL("e"), SQL("c")),
                ids=list(today),
                days=list(today.values()),
            )
        )
        states = {
            card_id: {
                "on_card": max(exact(points) - exact(gone), 0),
                "usable": max(exact(points) - exact(gone), 0)
                if status == "active"
                else 0,
                "pending": pending,
                "debt": debt,
                "expiring_date": next_date or False,
            }
            for card_id, status, points, gone, pending, debt, next_date in rows
        }
        self._points_add_next_expiry(states)
        return states

    @api.model
    def _points_add_next_expiry(self, states):
        dates = {card: state["expiring_date"] for card, state in states.items()}
        dates = {card: date for card, date in dates.items() if date}
        if not dates:
            return
        rows = self.env.execute_query(
            SQL(
                """
                SELECT t.card_id, sum(e.remaining)
                  FROM unnest(%(ids)s::int[], %(days)s::date[]) AS t(card_id, day)
                  JOIN loyalty_card c ON c.id = t.card_id
                  JOIN loyalty_points_entry e
                    ON e.card_id = c.id AND e.remaining > 0 AND %(last)s = t.day
                 GROUP BY t.card_id
                """,
                ids=list(dates),
                days=list(dates.values()),
                last=last_day(SQL("e"), SQL("c")),
            )
        )
        for card_id, remaining in rows:
            states[card_id]["expiring"] = remaining

    def _points_lots(self, at=None):
        """Usable lots in the order in which they are spent."""
        self.ensure_one()
        today = self.program_id._points_day(at)
        self._points_flush()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT e.id FROM loyalty_points_entry e
                  JOIN loyalty_card c ON c.id = e.card_id
                 WHERE e.card_id = %(card)s AND e.remaining > 0
                   AND NOT COALESCE(%(lapsed)s, FALSE)
                 ORDER BY COALESCE(e.expiry_date, 'infinity'::date), e.date, e.id
                """,
                card=self.id,
                lapsed=lapsed_condition(SQL("e"), SQL("c"), SQL("%s", today)),
            )
        )
        return self.env["loyalty.points.entry"].browse(row[0] for row in rows)

    def _format_points(self, points):
        """Points of the program with its precision; core shows two decimals or none."""
        self.ensure_one()
        if self.is_ledger and self.program_id:
            points = self.program_id._points_round(points)
        return super()._format_points(points)
