"""Reasons for which a broken promise is excused."""

from odoo import fields, models


class LoyaltyGuaranteeExcuse(models.Model):
    _name = "loyalty.guarantee.excuse"
    _description = "Excuse for a Broken Promise"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
