"""What the till has to know of a program, beside what core hands to it."""

from odoo import api, models


class LoyaltyProgram(models.Model):
    _inherit = "loyalty.program"

    @api.model
    def _load_pos_data_fields(self, config):
        """The limits that the choice of points obeys."""
        return [
            *super()._load_pos_data_fields(config),
            "card_holder",
            "points_digits",
            "redeem_max_percent",
            "redeem_min_points",
            "redeem_scope",
            "redeem_same_order",
        ]
