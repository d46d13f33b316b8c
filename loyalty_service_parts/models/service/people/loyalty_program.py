"""What a program gives for an answer, and what it takes for a bad one (S22)."""

from odoo import fields, models


class LoyaltyProgram(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.program"  # pylint: disable=consider-merging-classes-inherited

    rating_template_id = fields.Many2one(
        "mail.template",
        "Rating Request",
        domain="[('model', '=', 'helpdesk.ticket')]",
        default=lambda self: self.env.ref(
            "helpdesk_mgmt_rating.rating_ticket_email_template",
            raise_if_not_found=False,
        ),
        help="Sent when a member's ticket is closed, unless its stage asks already.",
    )
    rating_points = fields.Float(
        "Points for Rating",
        digits=(16, 2),
        help="For answering, whatever the answer is; once per ticket.",
    )
    rating_days = fields.Integer(
        "Within (Days)", default=14, help="After the ticket was closed."
    )
    rating_bad = fields.Selection(
        [("0", "Never"), ("1", "Unhappy"), ("3", "Neutral or unhappy")],
        "A Complaint Is Opened If",
        default="1",
        required=True,
    )

    _rating_positive = models.Constraint(
        "CHECK (rating_points >= 0 AND rating_days >= 0)",
        "Points and days for a rating cannot be negative.",
    )
