"""What members own: cars, phones, machines; what identifies one, what its meter counts."""

from odoo import fields, models


class LoyaltyAssetType(models.Model):
    _name = "loyalty.asset.type"
    _description = "Type of Asset"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    number_kind = fields.Selection(
        [("vin", "VIN"), ("imei", "IMEI"), ("serial", "Serial number")],
        "Known By",
        default="serial",
        required=True,
    )
    measure = fields.Selection(
        [("none", "Nothing"), ("km", "Kilometres"), ("hour", "Hours")],
        "Its Meter Counts",
        default="none",
        required=True,
    )
    plan_ids = fields.One2many("loyalty.asset.plan", "type_id", "Service Plan")
    service_template_id = fields.Many2one(
        "mail.template",
        "Service Is Due",
        domain="[('model', '=', 'loyalty.asset.service')]",
        default=lambda self: self.env["loyalty.program"]._points_message(
            "service_due_mail_template"
        ),
        help="Sent before a service is due; empty: not sent.",
    )
