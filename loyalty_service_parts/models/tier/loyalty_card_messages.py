"""Messages to members about their tier: reached, at risk (S16, S34)."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from . import tier_sql

MAIL_BATCH = 200


class LoyaltyCard(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.card"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _points_after_tier(self, moved):
        """Who reached a higher tier, or lost his, is told if he agreed to such mail."""
        result = super()._points_after_tier(moved)
        # whoever posts points need not be allowed to read tiers
        tiers = self.env["loyalty.tier"].sudo()
        up, down = [], []
        for card_id, before, after in moved:
            higher = not before or (
                after and tiers.browse(after).threshold > tiers.browse(before).threshold
            )
            (up if higher else down).append(card_id)
        if down:
            self.browse(down)._points_send("tier_lost", "advertising")
        if up:
            self.browse(up)._points_send("tier_up", "advertising")
        return result

    tier_to_keep = fields.Float(
        compute="_compute_tier_to_keep",
        help="What is missing at the review to keep the tier, in the measure of the program.",
    )

    @api.depends("points", "tier_id", "tier_until")
    def _compute_tier_to_keep(self):
        self._points_flush()
        figures = {}
        for program, cards in (
            self._origin.filtered("tier_id").grouped("program_id").items()
        ):
            rows = self.env.execute_query(
                tier_sql.figures_at_review(program.sudo(), cards)
            )
            figures |= {card_id: float(figure) for card_id, figure in rows}
        for card in self:
            tier = card.tier_id.sudo()
            needed = tier.retention or tier.threshold
            card.tier_to_keep = max(needed - figures.get(card._origin.id, 0.0), 0.0)

    @api.model
    def _cron_warn_of_tiers(self):
        """Tell members, some days before, of a review that they would not pass: once."""
        for program in self.env["loyalty.tier.evaluation"]._programs():
            found = self._points_tiers_at_risk(program)
            for start in range(0, len(found), MAIL_BATCH):
                cards = found[start : start + MAIL_BATCH]
                cards._points_send("tier_risk", "advertising")
                cards.write({"tier_warned_date": program._points_day()})
                if not self.env["ir.cron"]._commit_progress(len(cards)):
                    return

    @api.model
    def _points_tiers_at_risk(self, program, warned=False):
        """Cards near their review whose figure would not keep the tier.

        :param bool warned: also those who were told already
        """
        if not program._points_ladder() or program.tier_downgrade == "never":
            return self.browse()
        since, today, _until = program._points_tier_period()
        self._points_flush()
        rows = self.env.execute_query(
            SQL(
                """
                WITH ladder AS (%(ladder)s), near AS (
                    SELECT id, tier_id, tier_until AS day FROM loyalty_card c
                     WHERE program_id = %(program)s AND active AND tier_id IS NOT NULL
                       AND tier_manual IS NOT TRUE %(told)s
                       AND COALESCE(tier_grace_until, tier_until)
                           BETWEEN %(today)s AND %(until)s
                ), figures AS (%(figures)s)
                SELECT near.id FROM near
                  JOIN ladder ON ladder.id = near.tier_id
                  LEFT JOIN figures f ON f.card_id = near.id
                 WHERE COALESCE(f.figure, 0) < ladder.retention ORDER BY near.id
                """,
                ladder=tier_sql.ladder(program._points_ladder()),
                program=program.id,
                told=SQL() if warned else SQL("AND tier_warned_date IS NULL"),
                today=today,
                until=today + timedelta(days=program.tier_warning_days),
                figures=tier_sql.figures(program, since, judged=SQL("near")),
            )
        )
        # the run serves every member
        return self.sudo().browse(row[0] for row in rows)
