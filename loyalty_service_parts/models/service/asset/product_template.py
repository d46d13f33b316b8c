"""A product that becomes an asset of whoever buys it."""

from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    asset_type_id = fields.Many2one(
        "loyalty.asset.type",
        "Becomes an Asset",
        help="When a serial number of it is delivered, the customer owns an asset of this "
        "type, with its service plan.",
    )
