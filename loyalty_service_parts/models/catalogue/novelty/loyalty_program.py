"""What a program tells of parts, and how long it holds pieces (S28, S31)."""

from odoo import fields, models


class LoyaltyProgram(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.program"  # pylint: disable=consider-merging-classes-inherited

    novelty_template_id = fields.Many2one(
        "mail.template",
        "New Part",
        domain="[('model', '=', 'loyalty.card')]",
        default=lambda self: self._points_message("novelty_mail_template"),
    )
    novelty_sms_template_id = fields.Many2one(
        "sms.template",
        "New Part, by SMS",
        domain="[('model', '=', 'loyalty.card')]",
        help="Sent to members who agreed to advertising by SMS; empty: not sent.",
    )
    waiting_template_id = fields.Many2one(
        "mail.template",
        "Part Has Come In",
        domain="[('model', '=', 'loyalty.waiting')]",
        default=lambda self: self._points_message("waiting_mail_template"),
    )
    hold_hours = fields.Float(
        "Pieces Are Held (Hours)",
        default=24,
        help="So long what a member orders in the portal is held for him before he signs "
        "or pays; 0: not held.",
    )

    _hold_hours_positive = models.Constraint(
        "CHECK (hold_hours >= 0)", "Pieces are held some hours, or not: 0."
    )
