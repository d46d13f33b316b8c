"""Work orders of the demo."""

from odoo import models


class LoyaltyDemo(models.AbstractModel):
    _inherit = "loyalty.demo"
