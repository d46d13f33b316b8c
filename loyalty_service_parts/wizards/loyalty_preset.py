"""A whole program in one click: parts shop, car dealership, service centre (S3)."""

from itertools import cycle

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Command

from .preset_data import COLORS, PRESETS, TYPICAL_ORDER, round_amount
from .thresholds import check_rising


class LoyaltyPreset(models.TransientModel):
    _name = "loyalty.preset"
    _description = "New Program"

    preset = fields.Selection(
        [
            ("parts", "Parts shop"),
            ("dealer", "Car dealership"),
            ("service", "Service centre"),
            ("discount", "Cumulative discount"),
        ],
        "For a",
        default="parts",
        required=True,
    )
    name = fields.Char(required=True, default=lambda self: self.env._("Members' Club"))
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    average_order = fields.Monetary(
        compute="_compute_average_order",
        store=True,
        readonly=False,
        precompute=True,
        help="From the orders of the last twelve months; tiers are reached with so many of these.",
    )
    earn_percent = fields.Float(
        "Points for Each Order (%)",
        compute="_compute_preset",
        store=True,
        readonly=False,
        precompute=True,
    )
    redeem_max_percent = fields.Float(
        "Pay by Points up to (%)",
        compute="_compute_preset",
        store=True,
        readonly=False,
        precompute=True,
    )
    expiry_months = fields.Integer(
        "Points Are Valid for (Months)",
        compute="_compute_preset",
        store=True,
        readonly=False,
        precompute=True,
    )
    hold_days = fields.Integer(
        "Waiting Period (Days)",
        compute="_compute_preset",
        store=True,
        readonly=False,
        precompute=True,
    )
    line_ids = fields.One2many(
        "loyalty.preset.line",
        "wizard_id",
        "Tiers",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
        precompute=True,
    )

    @api.depends("company_id")
    def _compute_average_order(self):
        since = fields.Datetime.now() - relativedelta(years=1)
        for wizard in self:
            # one figure of all orders of the company, whoever asks
            ((total, count),) = (
                self.env["sale.order"]
                .sudo()
                ._read_group(
                    [
                        ("state", "=", "sale"),
                        ("date_order", ">=", since),
                        ("company_id", "=", wizard.company_id.id),
                    ],
                    [],
                    ["amount_untaxed:sum", "__count"],
                )
            )
            typical = TYPICAL_ORDER.get(wizard.currency_id.name, 100)
            wizard.average_order = total / count if count else typical

    @api.depends("preset")
    def _compute_preset(self):
        for wizard in self:
            values = PRESETS[wizard.preset or "parts"]
            wizard.earn_percent = values["earn_percent"]
            wizard.redeem_max_percent = values["redeem_max_percent"]
            wizard.expiry_months = values["expiry_months"]
            wizard.hold_days = values["points_hold_days"]

    def _tier_name(self, code):
        return {
            "silver": self.env._("Silver"),
            "gold": self.env._("Gold"),
            "platinum": self.env._("Platinum"),
        }[code]

    @api.depends("preset", "average_order")
    def _compute_line_ids(self):
        for wizard in self:
            wizard.line_ids = [Command.clear()] + [
                Command.create(
                    {
                        "name": wizard._tier_name(code),
                        "threshold": round_amount(wizard.average_order * orders),
                        "multiplier": multiplier,
                        "labour_discount": labour,
                        "discount": discount,
                    }
                )
                for code, orders, multiplier, labour, discount in PRESETS[
                    wizard.preset or "parts"
                ]["tiers"]
            ]

    def action_create(self):
        """Make the program with its rules, rewards and tiers, and open it.

        :raise AccessError: not a loyalty manager
        :raise UserError: thresholds that are missing or not rising
        """
        self.ensure_one()
        self.env["loyalty.card"]._points_check_manager()
        check_rising(self.env, [0.0, *self.line_ids.mapped("threshold")])
        program = self.env["loyalty.program"].create(self._program_values())
        pricelists = self._make_pricelists()
        self.env["loyalty.tier"].create(
            [
                {
                    "program_id": program.id,
                    "name": line.name,
                    "threshold": line.threshold,
                    "multiplier": line.multiplier,
                    "labour_discount": line.labour_discount,
                    "pricelist_id": pricelists.get(
                        line, self.env["product.pricelist"]
                    ).id,
                    "color": color,
                }
                for line, color in zip(self.line_ids, cycle(COLORS), strict=False)
            ]
        )
        if self.preset == "discount":
            # Odoo asks for a reward: what was bought is counted, not spent
            program.reward_ids.active = False
        return {
            "type": "ir.actions.act_window",
            "res_model": "loyalty.program",
            "res_id": program.id,
            "views": [(False, "form")],
        }

    def _make_pricelists(self):
        """`{line: price list}` for tiers that take something off everything."""
        lines = self.line_ids.filtered("discount")
        # the manager's right was checked; he need not be a manager of prices, too
        made = (
            self.env["product.pricelist"]
            .sudo()
            .create(
                [
                    {
                        "name": f"{self.name}: {line.name}",
                        "company_id": self.company_id.id,
                        "currency_id": self.currency_id.id,
                        "item_ids": [
                            Command.create(
                                {
                                    "applied_on": "3_global",
                                    "compute_price": "percentage",
                                    "percent_price": line.discount,
                                }
                            )
                        ],
                    }
                    for line in lines
                ]
            )
        )
        return dict(zip(lines, made, strict=True))

    def _program_values(self):
        preset = PRESETS[self.preset]
        return {
            "name": self.name,
            "company_id": self.company_id.id,
            "program_type": "loyalty",
            "applies_on": "both",
            "trigger": "auto",
            "portal_visible": True,
            "portal_point_name": self.env._("%s bought", self.currency_id.symbol)
            if self.preset == "discount"
            else self.env._("points"),
            "points_accrual": preset["points_accrual"],
            "points_hold_days": self.hold_days,
            "points_digits": "0",
            "points_on": "net",
            "points_expiry": "months" if self.expiry_months else "never",
            "points_expiry_count": self.expiry_months,
            "points_warning_days": 30,
            "redeem_max_percent": self.redeem_max_percent,
            "card_holder": preset["card_holder"],
            "tier_metric": "spend",
            "tier_review": "anniversary",
            "tier_grace_days": 30,
            "rule_ids": [
                Command.create(
                    {
                        "reward_point_mode": "money",
                        "reward_point_amount": self.earn_percent / 100,
                    }
                )
            ],
            "reward_ids": [
                Command.create(
                    {
                        "reward_type": "discount",
                        "discount_mode": "per_point",
                        "discount": 1,
                        "discount_applicability": "order",
                        "required_points": 1,
                    }
                )
            ],
            **preset.get("program", {}),
        }


class LoyaltyPresetLine(models.TransientModel):
    _name = "loyalty.preset.line"
    _description = "Tier of a New Program"
    _order = "threshold, id"

    wizard_id = fields.Many2one("loyalty.preset", required=True, ondelete="cascade")
    name = fields.Char(required=True)
    threshold = fields.Float("From", digits=(16, 2))
    multiplier = fields.Float("Points Multiplied By", default=1, digits=(16, 2))
    labour_discount = fields.Float("Discount on Labour (%)")
    discount = fields.Float("Discount on Everything (%)")

    _discount_range = models.Constraint(
        "CHECK (discount >= 0 AND discount <= 100)",
        "A discount lies between 0 and 100 %.",
    )
