"""More points for a period: for whom, on what, up to which budget (S38)."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import float_compare


class LoyaltyCampaign(models.Model):
    _name = "loyalty.campaign"
    _inherit = ["loyalty.points.cached"]
    _description = "Campaign"
    _order = "date_from desc, id desc"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    program_id = fields.Many2one(
        "loyalty.program", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="program_id.company_id", store=True)
    date_from = fields.Date("From", required=True, default=fields.Date.context_today)
    date_to = fields.Date("Through", required=True)
    tier_ids = fields.Many2many(
        "loyalty.tier", string="Tiers", domain="[('program_id', '=', program_id)]"
    )
    categ_ids = fields.Many2many("product.category", string="Categories")
    product_ids = fields.Many2many("product.product", string="Products")
    partner_domain = fields.Char("Only Customers", default="[]")
    kind = fields.Selection(
        [("multiplier", "Multiply the points"), ("bonus", "Bonus for an order")],
        "Gives",
        default="multiplier",
        required=True,
    )
    multiplier = fields.Float(default=2, digits=(16, 2))
    bonus = fields.Float("Bonus Points", digits=(16, 2))
    budget = fields.Float(
        "Budget (Points)",
        digits=(16, 2),
        help="The campaign stops when so many points were given; 0 for no limit.",
    )
    member_cap = fields.Float(
        "At Most per Member (Points)", digits=(16, 2), help="0 for no limit."
    )
    use_ids = fields.One2many("loyalty.campaign.use", "campaign_id", readonly=True)
    given = fields.Float("Given (Points)", compute="_compute_given", digits=(16, 2))
    member_count = fields.Integer("Members Reached", compute="_compute_given")
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("running", "Running"),
            ("spent", "Budget used up"),
            ("over", "Over"),
        ],
        "Status",
        compute="_compute_state",
    )

    _dates = models.Constraint(
        "CHECK (date_to >= date_from)", "A campaign cannot end before it begins."
    )
    _limits = models.Constraint(
        "CHECK (budget >= 0 AND member_cap >= 0 AND bonus >= 0)",
        "Budget, bonus and cap cannot be negative.",
    )

    @api.constrains("kind", "multiplier", "bonus")
    def _check_gives_something(self):
        for campaign in self:
            if campaign.kind == "multiplier" and campaign.multiplier <= 1:
                raise ValidationError(
                    self.env._(
                        "“%s” gives nothing: multiply by more than 1.", campaign.name
                    )
                )
            if campaign.kind == "bonus" and campaign.bonus <= 0:
                raise ValidationError(
                    self.env._("“%s” gives nothing: enter the bonus.", campaign.name)
                )

    @api.depends("use_ids.points")
    def _compute_given(self):
        groups = self.env["loyalty.campaign.use"]._read_group(
            [("campaign_id", "in", self.ids)],
            ["campaign_id"],
            ["points:sum", "card_id:count_distinct"],
        )
        figures = {campaign: rest for campaign, *rest in groups}
        for campaign in self:
            campaign.given, campaign.member_count = figures.get(campaign, (0, 0))

    @api.depends("date_from", "date_to", "budget", "given")
    def _compute_state(self):
        for campaign in self:
            today = (
                campaign.program_id._points_day()
                if campaign.program_id
                else fields.Date.context_today(campaign)
            )
            campaign.state = campaign._points_state_on(today)

    def _points_state_on(self, today):
        if not self.date_from or not self.date_to or today < self.date_from:
            return "planned"
        if today > self.date_to:
            return "over"
        used_up = self.budget and (
            float_compare(self.given, self.budget, precision_digits=2) >= 0
        )
        return "spent" if used_up else "running"
