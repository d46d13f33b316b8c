"""Silver, Gold, Platinum: what is needed for a tier, and what it is to the member (S15)."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import float_compare


class LoyaltyTier(models.Model):
    _name = "loyalty.tier"
    _description = "Tier"
    _inherit = ["image.mixin", "loyalty.points.cached"]
    _order = "program_id, threshold, id"

    name = fields.Char(required=True, translate=True)
    program_id = fields.Many2one(
        "loyalty.program", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="program_id.company_id", store=True)
    active = fields.Boolean(default=True)
    threshold = fields.Float(
        "Reached With",
        required=True,
        digits=(16, 2),
        help="Money, points or purchases in the window that the program names.",
    )
    retention = fields.Float(
        "Kept With",
        digits=(16, 2),
        help="What is needed at a review to keep the tier; 0 for as much as to reach it.",
    )
    color = fields.Integer()
    birthday_points = fields.Float(
        digits=(16, 2), help="Instead of the program's, where they are more."
    )
    description = fields.Html(
        "What It Brings", translate=True, help="Members read this."
    )
    card_count = fields.Integer("Members", compute="_compute_card_count")

    _threshold_once = models.Constraint(
        "UNIQUE (program_id, threshold)",
        "Two tiers of a program cannot be reached with the same amount.",
    )
    _threshold_positive = models.Constraint(
        "CHECK (threshold >= 0 AND retention >= 0)",
        "What a tier needs cannot be negative.",
    )

    @api.depends("name", "program_id")
    @api.depends_context("tier_with_program")
    def _compute_display_name(self):
        """With the program where tiers of several ones stand side by side."""
        several = self.env.context.get("tier_with_program") and (
            len(self.env["loyalty.program"]._points_programs_with_tiers()) > 1
        )
        for tier in self:
            name = tier.name or ""
            tier.display_name = (
                f"{name} ({tier.program_id.name})" if several and name else name
            )

    def _compute_card_count(self):
        counts = dict(
            self.env["loyalty.card"]._read_group(
                [("tier_id", "in", self.ids)], ["tier_id"], ["__count"]
            )
        )
        for tier in self:
            tier.card_count = counts.get(tier, 0)

    @api.constrains("retention", "threshold")
    def _check_retention(self):
        for tier in self:
            if float_compare(tier.retention, tier.threshold, precision_digits=2) > 0:
                raise ValidationError(
                    self.env._(
                        "Keeping “%s” cannot need more than reaching it.", tier.name
                    )
                )

    @api.constrains("program_id")
    def _check_program_id(self):
        for tier in self:
            if not tier.program_id.is_nominative:
                raise ValidationError(
                    self.env._("“%s” has no cards of members.", tier.program_id.name)
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_held(self):
        cards = self.env["loyalty.card"].with_context(active_test=False)
        if cards.search_count([("tier_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._("Members hold this tier. Archive it instead of deleting it.")
            )

    def _points_ranked(self):
        """Tiers of one program from the lowest to the highest."""
        return self.sorted("threshold")

    def action_cards(self):
        """Open the members who hold this tier."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_service_parts.loyalty_card_action_members"
        )
        action["domain"] = [("tier_id", "in", self.ids)]
        return action
