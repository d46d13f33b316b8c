"""What the till shows of parts that are not for everybody."""

from odoo import api, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    @api.model
    def _load_pos_data_fields(self, config_id):
        """Whether a part is for members, and for which, in words."""
        return [
            *super()._load_pos_data_fields(config_id),
            "member_restricted",
            "member_ribbon",
            "limit_member",
            "limit_total",
        ]
