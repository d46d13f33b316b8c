"""What each preset, and each program, would have given and cost last year (S56)."""

import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL

from ..models.sale.simulation import Offer
from ..models.tier.member import Rules
from .preset_data import PRESETS


class LoyaltySimulation(models.TransientModel):
    _name = "loyalty.simulation"
    _description = "Simulator"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    months = fields.Integer("Orders of the Last Months", default=12, required=True)
    spent_percent = fields.Float(
        "Points Spent (%)",
        default=60,
        required=True,
        help="Which part of the points members are assumed to spend.",
    )
    program_ids = fields.Many2many(
        "loyalty.program",
        string="Programs",
        domain="[('program_type', '=', 'loyalty'), ('applies_on', '!=', 'current')]",
        help="Shown beside the presets, with the settings that they have now.",
    )
    line_ids = fields.One2many("loyalty.simulation.line", "simulation_id", "Outcome")
    cost_graph = fields.Text("Cost", compute="_compute_graphs")
    liability_graph = fields.Text("Outstanding", compute="_compute_graphs")

    _months_positive = models.Constraint(
        "CHECK (months > 0)", "At least one month has to be looked at."
    )
    _spent_range = models.Constraint(
        "CHECK (spent_percent >= 0 AND spent_percent <= 100)",
        "Between 0 and 100 % of the points can be spent.",
    )

    @api.depends("company_id")
    def _compute_display_name(self):
        for simulation in self:
            simulation.display_name = self.env._("Simulator")

    @api.depends("line_ids")
    def _compute_graphs(self):
        for simulation in self:
            simulation.cost_graph = simulation._bars("cost")
            simulation.liability_graph = simulation._bars("liability")

    def _bars(self, figure):
        """A figure of all lines, as the widget of Odoo's dashboards reads it."""
        title = self.line_ids._fields[figure]._description_string(self.env)
        values = [
            {"label": line.name, "value": line[figure], "type": "past"}
            for line in self.line_ids
        ]
        return json.dumps([{"key": title, "values": values}])

    def action_compute(self):
        """Live through the orders with each preset and program; nothing is posted.

        :raise UserError: nothing was sold in these months
        """
        self.ensure_one()
        self.env["loyalty.card"]._points_check_manager()
        self.line_ids.unlink()
        self.line_ids = [
            Command.create(self._line(outcome, **source))
            for outcome, source in self._outcomes()
        ]
        if not any(self.line_ids.mapped("order_count")):
            raise UserError(
                self.env._(
                    "“%(company)s” sold nothing in the last %(months)s months: there is "
                    "nothing to learn from.",
                    company=self.company_id.name,
                    months=self.months,
                )
            )
        # the graphs are drawn once: they have to be drawn anew
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _outcomes(self):
        simulator = self.env["loyalty.simulator"]
        for preset in PRESETS:
            offer, scope = self._preset_offer(preset)
            yield simulator._simulate(offer, scope), {"preset": preset}
        for program in self.program_ids:
            scope = program._points_scope(self.company_id, self.months)
            offer = program._points_offer()
            yield simulator._simulate(offer, scope), {"program_id": program.id}

    def _preset_offer(self, preset):
        """The program that a preset would make, as an offer, and the orders to read."""
        wizard = self.env["loyalty.preset"].new(
            {"preset": preset, "company_id": self.company_id.id}
        )
        values, lines = PRESETS[preset], wizard.line_ids.sorted("threshold")
        names = dict(wizard._fields["preset"]._description_selection(self.env))
        settings = values.get("program", {})
        offer = Offer(
            name=names[preset],
            earning=(
                {
                    "mode": "money",
                    "give": wizard.earn_percent / 100,
                    "minimum": 0,
                    "least": 0,
                },
            ),
            rules=Rules(
                ladder=tuple(
                    (line.name, line.threshold, line.threshold) for line in lines
                ),
                window=settings.get("tier_window", "rolling"),
                review="anniversary",
                downgrade=settings.get("tier_downgrade", "one_step"),
                grace=settings.get("tier_grace_days", 30),
            ),
            factors=(1.0, *lines.mapped("multiplier")),
            digits=int(settings.get("points_digits", "0")),
            point_value=1.0 if wizard.redeem_max_percent else 0.0,
            pay_share=wizard.redeem_max_percent / 100,
        )
        return offer, {
            "company": self.company_id,
            "months": self.months,
            "holder": values["card_holder"],
            "on": "net",
            # the past may have been invoiced elsewhere: what was ordered and not credited
            "accrual": "confirm",
            "coverage": [None],
            "off": [
                SQL(
                    "l.net * GREATEST(CASE WHEN l.service THEN %s ELSE 0 END, %s)",
                    line.labour_discount / 100,
                    line.discount / 100,
                )
                for line in lines
            ],
        }

    def _line(self, outcome, **source):
        share = self.spent_percent / 100
        tiers = outcome.tiers()
        margin = outcome.share_of_margin(share)
        without = len(outcome.members) - sum(tiers.values())
        return {
            **source,
            "name": outcome.offer.name,
            "customers": len(outcome.members),
            "order_count": outcome.orders,
            "sales": outcome.sales,
            "points": outcome.issued,
            "spent": outcome.spent(share),
            "liability": outcome.liability(share),
            "discounts": outcome.discounts,
            "cost": outcome.cost(share),
            "margin": outcome.margin,
            "margin_known": margin is not None,
            "margin_percent": 100 * (margin or 0.0),
            "tiers": ", ".join(f"{name} {count}" for name, count in tiers.items()),
            "tier_ids": [
                Command.create({"name": f"{rank}. {name}", "members": count})
                for rank, (name, count) in enumerate(
                    {self.env._("No tier"): without, **tiers}.items()
                )
            ],
        }

    def action_compare(self):
        """Members by tier of all of them, as graph and table."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Members by Tier"),
            "res_model": "loyalty.simulation.tier",
            "views": [(False, "graph"), (False, "pivot"), (False, "list")],
            "domain": [("line_id.simulation_id", "=", self.id)],
        }


class LoyaltySimulationLine(models.TransientModel):
    _name = "loyalty.simulation.line"
    _description = "Outcome of a Program"
    _order = "id"

    simulation_id = fields.Many2one(
        "loyalty.simulation", required=True, ondelete="cascade", index=True
    )
    currency_id = fields.Many2one(related="simulation_id.currency_id")
    name = fields.Char("Simulated", readonly=True)
    preset = fields.Char(readonly=True)
    program_id = fields.Many2one("loyalty.program", readonly=True)
    launched_on = fields.Datetime(related="program_id.launched_on")
    customers = fields.Integer(readonly=True)
    order_count = fields.Integer("Orders", readonly=True)
    sales = fields.Monetary(readonly=True)
    tiers = fields.Char("Members by Tier", readonly=True)
    tier_ids = fields.One2many("loyalty.simulation.tier", "line_id", readonly=True)
    points = fields.Float("Points Issued", digits=(16, 2), readonly=True)
    spent = fields.Float("Points Spent", digits=(16, 2), readonly=True)
    liability = fields.Monetary("Outstanding", readonly=True)
    discounts = fields.Monetary(readonly=True)
    cost = fields.Monetary(readonly=True, help="Points spent, in money, and discounts.")
    margin = fields.Monetary("Known Margin", readonly=True)
    margin_known = fields.Boolean(readonly=True)
    margin_percent = fields.Float(
        "Cost of Margin (%)",
        readonly=True,
        help="Of the margin of products whose cost is known.",
    )

    def action_use(self):
        """Make the program of this preset, or start this program."""
        self.ensure_one()
        if self.program_id:
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("Start"),
                "res_model": "loyalty.launch",
                "views": [(False, "form")],
                "target": "new",
                "context": {
                    "default_program_id": self.program_id.id,
                    "default_company_id": self.simulation_id.company_id.id,
                    "default_months": self.simulation_id.months,
                },
            }
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Program"),
            "res_model": "loyalty.preset",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_preset": self.preset,
                "default_company_id": self.simulation_id.company_id.id,
            },
        }


class LoyaltySimulationTier(models.TransientModel):
    _name = "loyalty.simulation.tier"
    _description = "Members of a Tier in the Simulator"
    _order = "line_id, name"

    line_id = fields.Many2one(
        "loyalty.simulation.line",
        "Program",
        required=True,
        ondelete="cascade",
        index=True,
    )
    name = fields.Char("Tier", readonly=True)
    members = fields.Integer(readonly=True)
