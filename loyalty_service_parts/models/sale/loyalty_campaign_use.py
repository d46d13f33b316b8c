"""What a campaign gave on which order."""

from odoo import fields, models


class LoyaltyCampaignUse(models.Model):
    _name = "loyalty.campaign.use"
    _description = "Points Given by a Campaign"
    _order = "id desc"

    campaign_id = fields.Many2one(
        "loyalty.campaign", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="campaign_id.company_id", store=True)
    order_id = fields.Many2one(
        "sale.order", required=True, ondelete="cascade", index=True
    )
    card_id = fields.Many2one(
        "loyalty.card", required=True, ondelete="cascade", index=True
    )
    partner_id = fields.Many2one(related="card_id.partner_id", string="Member")
    date = fields.Datetime(required=True)
    points = fields.Float(digits=(16, 4), required=True)
