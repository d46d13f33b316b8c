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
        checks = {
            "balance": self._balance_sql(card_ids),
            "running": self._running_sql(card_ids),
            "residual": self._residual_sql(card_ids),
            "allocation": self._allocation_sql(card_ids),
            "seal": self._seal_sql(card_ids),
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
    def _only(self, column, card_ids):
        """A condition that is as deep in a statement as can be: a few cards cost little."""
        if not card_ids:
            return SQL()
        alias, name = column.split(".")
        return SQL(
            "AND %s.%s = ANY(%s)",
            SQL.identifier(alias),
            SQL.identifier(name),
            list(card_ids),
        )

    @api.model
    def _balance_sql(self, card_ids):
        """The card's points are the sum of its posted entries."""
        return SQL(
            """
            SELECT card_id, NULL::int, ledger, points FROM (
                SELECT c.id AS card_id, round(COALESCE(c.points, 0)::numeric, 4) AS points,
                       COALESCE((SELECT sum(e.points) FROM loyalty_points_entry e
                                  WHERE e.card_id = c.id AND e.state = 'posted'), 0) AS ledger
                  FROM loyalty_card c WHERE c.is_ledger %s) AS cards
             WHERE points != ledger
            """,
            self._only("c.id", card_ids),
        )

    @api.model
    def _running_sql(self, card_ids):
        """The balance after an entry is the sum of the entries up to it."""
        return SQL(
            """
            SELECT card_id, id, expected, balance_after FROM (
                SELECT e.card_id, e.id, e.balance_after,
                       sum(e.points) OVER (PARTITION BY e.card_id ORDER BY e.id) AS expected
                  FROM loyalty_points_entry e WHERE e.state = 'posted' %s) AS entries
             WHERE expected != balance_after
            """,
            self._only("e.card_id", card_ids),
        )

    @api.model
    def _residual_sql(self, card_ids):
        """What remains of an entry is its points less what its allocations moved."""
        return SQL(
            """
            WITH entries AS (
                SELECT e.id, e.card_id, e.points, e.remaining FROM loyalty_points_entry e
                 WHERE e.state = 'posted' %s
            ), moved AS (
                SELECT id, sum(points) AS points FROM (
                    SELECT a.debit_id AS id, a.points FROM loyalty_points_allocation a %s
                    UNION ALL
                    SELECT a.credit_id, -a.points FROM loyalty_points_allocation a %s
                ) AS both_sides GROUP BY id
            )
            SELECT e.card_id, e.id, e.points + COALESCE(m.points, 0), e.remaining
              FROM entries e LEFT JOIN moved m ON m.id = e.id
             WHERE e.points + COALESCE(m.points, 0) != e.remaining
            """,
            self._only("e.card_id", card_ids),
            self._of_entries("debit_id", card_ids),
            self._of_entries("credit_id", card_ids),
        )

    @api.model
    def _of_entries(self, name, card_ids):
        """Allocations of a few cards only, found by the index of a side."""
        if not card_ids:
            return SQL()
        return SQL("JOIN entries own ON own.id = a.%s", SQL.identifier(name))

    @api.model
    def _allocation_sql(self, card_ids):
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
                 WHERE TRUE %s
                 GROUP BY d.card_id, d.id, c.id) AS pairs
             WHERE wrong OR points < 0
            """,
            self._only("d.card_id", card_ids),
        )

    @api.model
    def _seal_sql(self, card_ids):
        """Each seal fits its entry and the seal before it."""
        return SQL(
            """
            SELECT card_id, id, left(expected, 14), left(hash, 14) FROM (
                SELECT e.card_id, e.id, e.hash, %s AS expected
                  FROM (SELECT i.*, lag(i.hash) OVER (PARTITION BY i.card_id ORDER BY i.id)
                               AS before
                          FROM loyalty_points_entry i WHERE i.state = 'posted' %s) AS e
                 WHERE e.hash IS NOT NULL) AS sealed
             WHERE hash != expected
            """,
            expected_seal("e", SQL("e.before")),
            self._only("i.card_id", card_ids),
        )
