"""The workshop of the demo takes bookings."""

from odoo import models


class LoyaltyDemo(models.AbstractModel):
    _inherit = "loyalty.demo"
