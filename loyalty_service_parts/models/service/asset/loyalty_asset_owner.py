"""Who owned an asset, from when until when."""

from odoo import fields, models


class LoyaltyAssetOwner(models.Model):
    _name = "loyalty.asset.owner"
    _description = "Owner of an Asset"
    _order = "since desc, id desc"
    _rec_name = "partner_id"

    asset_id = fields.Many2one(
        "loyalty.asset", required=True, readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="asset_id.company_id", store=True)
    partner_id = fields.Many2one(
        "res.partner", "Owner", required=True, readonly=True, ondelete="restrict"
    )
    since = fields.Date(required=True, readonly=True)
    until = fields.Date(readonly=True)
