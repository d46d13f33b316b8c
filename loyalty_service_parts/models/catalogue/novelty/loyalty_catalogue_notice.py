"""Which member was told of which part: once (S28)."""

from odoo import fields, models


class LoyaltyCatalogueNotice(models.Model):
    _name = "loyalty.catalogue.notice"
    _description = "Member Was Told of a Part"
    _order = "id desc"

    card_id = fields.Many2one(
        "loyalty.card", required=True, index=True, ondelete="cascade"
    )
    product_tmpl_id = fields.Many2one(
        "product.template", "Part", required=True, index=True, ondelete="cascade"
    )
    date = fields.Datetime("Told On", required=True, default=fields.Datetime.now)
    sent = fields.Boolean(help="Whether he agreed to be written to.")

    _once = models.Constraint(
        "UNIQUE (card_id, product_tmpl_id)", "A member is told of a part once."
    )
