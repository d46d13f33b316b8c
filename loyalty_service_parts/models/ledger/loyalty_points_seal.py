"""Tamper evidence: each posted entry carries a hash over itself and the one before it."""

from odoo import api, models
from odoo.tools import SQL

SEAL_BATCH = 50_000
#: Version → fields in their order. A new list gets a new number; old seals stay valid.
SEALED_FIELDS = {
    1: (
        "id",
        "card_id",
        "program_id",
        "company_id",
        "points",
        "amount",
        "type",
        "component",
        "qualifying",
        "date",
        "expiry_date",
        "idle_months",
        "balance_after",
        "origin_model",
        "origin_id",
        "origin_line_id",
        "origin_name",
        "reason_code",
        "author_id",
        "reverses_id",
        "pending_id",
        "counterpart_id",
        "idempotency_key",
        "idempotency_digest",
    )
}
VERSION = max(SEALED_FIELDS)


def seal_expression(alias, before, version=VERSION):
    """SQL of the seal of an entry: `$version$` and SHA-256 over the canonical text."""
    names = SQL(", ").join(
        SQL("%s.%s", SQL.identifier(alias), SQL.identifier(name))
        for name in SEALED_FIELDS[version]
    )
    return SQL(
        "%s || encode(sha256(convert_to("
        "COALESCE(%s, '') || jsonb_build_array(%s)::text, 'UTF8')), 'hex')",
        f"${version}$",
        before,
        names,
    )


def expected_seal(alias, before):
    """SQL of the seal that an entry should have, by the version that it was sealed with."""
    cases = SQL(" ").join(
        SQL(
            "WHEN starts_with(%s.hash, %s) THEN %s",
            SQL.identifier(alias),
            f"${version}$",
            seal_expression(alias, before, version),
        )
        for version in SEALED_FIELDS
    )
    return SQL("CASE %s ELSE 'unknown version' END", cases)


class LoyaltyPointsSeal(models.AbstractModel):
    _name = "loyalty.points.seal"
    _description = "Seals of the Points Ledger"

    @api.model
    def _cron_seal(self):
        """Seal what was posted since the last run, in the order of the ids."""
        while done := self._seal_batch():
            if not self.env["ir.cron"]._commit_progress(done):
                return

    @api.model
    def _seal_all(self):
        while self._seal_batch():
            pass

    @api.model
    def _seal_batch(self):
        """Seal up to a batch of entries, whole chains in one statement; their number.

        Cards are locked so that no entry with a smaller number can still be on its way.
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM loyalty_card WHERE id IN (
                    SELECT card_id FROM loyalty_points_entry
                     WHERE hash IS NULL AND state = 'posted' ORDER BY id LIMIT %s)
                 ORDER BY id FOR NO KEY UPDATE
                """,
                SEAL_BATCH,
            )
        )
        cards = [row[0] for row in rows]
        if not cards:
            return 0
        self.env.cr.execute(self._seal_sql(cards))
        done = self.env.cr.rowcount
        self.env["loyalty.points.entry"].invalidate_model(["hash"], flush=False)
        return done

    @api.model
    def _seal_sql(self, cards):
        return SQL(
            """
            WITH RECURSIVE open AS (
                SELECT e.*, row_number() OVER (PARTITION BY card_id ORDER BY id) AS step
                  FROM loyalty_points_entry e
                 WHERE card_id = ANY(%(cards)s) AND state = 'posted' AND hash IS NULL
            ), last AS (
                SELECT DISTINCT ON (card_id) card_id, hash FROM loyalty_points_entry
                 WHERE card_id = ANY(%(cards)s) AND state = 'posted' AND hash IS NOT NULL
                 ORDER BY card_id, id DESC
            ), chain AS (
                SELECT o.id, o.card_id, o.step, %(first)s AS seal
                  FROM open o LEFT JOIN last ON last.card_id = o.card_id WHERE o.step = 1
                UNION ALL
                SELECT o.id, o.card_id, o.step, %(next)s
                  FROM chain JOIN open o ON o.card_id = chain.card_id AND o.step = chain.step + 1
            )
            UPDATE loyalty_points_entry e SET hash = chain.seal FROM chain WHERE e.id = chain.id
            """,
            cards=cards,
            first=seal_expression("o", SQL("last.hash")),
            next=seal_expression("o", SQL("chain.seal")),
        )

    @api.model
    def _unsealed_count(self):
        return (
            self.env["loyalty.points.entry"]
            .sudo()
            .search_count([("hash", "=", False), ("state", "=", "posted")])
        )
