"""When the manager is told that cards are used strangely (S51)."""

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    counter_lookups = fields.Integer(
        "Look-ups a Minute",
        default=30,
        help="So many cards a user may look up by their numbers in a minute.",
    )
    counter_cards = fields.Integer(
        "Different Cards",
        default=20,
        help="The manager is told when a user looks up more cards than this in ten minutes.",
    )
    counter_sales = fields.Integer(
        "Sales to Others",
        default=3,
        help="The manager is told when a card is used on so many sales to others in a day.",
    )

    api_lookups = fields.Integer(
        "Look-ups of a Till a Minute",
        default=300,
        help="So many cards an outside till or web site may look up in a minute.",
    )

    _counter_limits_positive = models.Constraint(
        "CHECK (counter_lookups > 0 AND counter_cards > 0 AND counter_sales > 0 "
        "AND api_lookups > 0)",
        "These limits are at least 1.",
    )
