"""The card's tier: what it is, until when, what is missing to the next one (S18)."""

from odoo import api, fields, models
from odoo.tools import SQL, float_compare

from . import tier_sql

#: Kept by the evaluation; people give tiers with the wizard.
TIER_FIELDS = {
    "tier_id",
    "tier_since",
    "tier_until",
    "tier_grace_until",
    "tier_manual",
    "tier_manual_until",
}


class LoyaltyCard(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.card"  # pylint: disable=consider-merging-classes-inherited

    tier_id = fields.Many2one(
        "loyalty.tier", readonly=True, copy=False, index="btree_not_null"
    )
    tier_color_style = fields.Char(related="tier_id.color_style")
    tier_name = fields.Char(related="tier_id.name", string="Name of the Tier")
    tier_since = fields.Date(readonly=True, copy=False)
    tier_until = fields.Date(
        "Held Until",
        readonly=True,
        copy=False,
        help="The next review of the tier is after this day.",
    )
    tier_grace_until = fields.Date(readonly=True, copy=False)
    tier_warned_date = fields.Date("Warned of the Review", readonly=True, copy=False)
    tier_manual = fields.Boolean("Tier by Hand", readonly=True, copy=False)
    tier_manual_until = fields.Date("By Hand Until", readonly=True, copy=False)
    tier_change_ids = fields.One2many(
        "loyalty.tier.change", "card_id", "Tier History", readonly=True
    )
    tier_figure = fields.Float(
        "Reached", compute="_compute_tier_progress", digits=(16, 2)
    )
    tier_next_id = fields.Many2one(
        "loyalty.tier", "Next Tier", compute="_compute_tier_progress"
    )
    tier_missing = fields.Float(
        "Missing", compute="_compute_tier_progress", digits=(16, 2)
    )
    tier_progress = fields.Float("Progress (%)", compute="_compute_tier_progress")
    tier_text = fields.Char("To the Next Tier", compute="_compute_tier_progress")
    tier_next_benefits = fields.Html(
        "The Next Tier Brings", compute="_compute_tier_progress"
    )

    @api.depends("points", "tier_id", "program_id.tier_ids.threshold")
    def _compute_tier_progress(self):
        figures = self._points_tier_figures()
        for card in self:
            figure = figures.get(card._origin.id, 0.0)
            higher = card.program_id.sudo().tier_ids._points_ranked()
            higher = higher.filtered(
                lambda tier, figure=figure, card=card: (
                    float_compare(tier.threshold, figure, precision_digits=2) > 0
                    and tier.threshold > card.tier_id.sudo().threshold
                )
            )
            card.tier_figure = figure
            card.tier_next_id = higher[:1]
            card.tier_next_benefits = higher[:1].benefits
            needed = higher[:1].threshold
            card.tier_missing = max(needed - figure, 0.0) if needed else 0.0
            card.tier_progress = 100 * figure / needed if needed else 100.0
            card.tier_text = card._points_tier_text(higher[:1])

    def _points_tier_text(self, tier):
        """What is missing to a tier, in words."""
        if not tier:
            return False
        return self.env._(
            "%(missing)s more to %(tier)s",
            missing=self._points_in_metric(self.tier_missing),
            tier=tier.name,
        )

    def _points_in_metric(self, amount):
        """An amount in the measure of the program, to read."""
        # a member reads what is missing without reading programs
        return self.program_id.sudo()._points_in_metric(amount)

    def _points_tier_figures(self):
        """What these cards reached in their windows: `{card id: figure}`."""
        result = {}
        cards = self._origin.filtered("program_id")
        self._points_flush()
        for program, own in cards.grouped("program_id").items():
            program = program.sudo()
            if program.id not in program._points_programs_with_tiers():
                continue
            since, _today, _until = program._points_tier_period()
            rows = self.env.execute_query(
                tier_sql.figures(
                    program, since, SQL("SELECT unnest(%s::int[])", list(own.ids))
                )
            )
            result |= {card_id: float(figure) for card_id, figure in rows}
        return result

    def _points_absorb(self, others, reason):
        """What the other cards bought before the start counts for this one."""
        result = super()._points_absorb(others, reason)
        # kept by the engine alone; who puts cards together was allowed to
        past = self.env["loyalty.tier.past"].sudo()
        past.search([("card_id", "in", others.ids)]).write({"card_id": self.id})
        return result

    @api.model
    def _points_kept_fields(self):
        """Tiers follow from what was earned, or from the wizard."""
        return super()._points_kept_fields() | TIER_FIELDS

    @api.model
    def _points_after_post(self, entries):
        """Up at once, in the transaction that reaches the threshold (S16)."""
        result = super()._points_after_post(entries)
        if entries and self.env["loyalty.program"]._points_programs_with_tiers():
            self.env["loyalty.tier.evaluation"]._promote_after(entries)
        return result

    def _points_forget_tier(self):
        self.invalidate_recordset(
            [*TIER_FIELDS, "tier_warned_date", "tier_change_ids"], flush=False
        )
        self.modified(["tier_id"])

    def _points_of_birthday(self):
        """A tier may bring more for the birthday (S17)."""
        # the run serves every member
        return max(super()._points_of_birthday(), self.tier_id.sudo().birthday_points)

    @api.model
    def _points_after_tier(self, moved):
        """Hook: cards whose tier changed, `[(card id, from tier id, to tier id)]`."""

    def _points_set_tier(self, tier, until, reason):
        """Give a tier by hand; it outranks what was reached until its end (S16).

        :param tier: the tier, empty for none
        :param until: last day, None without end
        """
        self.ensure_one()
        self._points_check_may_adjust()
        now = self.env["loyalty.program"]._points_now()
        # the right was checked; nobody may write tiers and their history otherwise
        card = self.sudo()
        self.env["loyalty.tier.change"].sudo().create(
            {
                "card_id": card.id,
                "from_tier_id": card.tier_id.id,
                "to_tier_id": tier.id,
                "date": now,
                "why": "manual",
                "reason": reason,
                "author_id": self.env.uid,
                "figure": card.tier_figure,
                "balance": card.points,
            }
        )
        before = card.tier_id.id
        card.write(
            {
                "tier_id": tier.id,
                "tier_since": card.program_id._points_day(),
                "tier_until": until or False,
                "tier_grace_until": False,
                "tier_manual": True,
                "tier_manual_until": until or False,
            }
        )
        if before != tier.id:
            self._points_after_tier([(card.id, before or None, tier.id or None)])
