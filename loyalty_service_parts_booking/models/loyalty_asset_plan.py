"""Which visit a planned service needs."""

from odoo import fields, models


class LoyaltyAssetPlan(models.Model):
    _inherit = "loyalty.asset.plan"

    booking_type_id = fields.Many2one(
        "resource.booking.type",
        "Booked As",
        domain="[('member_bookable', '=', True)]",
        help="The reminder of the service leads to its free slots.",
    )
