"""A line of the preview of an import."""

from odoo import fields, models


class LoyaltyPointsImportLine(models.TransientModel):
    _name = "loyalty.points.import.line"
    _description = "Line of an Import"
    _order = "number"

    wizard_id = fields.Many2one(
        "loyalty.points.import", required=True, ondelete="cascade"
    )
    number = fields.Integer("Line")
    card = fields.Char("Card Number")
    name = fields.Char("Member")
    email = fields.Char("E-mail")
    phone = fields.Char()
    points = fields.Float(digits=(16, 4))
    date = fields.Date("Given On")
    valid_until = fields.Date()
    error = fields.Char()
