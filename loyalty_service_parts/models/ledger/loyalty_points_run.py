"""Runs over all cards, in sets: expiry and release of what waited long enough.

Each batch is one transaction: a run that is killed has done whole batches, the next one
goes on, and running twice finds nothing more to do.
"""

from odoo import api, models
from odoo.tools import SQL

from . import database_guard, door_sql

BATCH = 20_000


class LoyaltyPointsRun(models.AbstractModel):
    _name = "loyalty.points.run"
    _description = "Runs Over the Points Ledger"

    @api.model
    def _cron_expire(self):
        """Post the expiry of all that has lapsed (S9)."""
        self._run("expire")

    @api.model
    def _cron_release(self):
        """Post pending points whose waiting period is over (S7)."""
        self._run("release")

    @api.model
    def _run(self, kind):
        work = getattr(self, f"_{kind}_batch")
        for program in self._ledger_programs():
            while done := work(program):
                if not self.env["ir.cron"]._commit_progress(done):
                    return

    @api.model
    def _ledger_programs(self):
        programs = self.env["loyalty.program"].with_context(active_test=False)
        # the run serves every company
        return programs.sudo().search([("coupon_ids.is_ledger", "=", True)], order="id")

    @api.model
    def _expire_all(self):
        """Expire everything due now, without committing: for tests, imports and replays."""
        for program in self._ledger_programs():
            while self._expire_batch(program):
                pass

    @api.model
    def _release_all(self):
        """Release everything due now, without committing."""
        for program in self._ledger_programs():
            while self._release_batch(program):
                pass

    # -- expiry --------------------------------------------------------------------
    @api.model
    def _expire_batch(self, program):
        """Expire the lapsed lots of some cards; the number of cards."""
        moment = program._points_now()
        today = program._points_day(moment)
        self.env.flush_all()
        cards = self._lock(self._lapsed_cards(program, today))
        if not cards:
            return 0
        database_guard.open_for_maintenance(self.env.cr)
        rows = self.env.execute_query(self._expire_sql(cards, today, moment))
        database_guard.close_after_maintenance(self.env.cr)
        self._after([row[0] for row in rows], cards)
        return len(cards)

    @api.model
    def _lapsed_cards(self, program, today):
        return SQL(
            """
            SELECT DISTINCT e.card_id FROM loyalty_points_entry e
              JOIN loyalty_card c ON c.id = e.card_id
             WHERE e.program_id = %(program)s AND e.remaining > 0 AND %(lapsed)s
             LIMIT %(batch)s
            """,
            program=program.id,
            lapsed=door_sql.lapsed_condition(SQL("e"), SQL("c"), today),
            batch=BATCH,
        )

    @api.model
    def _lock(self, found):
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM loyalty_card WHERE id IN (%s) ORDER BY id FOR NO KEY UPDATE",
                found,
            )
        )
        return [row[0] for row in rows]

    @api.model
    def _expire_sql(self, cards, today, moment):
        """One debit per card for all its lapsed lots, their allocations, the balances."""
        return SQL(
            """
            WITH lots AS (
                SELECT e.id, e.card_id, e.remaining FROM loyalty_points_entry e
                  JOIN loyalty_card c ON c.id = e.card_id
                 WHERE e.card_id = ANY(%(cards)s) AND e.remaining > 0 AND %(lapsed)s
            ), due AS (
                SELECT card_id, sum(remaining) AS points FROM lots GROUP BY card_id
            ), cards AS (
                UPDATE loyalty_card c
                   SET points = (round(COALESCE(c.points, 0)::numeric, 4) - due.points)::float8,
                       write_date = %(now)s, write_uid = %(user)s
                  FROM due WHERE c.id = due.card_id
                RETURNING c.id, c.program_id, c.company_id, due.points,
                          round(COALESCE(c.points, 0)::numeric, 4) AS balance
            ), debits AS (
                INSERT INTO loyalty_points_entry (
                    card_id, program_id, company_id, points, amount, type, component, qualifying,
                    state, date, reason_code, author_id, balance_after, remaining, recorded_at)
                SELECT id, program_id, company_id, -points, 0, 'expire', 'base', FALSE,
                       'posted', %(moment)s, 'expired', %(user)s, balance, 0, %(now)s
                  FROM cards ORDER BY id
                RETURNING id, card_id
            ), paired AS (
                INSERT INTO loyalty_points_allocation (debit_id, credit_id, points)
                SELECT debits.id, lots.id, lots.remaining
                  FROM lots JOIN debits ON debits.card_id = lots.card_id
            ), emptied AS (
                UPDATE loyalty_points_entry e SET remaining = 0 FROM lots WHERE e.id = lots.id
            )
            SELECT id FROM debits ORDER BY id
            """,
            cards=cards,
            lapsed=door_sql.lapsed_condition(SQL("e"), SQL("c"), today),
            moment=moment,
            now=self.env.cr.now(),
            user=self.env.uid,
        )

    # -- release ---------------------------------------------------------------------
    @api.model
    def _release_batch(self, program):
        """Post the pending points of some cards whose date has come; the number of cards."""
        moment = program._points_now()
        self.env.flush_all()
        cards = self._lock(
            SQL(
                "SELECT DISTINCT e.card_id FROM loyalty_points_entry e "
                "JOIN loyalty_card c ON c.id = e.card_id AND c.status != 'closed' "
                "WHERE e.program_id = %s AND e.state = 'pending' AND e.release_date <= %s "
                "LIMIT %s",
                program.id,
                moment,
                BATCH,
            )
        )
        if not cards:
            return 0
        rows = self.env.execute_query(self._release_sql(program, cards, moment))
        today = program._points_day(moment)
        self.env.cr.execute(door_sql.settle(dict.fromkeys(cards, today)))
        self._after([row[0] for row in rows], cards)
        released = {}
        for _entry_id, card_id, points in rows:
            released[card_id] = released.get(card_id, 0.0) + float(points)
        cards = self.env["loyalty.card"].browse(cards)
        cards._points_tell_milestones(
            cards, {card.id: card.points - released.get(card.id, 0.0) for card in cards}
        )
        return len(cards)

    @api.model
    def _release_sql(self, program, cards, moment):
        """Void the pending rows, insert the posted ones, update the balances."""
        copied = SQL(
            "card_id, program_id, company_id, points, amount, type, component, qualifying, "
            "origin_model, origin_id, origin_line_id, origin_name, reason_code, author_id"
        )
        validity = program._points_validity(moment)
        return SQL(
            """
            WITH due AS (
                UPDATE loyalty_points_entry SET state = 'void'
                 WHERE card_id = ANY(%(cards)s) AND state = 'pending'
                   AND release_date <= %(moment)s
                RETURNING *
            ), change AS (
                SELECT card_id, sum(points) AS points FROM due GROUP BY card_id
            ), posted AS (
                INSERT INTO loyalty_points_entry (
                    %(copied)s, pending_id, state, date, expiry_date, idle_months,
                    balance_after, remaining, recorded_at)
                SELECT %(from_due)s, due.id, 'posted', %(moment)s, %(expiry)s, %(idle)s,
                       round(COALESCE(c.points, 0)::numeric, 4)
                       + sum(due.points) OVER (PARTITION BY due.card_id ORDER BY due.id),
                       due.points, %(now)s
                  FROM due JOIN loyalty_card c ON c.id = due.card_id
                 ORDER BY due.id
                RETURNING id, card_id, points
            ), cards AS (
                UPDATE loyalty_card c
                   SET points = (round(COALESCE(c.points, 0)::numeric, 4) + change.points)::float8,
                       points_activity_date = GREATEST(c.points_activity_date, %(today)s),
                       write_date = %(now)s, write_uid = %(user)s
                  FROM change WHERE c.id = change.card_id
            )
            SELECT id, card_id, points FROM posted ORDER BY id
            """,
            cards=cards,
            moment=moment,
            copied=copied,
            from_due=SQL(", ").join(
                SQL("due.%s", SQL.identifier(name.strip()))
                for name in copied.code.split(",")
            ),
            expiry=validity["expiry_date"],
            idle=validity["idle_months"],
            today=program._points_day(moment),
            user=self.env.uid,
            now=self.env.cr.now(),
        )

    @api.model
    def _after(self, entry_ids, card_ids):
        cards = self.env["loyalty.card"].browse(card_ids)
        cards._points_forget_cache(cards)
        cards._points_after_post(self.env["loyalty.points.entry"].browse(entry_ids))
