"""Campaigns count what they give at the till, too."""

from odoo import fields, models


class LoyaltyCampaignUse(models.Model):
    _inherit = "loyalty.campaign.use"

    pos_order_id = fields.Many2one(
        "pos.order", "Till Order", ondelete="cascade", index="btree_not_null"
    )

    _points_sales = {"sale.order": "order_id", "pos.order": "pos_order_id"}
