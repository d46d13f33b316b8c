"""The start of a program: tiers and points for those who bought before, once (S56)."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL, float_is_zero

SHOWN = 200
BATCH = 1000


class LoyaltyLaunch(models.TransientModel):
    _name = "loyalty.launch"
    _description = "Start of a Program"
    _rec_name = "program_id"

    program_id = fields.Many2one("loyalty.program", required=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    months = fields.Integer("Orders of the Last Months", default=12, required=True)
    who = fields.Selection(
        [("buyers", "Everybody who bought"), ("cards", "Only who has a card")],
        "Members Become",
        default="buyers",
        required=True,
    )
    points_percent = fields.Float(
        "Opening Points (%)",
        help="Which part of the points that earlier orders would have earned is given; "
        "0 for none. They expire by the rule of the program, from today on.",
    )
    points_cap = fields.Float("At Most per Member", help="0 for no limit.")
    shown = fields.Boolean()
    customer_count = fields.Integer("Members", readonly=True)
    new_count = fields.Integer("Of Which New", readonly=True)
    points = fields.Float("Points Given", digits=(16, 2), readonly=True)
    liability = fields.Monetary("Their Value", readonly=True)
    line_ids = fields.One2many("loyalty.launch.line", "launch_id", readonly=True)
    member_ids = fields.One2many("loyalty.launch.member", "launch_id", readonly=True)

    _percent_range = models.Constraint(
        "CHECK (points_percent >= 0 AND points_percent <= 100)",
        "Between 0 and 100 % of the points can be given.",
    )
    _cap_positive = models.Constraint(
        "CHECK (points_cap >= 0 AND months > 0)", "Caps and months are not negative."
    )

    @api.onchange("months", "who", "points_percent", "points_cap", "company_id")
    def _onchange_terms(self):
        self.shown = False

    # -- what would happen -----------------------------------------------------------
    def action_preview(self):
        """Show who would get what; nothing is changed."""
        self.ensure_one()
        self._check_may_start()
        outcome, cards = self._outcome()
        points = self._opening_points(outcome)
        partners = self.env["res.partner"].browse(list(outcome.members))
        self.line_ids.unlink()
        self.member_ids.unlink()
        self.write(
            {
                "shown": True,
                "customer_count": len(partners),
                "new_count": len(partners.filtered(lambda one: one not in cards)),
                "points": sum(points.values()),
                "liability": sum(points.values()) * outcome.offer.point_value,
                "line_ids": [
                    Command.create({"name": name, "members": count})
                    for name, count in outcome.tiers().items()
                ],
                "member_ids": [
                    Command.create(
                        {
                            "partner_id": partner.id,
                            "tier": outcome.members[partner.id].tier,
                            "points": points.get(partner.id, 0.0),
                        }
                    )
                    for partner in partners[:SHOWN]
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Start"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _check_may_start(self):
        self.env["loyalty.card"]._points_check_manager()
        if self.program_id.launched_on:
            raise UserError(
                self.env._("“%s” was started already.", self.program_id.name)
            )
        if not self.program_id.is_nominative:
            raise UserError(
                self.env._("“%s” has no cards of members.", self.program_id.name)
            )

    def _outcome(self):
        """`(outcome, {partner: card})` of the orders that earned nothing in the program."""
        program = self.program_id
        scope = program._points_scope(self.company_id, self.months)
        outcome = self.env["loyalty.simulator"]._simulate(
            program._points_offer(), {**scope, "program": program}
        )
        partners = self.env["res.partner"].browse(list(outcome.members))
        # the right was checked; cards of other sellers' customers count, too
        cards = self.env["loyalty.card"].sudo()._points_find_cards(program, partners)
        if self.who == "cards":
            for partner in partners - self.env["res.partner"].union(*cards):
                del outcome.members[partner.id], outcome.points[partner.id]
        return outcome, cards

    def _opening_points(self, outcome):
        """`{partner id: points}` to give, rounded down, up to the cap."""
        result = {}
        for partner_id, earned in outcome.points.items():
            points = earned * self.points_percent / 100
            if self.points_cap:
                points = min(points, self.points_cap)
            points = self.program_id._points_round(points, "DOWN")
            if not float_is_zero(points, precision_digits=4):
                result[partner_id] = points
        return result

    # -- the start -------------------------------------------------------------------
    def action_start(self):
        """Make cards, count earlier purchases for the tiers, give the points: once.

        :raise UserError: not previewed, or started already
        """
        self.ensure_one()
        if not self.shown:
            raise UserError(self.env._("Look at the preview first."))
        self._lock()
        self._check_may_start()
        outcome, cards = self._outcome()
        # the manager's right was checked; the engine writes what nobody may write by hand
        engine = self.sudo().with_context(loyalty_no_mail=True, tracking_disable=True)
        cards = engine._make_cards(outcome, cards)
        engine._keep_past(outcome, cards)
        engine.program_id.write(
            {"launched_on": fields.Datetime.now(), "tier_past": True}
        )
        engine.env["loyalty.tier.evaluation"]._promote(engine.program_id, why="start")
        engine._give_points(outcome, cards)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_service_parts.loyalty_card_action_members"
        )
        return {**action, "domain": [("program_id", "=", self.program_id.id)]}

    def _lock(self):
        """Two managers who start at once: the second one waits, and is refused."""
        self.env.execute_query(
            SQL(
                "SELECT id FROM loyalty_program WHERE id = %s FOR NO KEY UPDATE",
                self.program_id.id,
            )
        )
        self.program_id.invalidate_recordset(["launched_on"])

    def _make_cards(self, outcome, cards):
        """`{partner id: card}` with new ones for who has none, in batches."""
        result = {partner.id: card for partner, card in cards.items()}
        missing = [one for one in outcome.members if one not in result]
        for start in range(0, len(missing), BATCH):
            part = missing[start : start + BATCH]
            made = self.env["loyalty.card"].create(
                [
                    {"program_id": self.program_id.id, "partner_id": partner_id}
                    for partner_id in part
                ]
            )
            result.update(zip(part, made, strict=True))
        return result

    def _keep_past(self, outcome, cards):
        """One row per earlier order, in one statement."""
        past = [
            (cards[order.customer].id, order.day, points, order.money)
            for order, points in outcome.past
            if order.customer in outcome.members
        ]
        if not past:
            return
        columns = [list(column) for column in zip(*past, strict=True)]
        program = self.program_id
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO loyalty_tier_past
                       (card_id, program_id, company_id, date, points, amount)
                SELECT card_id, %s, %s, (day::timestamp + interval '12 hours')
                         AT TIME ZONE %s AT TIME ZONE 'UTC', points, amount
                  FROM unnest(%s::int[], %s::date[], %s::numeric[], %s::numeric[])
                    AS past(card_id, day, points, amount)
                """,
                program.id,
                program.company_id.id or None,
                program._points_timezone().zone,
                *columns,
            )
        )

    def _give_points(self, outcome, cards):
        """One opening entry per member, in batches; each once, whoever asks again."""
        given = list(self._opening_points(outcome).items())
        for start in range(0, len(given), BATCH):
            self.env["loyalty.card"]._points_post(
                [
                    {
                        "card_id": cards[partner_id].id,
                        "points": points,
                        "type": "opening",
                        "component": "bonus",
                        "reason_code": "opening",
                        "idempotency_key": f"start/{cards[partner_id].id}",
                    }
                    for partner_id, points in given[start : start + BATCH]
                ]
            )


class LoyaltyLaunchLine(models.TransientModel):
    _name = "loyalty.launch.line"
    _description = "Members of a Tier at the Start"

    launch_id = fields.Many2one("loyalty.launch", required=True, ondelete="cascade")
    name = fields.Char("Tier", readonly=True)
    members = fields.Integer(readonly=True)


class LoyaltyLaunchMember(models.TransientModel):
    _name = "loyalty.launch.member"
    _description = "Member at the Start"

    launch_id = fields.Many2one("loyalty.launch", required=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", "Member", readonly=True)
    tier = fields.Char(readonly=True)
    points = fields.Float(digits=(16, 2), readonly=True)
