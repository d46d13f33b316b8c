"""Cards that had points before the ledger: one opening entry each; one card per holder."""

import logging

from odoo import api, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)


class LoyaltyPointsOpening(models.AbstractModel):
    _name = "loyalty.points.opening"
    _description = "Opening of the Points Ledger"

    @api.model
    def _open_all(self):
        """Open the ledger for every card with points, then put duplicates together."""
        opened = self._open_balances()
        merged = self._merge_duplicates()
        self.env["loyalty.card"]._points_create_holder_index()
        _logger.info(
            "Ledger opened for %s cards, %s duplicates put together",
            opened,
            len(merged),
        )

    @api.model
    def _open_balances(self):
        """One opening entry per card, in one statement; the number of cards."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                WITH cards AS (
                    UPDATE loyalty_card c
                       SET points = round(COALESCE(c.points, 0)::numeric, 4)::float8
                     WHERE c.is_ledger AND round(COALESCE(c.points, 0)::numeric, 4) != 0
                       AND NOT EXISTS (
                           SELECT FROM loyalty_points_entry e WHERE e.card_id = c.id)
                    RETURNING c.id, c.program_id, c.company_id,
                              round(COALESCE(c.points, 0)::numeric, 4) AS points
                )
                INSERT INTO loyalty_points_entry (
                    card_id, program_id, company_id, points, amount, type, component, qualifying,
                    state, date, reason_code, author_id, balance_after, remaining, recorded_at)
                SELECT id, program_id, company_id, points, 0, 'opening', 'base', FALSE,
                       'posted', %(now)s, 'opening', %(user)s, points, points, %(recorded)s
                  FROM cards ORDER BY id
                """,
                now=self.env["loyalty.program"]._points_now(),
                recorded=self.env.cr.now(),
                user=self.env.uid,
            )
        )
        count = self.env.cr.rowcount
        self.env.invalidate_all()
        return count

    @api.model
    def _merge_duplicates(self):
        """Move the points of second cards to the first one; `[(kept, archived cards)]` (D7)."""
        cards = self.env["loyalty.card"].sudo()
        merged = []
        for program_id, holder_id in cards._points_duplicates():
            found = cards.search(
                [
                    ("program_id", "=", program_id),
                    ("holder_id", "=", holder_id),
                    ("is_ledger", "=", True),
                ],
                order="points desc, id",
            )
            kept, others = found[0], found[1:]
            kept._points_absorb(others, self.env._("Second card of the same holder"))
            merged.append((kept, others))
            _logger.info(
                "Card %s took over cards %s",
                kept.code,
                ", ".join(others.mapped("code")),
            )
        return merged
