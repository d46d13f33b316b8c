"""Settings of a program that tickets obey."""

from odoo import fields, models


class LoyaltyProgram(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.program"  # pylint: disable=consider-merging-classes-inherited

    ticket_upgrade = fields.Boolean(
        "A Better Tier Improves Open Tickets",
        default=True,
        help="A lost tier never changes a ticket that is open.",
    )
    guarantee_template_id = fields.Many2one(
        "mail.template",
        "Guarantee Paid",
        domain="[('model', '=', 'loyalty.card')]",
        default=lambda self: self._points_message("guarantee_mail_template"),
    )
