"""Members are asked after a repair, too."""

from odoo import fields, models


class LoyaltyProgram(models.Model):
    _inherit = "loyalty.program"

    repair_rating_template_id = fields.Many2one(
        "mail.template",
        "Rating Request of a Repair",
        domain="[('model', '=', 'repair.order')]",
        default=lambda self: self.env.ref(
            "loyalty_service_parts_repair.rating_mail_template",
            raise_if_not_found=False,
        ),
        help="Sent when a member's repair is ready; empty: not sent.",
    )
