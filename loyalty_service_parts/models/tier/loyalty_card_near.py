"""Members who nearly reached the next tier, or may lose theirs: for filters (S18)."""

from odoo import fields, models
from odoo.tools import SQL

from . import tier_sql

#: From this share of the next threshold on, a member is near it.
NEAR = 0.8


class LoyaltyCard(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.card"  # pylint: disable=consider-merging-classes-inherited

    tier_near = fields.Boolean(
        "Near the Next Tier", compute="_compute_tier_near", search="_search_tier_near"
    )
    tier_at_risk = fields.Boolean(
        "Tier at Risk", compute="_compute_tier_near", search="_search_tier_at_risk"
    )

    def _compute_tier_near(self):
        near, at_risk = self._points_ids_near(), self._points_ids_at_risk()
        for card in self:
            card.tier_near = card._origin.id in near
            card.tier_at_risk = card._origin.id in at_risk

    def _search_tier_near(self, operator, value):
        return self._points_as_domain(operator, value, self._points_ids_near())

    def _search_tier_at_risk(self, operator, value):
        return self._points_as_domain(operator, value, self._points_ids_at_risk())

    def _points_as_domain(self, operator, value, ids):
        if operator not in ("in", "not in"):
            return NotImplemented
        wanted = (True in value) == (operator == "in")
        return [("id", "in" if wanted else "not in", list(ids))]

    def _points_ids_near(self):
        """Ids of cards that reached most of the next tier, in every program."""
        found = set()
        self._points_flush()
        for program in self.env["loyalty.tier.evaluation"]._programs():
            ladder = program._points_ladder()
            if not ladder:
                continue
            since, _today, _until = program._points_tier_period()
            rows = self.env.execute_query(
                SQL(
                    """
                    WITH ladder AS (%(ladder)s), figures AS (%(figures)s)
                    SELECT c.id FROM figures f JOIN loyalty_card c ON c.id = f.card_id
                      LEFT JOIN ladder held ON held.id = c.tier_id
                      JOIN ladder next ON next.rank = COALESCE(held.rank, 0) + 1
                     WHERE c.active AND f.figure >= %(near)s * next.threshold
                       AND f.figure < next.threshold
                    """,
                    ladder=tier_sql.ladder(ladder),
                    figures=tier_sql.figures(program, since),
                    near=NEAR,
                )
            )
            found |= {row[0] for row in rows}
        return found

    def _points_ids_at_risk(self):
        """Ids of cards whose next review, within the days of the warning, they would fail."""
        found = set()
        for program in self.env["loyalty.tier.evaluation"]._programs():
            found |= set(self._points_tiers_at_risk(program, warned=True).ids)
        return found
