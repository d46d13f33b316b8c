"""The limits of the counter, among Odoo's settings."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    counter_lookups = fields.Integer(
        related="company_id.counter_lookups", readonly=False
    )
    api_lookups = fields.Integer(related="company_id.api_lookups", readonly=False)
    counter_cards = fields.Integer(related="company_id.counter_cards", readonly=False)
    counter_sales = fields.Integer(related="company_id.counter_sales", readonly=False)
