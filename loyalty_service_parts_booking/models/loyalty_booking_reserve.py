"""Times that are kept for members of a tier, and above (S23)."""

from odoo import fields, models


class LoyaltyBookingReserve(models.Model):
    _name = "loyalty.booking.reserve"
    _description = "Reserved Time"
    _inherit = ["loyalty.booking.tier"]
    _order = "type_id, weekday, hour_from"
    _rec_name = "tier_id"

    weekday = fields.Selection(
        [
            ("0", "Monday"),
            ("1", "Tuesday"),
            ("2", "Wednesday"),
            ("3", "Thursday"),
            ("4", "Friday"),
            ("5", "Saturday"),
            ("6", "Sunday"),
        ],
        help="Every day when empty.",
    )
    hour_from = fields.Float("From", required=True)
    hour_to = fields.Float("To", required=True)
    release_hours = fields.Integer(
        "Free For All Before (Hours)",
        help="So many hours before, a slot that nobody took opens to everybody; 0: never.",
    )

    _hours = models.Constraint(
        "CHECK (hour_from >= 0 AND hour_from < hour_to AND hour_to <= 24"
        " AND release_hours >= 0)",
        "A reserved time lies between 0 and 24 o'clock and ends after it began.",
    )
