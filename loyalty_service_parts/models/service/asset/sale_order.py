"""An order for an asset: a service of its plan that is delivered is done (S25)."""

from odoo import fields, models


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    asset_id = fields.Many2one(
        "loyalty.asset",
        "For Asset",
        index="btree_not_null",
        domain="[('partner_id', 'child_of', partner_id)]",
        help="What the parts and the service are for.",
    )


class SaleOrderLine(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order.line"  # pylint: disable=consider-merging-classes-inherited

    def _service_on_work_done(self):
        """The services of the asset's plan that these lines sold are done."""
        result = super()._service_on_work_done()
        for line in self:
            line.order_id.asset_id.service_ids.filtered(
                lambda one, line=line: one.plan_id.product_id == line.product_id
            )._service_done()
        return result
