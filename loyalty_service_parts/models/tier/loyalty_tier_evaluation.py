"""Up at once, down at reviews: each one statement over a set of cards (S16)."""

from odoo import api, models
from odoo.tools import SQL

from . import tier_sql

BATCH = 20_000


class LoyaltyTierEvaluation(models.AbstractModel):
    _name = "loyalty.tier.evaluation"
    _description = "Evaluation of Tiers"

    @api.model
    def _promote(self, program, cards=None, why="threshold"):
        """Move cards up that reached a higher tier: `[(card id, from, to)]`.

        :param SQL cards: a query of ids, or None for all cards of the program
        :param str why: what the history says
        """
        if not program._points_ladder():
            return []
        self.env["loyalty.card"].flush_model()
        moved = self.env.execute_query(
            tier_sql.promote(
                program,
                program._points_ladder(),
                *program._points_tier_period(),
                cards=cards,
                why=why,
            )
        )
        return self._after(moved)

    @api.model
    def _promote_after(self, entries):
        """The immediate check after a posting: one query a program that has tiers."""
        for program_id in self.env["loyalty.program"]._points_programs_with_tiers():
            # whoever posts points need not be allowed to read the program
            program = self.env["loyalty.program"].sudo().browse(program_id)
            self._promote(
                program,
                SQL(
                    "SELECT card_id FROM loyalty_points_entry WHERE id = ANY(%s) "
                    "AND program_id = %s AND qualifying AND points > 0",
                    list(entries.ids),
                    program_id,
                ),
            )

    @api.model
    def _cron_review(self):
        """Every day: what time brought up, ends of tiers by hand, reviews; in batches."""
        for done in self._steps():
            if not self.env["ir.cron"]._commit_progress(done):
                return

    @api.model
    def _review_all(self):
        """The same without committing: for tests, imports and replays."""
        for _done in self._steps():
            pass

    @api.model
    def _steps(self):
        """Batch after batch; the number of cards of each."""
        for program in self._programs():
            yield len(self._promote(program))
            for statement in (tier_sql.end_manual, tier_sql.review):
                while moved := self._batch(program, statement):
                    yield len(moved)

    @api.model
    def _programs(self):
        ids = self.env["loyalty.program"]._points_programs_with_tiers()
        # the run serves every company
        return self.env["loyalty.program"].sudo().browse(sorted(ids))

    @api.model
    def _batch(self, program, statement):
        if not program._points_ladder():
            return []
        self.env["loyalty.card"].flush_model()
        moved = self.env.execute_query(
            statement(
                program,
                program._points_ladder(),
                *program._points_tier_period(),
                batch=BATCH,
            )
        )
        self._after(moved)
        return moved

    @api.model
    def _after(self, moved):
        """Forget what SQL changed; tell the hook who really changed his tier."""
        if not moved:
            return []
        cards = self.env["loyalty.card"].browse(row[0] for row in moved)
        cards._points_forget_tier()
        changed = [row for row in moved if row[1] != row[2]]
        if changed:
            self.env["loyalty.card"]._points_after_tier(changed)
        return changed
