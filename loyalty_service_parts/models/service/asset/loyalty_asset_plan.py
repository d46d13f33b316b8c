"""A service plan: every so many months or units, whichever is first (S25)."""

from odoo import api, fields, models


class LoyaltyAssetPlan(models.Model):
    _name = "loyalty.asset.plan"
    _description = "Service Plan"
    _order = "type_id, sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    type_id = fields.Many2one(
        "loyalty.asset.type", required=True, ondelete="cascade", index=True
    )
    months = fields.Integer()
    every = fields.Integer(
        "km or h",
        help="Months or kilometres, whichever comes first; 0: it does not matter.",
    )
    product_id = fields.Many2one(
        "product.product",
        "Service",
        domain="[('type', '=', 'service')]",
        help="When it is delivered on an order for the asset, the service is done. Its price "
        "tells how many points the visit brings.",
    )
    remind_days = fields.Integer("Remind (Days)", default=14, help="0: no reminder.")

    _some_interval = models.Constraint(
        "CHECK (months >= 0 AND every >= 0 AND months + every > 0 AND remind_days >= 0"
        " AND months <= 1200 AND remind_days <= 1000)",
        "Say after how many months, kilometres or hours the service is due.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """What is owned already follows the new plan, too."""
        plans = super().create(vals_list)
        assets = self.env["loyalty.asset"].sudo()
        # whoever plans need not be allowed to read every company's assets
        assets.search([("type_id", "in", plans.type_id.ids)])._service_plan()
        return plans
