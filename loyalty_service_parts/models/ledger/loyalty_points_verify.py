"""Does the ledger add up? Every invariant as one statement over all cards."""

from odoo import api, models
from odoo.tools import SQL

from .loyalty_points_seal import expected_seal


class LoyaltyPointsVerify(models.AbstractModel):
    _name = "loyalty.points.verify"
    _description = "Verification of the Points Ledger"

    @api.model
    def _verify(self, card_ids=None):
        """Look for everything that does not add up.

        :param card_ids: only these cards; all by default
        :return: list of `{kind, card_id, entry_id, expected, found}`; empty when sound
        """
        self.env.flush_all()
        only = (
            SQL("AND %s = ANY(%s)", SQL.identifier("card_id"), list(card_ids))
            if card_ids
            else SQL()
        )
        checks = {
            "balance": self._balance_sql(only),
            "running": self._running_sql(only),
            "residual": self._residual_sql(only),
            "allocation": self._allocation_sql(only),
            "seal": self._seal_sql(only),
        }
        found = []
        for kind, sql in checks.items():
            for card_id, entry_id, expected, actual in self.env.execute_query(sql):
                found.append(
                    {
                        "kind": kind,
                        "card_id": card_id,
                        "entry_id": entry_id,
                        "expected": str(expected),
                        "found": str(actual),
                    }
                )
        return found

    @api.model
    def _balance_sql(self, only):
        """The card's points are the sum of its posted entries."""
        return SQL(
            """
            SELECT card_id, NULL::int, ledger, points FROM (
                SELECT c.id AS card_id, round(COALESCE(c.points, 0)::numeric, 4) AS points,
                       COALESCE((SELECT sum(e.points) FROM loyalty_points_entry e
                                  WHERE e.card_id = c.id AND e.state = 'posted'), 0) AS ledger
                  FROM loyalty_card c WHERE c.is_ledger) AS cards
             WHERE points != ledger %s
            """,
            only,
        )

    @api.model
    def _running_sql(self, only):
        """The balance after an entry is the sum of the entries up to it."""
        return SQL(
            """
            SELECT card_id, id, expected, balance_after FROM (
                SELECT card_id, id, balance_after,
                       sum(points) OVER (PARTITION BY card_id ORDER BY id) AS expected
                  FROM loyalty_points_entry WHERE state = 'posted' %s) AS entries
             WHERE expected != balance_after
            """,
            only,
        )

    @api.model
    def _residual_sql(self, only):
        """What remains of an entry is its points less what its allocations moved."""
        return SQL(
            """
            SELECT e.card_id, e.id, e.points + COALESCE(m.moved, 0), e.remaining
              FROM loyalty_points_entry e
              LEFT JOIN (
                  SELECT id, sum(points) AS moved FROM (
                      SELECT debit_id AS id, points FROM loyalty_points_allocation
                      UNION ALL
                      SELECT credit_id, -points FROM loyalty_points_allocation) AS a
                   GROUP BY id) AS m ON m.id = e.id
             WHERE e.state = 'posted' AND e.points + COALESCE(m.moved, 0) != e.remaining %s
            """,
            only,
        )

    @api.model
    def _allocation_sql(self, only):
        """An allocation joins a debit and a credit of one card, and never less than nothing."""
        return SQL(
            """
            SELECT card_id, entry_id, 0, points FROM (
                SELECT d.card_id, d.id AS entry_id, sum(a.points) AS points,
                       bool_or(d.points >= 0 OR c.points <= 0 OR d.card_id != c.card_id
                               OR d.state != 'posted' OR c.state != 'posted') AS wrong
                  FROM loyalty_points_allocation a
                  JOIN loyalty_points_entry d ON d.id = a.debit_id
                  JOIN loyalty_points_entry c ON c.id = a.credit_id
                 GROUP BY d.card_id, d.id, c.id) AS pairs
             WHERE (wrong OR points < 0) %s
            """,
            only,
        )

    @api.model
    def _seal_sql(self, only):
        """Each seal fits its entry and the seal before it."""
        return SQL(
            """
            SELECT card_id, id, left(expected, 14), left(hash, 14) FROM (
                SELECT e.card_id, e.id, e.hash, %s AS expected
                  FROM (SELECT *, lag(hash) OVER (PARTITION BY card_id ORDER BY id) AS before
                          FROM loyalty_points_entry WHERE state = 'posted') AS e
                 WHERE e.hash IS NOT NULL) AS sealed
             WHERE hash != expected %s
            """,
            expected_seal("e", SQL("e.before")),
            only,
        )
