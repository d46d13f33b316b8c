"""A program tried with a group of customers, and measured against others like them (S4)."""

from ast import literal_eval

from odoo import api, fields, models, tools
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

GROUPS = ("pilot", "control")
#: Figure → what it is measured in.
FIGURES = ("customers", "buyers", "sales", "repeat", "average")


class LoyaltyPilot(models.Model):
    _name = "loyalty.pilot"
    _inherit = ["loyalty.points.cached"]
    _description = "Pilot of a Program"
    _order = "id desc"
    _rec_name = "program_id"

    program_id = fields.Many2one(
        "loyalty.program", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="program_id.company_id", store=True)
    currency_id = fields.Many2one(related="program_id.currency_id")
    partner_domain = fields.Char(
        "Drawn From",
        default="[('customer_rank', '>', 0)]",
        required=True,
        help="Both groups are drawn from these.",
    )
    control_percent = fields.Integer("Control Group (%)", default=50, required=True)
    state = fields.Selection(
        [("draft", "Draft"), ("running", "Running"), ("open", "Open to Everyone")],
        "Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    date_from = fields.Datetime("Began", readonly=True, copy=False)
    date_to = fields.Datetime("Opened", readonly=True, copy=False)
    partner_ids = fields.One2many("loyalty.pilot.partner", "pilot_id", "Customers")

    pilot_customers = fields.Integer("Members", compute="_compute_figures")
    control_customers = fields.Integer("Control Group", compute="_compute_figures")
    pilot_buyers = fields.Integer("Members Who Bought", compute="_compute_figures")
    control_buyers = fields.Integer("Control Group, Bought", compute="_compute_figures")
    pilot_sales = fields.Monetary("Sales per Member", compute="_compute_figures")
    control_sales = fields.Monetary(
        "Control Group, Sales per Customer", compute="_compute_figures"
    )
    pilot_repeat = fields.Float(
        "Members Who Bought Again (%)", compute="_compute_figures"
    )
    control_repeat = fields.Float(
        "Control Group, Bought Again (%)", compute="_compute_figures"
    )
    pilot_average = fields.Monetary(
        "Average Order of Members", compute="_compute_figures"
    )
    control_average = fields.Monetary(
        "Control Group, Average Order", compute="_compute_figures"
    )
    uplift = fields.Float(
        "Sales per Customer, Difference (%)",
        compute="_compute_figures",
        help="By how much the members buy more than the control group.",
    )

    _control_percent_range = models.Constraint(
        "CHECK (control_percent > 0 AND control_percent < 100)",
        "Both groups need customers: between 1 and 99 %.",
    )
    _one_at_a_time = models.UniqueIndex(
        "(program_id) WHERE state != 'open'", "This program has a pilot already."
    )

    # -- what came of it -----------------------------------------------------------
    @api.depends("state", "partner_ids")
    def _compute_figures(self):
        figures = self._points_figures()
        for pilot in self:
            for group in GROUPS:
                found = figures.get((pilot.id, group), {})
                for name in FIGURES:
                    pilot[f"{group}_{name}"] = found.get(name, 0)
            control = pilot.control_sales
            pilot.uplift = 100 * (pilot.pilot_sales / control - 1) if control else 0.0

    def _points_figures(self):
        """`{(pilot id, group): {name: figure}}` from the orders since the beginning.

        Money is untaxed, in the company's currency; repeat is the share of buyers with
        at least two orders.
        """
        self.env["sale.order"].flush_model()
        self.env["loyalty.pilot.partner"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                WITH bought AS (
                    SELECT m.pilot_id, m.kind, m.partner_id, count(o.id) AS orders,
                           COALESCE(sum(o.amount_untaxed
                             / COALESCE(NULLIF(o.currency_rate, 0), 1)), 0) AS money
                      FROM loyalty_pilot_partner m
                      JOIN loyalty_pilot p ON p.id = m.pilot_id
                      JOIN res_partner c ON c.commercial_partner_id = m.partner_id
                           OR c.id = m.partner_id
                      LEFT JOIN sale_order o ON o.partner_id = c.id AND o.state = 'sale'
                       AND o.date_order >= p.date_from
                       AND o.date_order < COALESCE(p.date_to, 'infinity')
                     WHERE m.pilot_id = ANY(%s)
                     GROUP BY m.pilot_id, m.kind, m.partner_id
                )
                SELECT pilot_id, kind, count(*), count(*) FILTER (WHERE orders > 0),
                       sum(money) / count(*),
                       100.0 * count(*) FILTER (WHERE orders > 1)
                         / GREATEST(count(*) FILTER (WHERE orders > 0), 1),
                       sum(money) / GREATEST(sum(orders), 1)
                  FROM bought GROUP BY pilot_id, kind
                """,
                list(self.ids),
            )
        )
        return {
            (pilot_id, group): dict(zip(FIGURES, map(float, figures), strict=True))
            for pilot_id, group, *figures in rows
        }

    # -- steps ---------------------------------------------------------------------
    def action_draw(self):
        """Draw both groups by lot from the customers; again until it begins.

        :raise UserError: begun already, or fewer than two customers
        """
        self.ensure_one()
        if self.state != "draft":
            raise UserError(self.env._("The pilot has begun: its groups stay."))
        domain = Domain(literal_eval(self.partner_domain)) & Domain("active", "=", True)
        if self.program_id.card_holder == "company":
            domain &= Domain("parent_id", "=", False)
        found = self.env["res.partner"].search(domain, order="id")
        if len(found) < 2:
            raise UserError(
                self.env._("Fewer than two customers match: nothing to compare.")
            )
        drawn = self.env["res.partner"].browse(
            row[0]
            for row in self.env.execute_query(
                SQL(
                    "SELECT id FROM unnest(%s::int[]) AS id ORDER BY random()",
                    list(found.ids),
                )
            )
        )
        share = min(
            max(round(len(drawn) * self.control_percent / 100), 1), len(drawn) - 1
        )
        self.partner_ids.unlink()
        self.env["loyalty.pilot.partner"].create(
            [
                {
                    "pilot_id": self.id,
                    "partner_id": partner.id,
                    "kind": "control" if number < share else "pilot",
                }
                for number, partner in enumerate(drawn)
            ]
        )
        return True

    def action_start(self):
        """From now on the program is for the customers of the pilot only."""
        for pilot in self:
            if not pilot.partner_ids:
                pilot.action_draw()
        self._points_set_state("running", date_from=fields.Datetime.now())
        return True

    def action_open(self):
        """The program is for everyone; what was measured stays."""
        self._points_set_state("open", date_to=fields.Datetime.now())
        return True

    def _points_set_state(self, state, **values):
        self.write({"state": state, **values})

    # -- who may take part ---------------------------------------------------------
    @api.model
    @tools.ormcache()
    def _points_running(self):
        """`{program id: pilot id}` of the pilots that run."""
        # whoever sells need not be allowed to read pilots
        running = self.sudo().search([("state", "=", "running")])
        return {pilot.program_id.id: pilot.id for pilot in running}

    @api.model
    def _points_closed_to(self, partner):
        """Ids of programs whose pilot runs without this customer."""
        running = self._points_running()
        if not running:
            return []
        # whoever sells need not be allowed to read pilots
        mine = (
            self.env["loyalty.pilot.partner"]
            .sudo()
            .search(
                [
                    ("pilot_id", "in", list(running.values())),
                    ("kind", "=", "pilot"),
                    ("partner_id", "in", (partner | partner.commercial_partner_id).ids),
                ]
            )
        )
        return [
            program
            for program, pilot in running.items()
            if pilot not in mine.pilot_id.ids
        ]
