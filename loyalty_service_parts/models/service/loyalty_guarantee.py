"""The guarantee: what a broken promise is worth to a member of a tier (S20)."""

import math

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import float_compare


class LoyaltyGuarantee(models.Model):
    _name = "loyalty.guarantee"
    _description = "Guarantee of a Promise"
    _order = "tier_id, promise"
    _rec_name = "tier_id"

    active = fields.Boolean(default=True)
    tier_id = fields.Many2one(
        "loyalty.tier", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="tier_id.company_id", store=True)
    promise = fields.Selection(
        [("reaction", "Reaction"), ("resolution", "Resolution")], required=True
    )
    kind = fields.Selection(
        [
            ("fixed", "Points for the breach"),
            ("hour", "Points for each hour begun"),
            ("share", "Share of the order (%)"),
        ],
        "Pays",
        default="fixed",
        required=True,
        help="The share is of the untaxed amount of the ticket's order, 1 point for 1 unit.",
    )
    points = fields.Float("Points or %", digits=(16, 2), required=True)
    ticket_cap = fields.Float(
        "At Most per Ticket", digits=(16, 2), help="Points; 0 for no limit."
    )
    member_cap = fields.Float(
        "At Most per Member", digits=(16, 2), help="Points in a period; 0 for no limit."
    )
    member_period = fields.Selection(
        [("month", "A month"), ("quarter", "A quarter"), ("year", "A year")],
        "In",
        default="month",
        required=True,
    )
    excuse_hours = fields.Integer(
        "May Be Excused for (Hours)",
        default=24,
        required=True,
        help="So long the points are pending, and a manager can excuse the breach.",
    )

    _once = models.UniqueIndex(
        "(tier_id, promise) WHERE active", "A tier has one guarantee per promise."
    )
    _limits = models.Constraint(
        "CHECK (points > 0 AND ticket_cap >= 0 AND member_cap >= 0 AND excuse_hours >= 0)",
        "A guarantee pays something; caps and hours cannot be negative.",
    )

    @api.constrains("kind", "points")
    def _check_share(self):
        for guarantee in self:
            if (
                guarantee.kind == "share"
                and float_compare(guarantee.points, 100, precision_digits=2) > 0
            ):
                raise ValidationError(
                    self.env._("A share of the order lies between 0 and 100 %.")
                )

    def _points_text(self):
        """“200 points if it is broken”."""
        self.ensure_one()
        program = self.tier_id.program_id
        if self.kind == "share":
            return self.env._("%g %% of the order in points if broken", self.points)
        points = program._points_named(self.points)
        if self.kind == "hour":
            return self.env._("%s for each hour begun if broken", points)
        return self.env._("%s if broken", points)

    def _points_of_breach(self, ticket, hours_late, already, in_period):
        """Points for a breach, rounded down, within the caps.

        :param float hours_late: since the deadline
        :param float already: points for other breaches of the ticket
        :param float in_period: points for other breaches of the member in the period
        """
        self.ensure_one()
        points = self.points
        if self.kind == "hour":
            points *= max(math.ceil(hours_late), 1)
        elif self.kind == "share":
            points = ticket.sale_order_id.amount_untaxed * self.points / 100
        for cap, used in ((self.ticket_cap, already), (self.member_cap, in_period)):
            if cap:
                points = min(points, max(cap - used, 0.0))
        return self.tier_id.program_id._points_round(points, "DOWN")
