"""Settings of a program that its tiers obey (S15, S16)."""

from odoo import api, fields, models, tools

from .periods import held_until, period_start, window_start

_MONTHS = {"month": 1, "quarter": 3, "year": 12}


class LoyaltyProgram(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.program"  # pylint: disable=consider-merging-classes-inherited

    tier_ids = fields.One2many("loyalty.tier", "program_id", "Tiers")
    tier_metric = fields.Selection(
        [
            ("spend", "Money spent"),
            ("points", "Points earned"),
            ("orders", "Number of purchases"),
        ],
        "Tiers By",
        default="spend",
        required=True,
        help="What was earned counts, never the balance: spending points lowers no tier.",
    )
    tier_window = fields.Selection(
        [
            ("rolling", "The last months"),
            ("calendar_year", "This calendar year"),
            ("lifetime", "Ever"),
        ],
        "In",
        default="rolling",
        required=True,
    )
    tier_window_months = fields.Integer("Months That Count", default=12)
    tier_review = fields.Selection(
        [
            ("monthly", "Every month"),
            ("quarterly", "Every quarter"),
            ("yearly", "Every year"),
            ("anniversary", "On the anniversary of the tier"),
        ],
        "Review",
        default="yearly",
        required=True,
        help="A tier is lost at its review only; it is gained at once.",
    )
    tier_downgrade = fields.Selection(
        [
            ("one_step", "One step down"),
            ("to_qualified", "To the tier that is reached"),
            ("never", "Never down"),
        ],
        "Not Reached Any More",
        default="one_step",
        required=True,
    )
    tier_grace_days = fields.Integer(
        "Grace (Days)",
        help="How long a tier is kept after a review that it did not pass.",
    )
    tier_warning_days = fields.Integer(
        "Warn Before (Days of Tier)",
        default=30,
        help="Members are told so many days before a tier would be lost.",
    )

    tier_past = fields.Boolean(
        "Earlier Purchases Count",
        readonly=True,
        copy=False,
        help="Purchases before the start of the program count for its tiers.",
    )
    tier_up_template_id = fields.Many2one(
        "mail.template",
        "New Tier",
        domain="[('model', '=', 'loyalty.card')]",
        default=lambda self: self._points_message("tier_up_mail_template"),
    )
    tier_risk_template_id = fields.Many2one(
        "mail.template",
        "Tier at Risk",
        domain="[('model', '=', 'loyalty.card')]",
        default=lambda self: self._points_message("tier_risk_mail_template"),
    )
    tier_lost_template_id = fields.Many2one(
        "mail.template",
        "Tier Lost",
        domain="[('model', '=', 'loyalty.card')]",
        default=lambda self: self._points_message("tier_lost_mail_template"),
    )

    _tier_window_months_positive = models.Constraint(
        "CHECK (tier_window_months > 0)", "At least one month has to count."
    )
    _tier_grace_days_positive = models.Constraint(
        "CHECK (tier_grace_days >= 0)", "The days of grace cannot be negative."
    )

    @api.model
    @tools.ormcache()
    def _points_programs_with_tiers(self):
        """Ids of programs with tiers: asked at every posting."""
        # every program counts, whatever the user may read
        tiers = self.env["loyalty.tier"].sudo().search([("active", "=", True)])
        return frozenset(tiers.program_id.ids)

    @tools.ormcache("self.id")
    def _points_ladder(self):
        """`(id, threshold, retention)` of the active tiers, from the lowest to the highest."""
        # whoever posts points need not be allowed to read tiers
        return tuple(
            (tier.id, tier.threshold, tier.retention or tier.threshold)
            for tier in self.sudo().tier_ids._points_ranked()
        )

    def _points_tier_period(self):
        """Today, since when entries count (naive UTC), until when a tier gained today holds."""
        self.ensure_one()
        today = self._points_day()
        first = window_start(self.tier_window, self.tier_window_months, today)
        since = self._points_midnight(first) if first else None
        return since, today, held_until(self.tier_review, today, today)

    def _points_period_since(self, period):
        """When the month, quarter or year of today began: naive UTC datetime."""
        self.ensure_one()
        first = period_start(_MONTHS[period], self._points_day())
        return self._points_midnight(first)

    def _points_in_metric(self, amount):
        """An amount in the measure of the tiers, to read."""
        self.ensure_one()
        if self.tier_metric == "spend":
            return self.currency_id.format(amount)
        if self.tier_metric == "orders":
            return self.env._("%s purchases", round(amount))
        return self._points_named(amount)

    def action_tiers(self):
        """Open the tiers of this program."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_service_parts.loyalty_tier_action"
        )
        action["domain"] = [("program_id", "=", self.id)]
        action["context"] = {"default_program_id": self.id}
        return action
