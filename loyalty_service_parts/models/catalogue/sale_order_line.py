"""A line that is added to a confirmed order is asked what the order was asked (S27, S29)."""

from odoo import api, models
from odoo.tools import float_compare

#: What is sold: a change of it on a confirmed order is a sale.
SOLD_FIELDS = {"order_id", "product_id", "product_uom_qty", "product_uom_id"}


class SaleOrderLine(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order.line"  # pylint: disable=consider-merging-classes-inherited

    @api.model_create_multi
    def create(self, vals_list):
        """:raise UserError: a confirmed order gets what its customer may not buy"""
        lines = super().create(vals_list)
        lines._catalogue_check_confirmed()
        return lines

    def write(self, vals):
        """:raise UserError: a confirmed order gets what its customer may not buy"""
        if not SOLD_FIELDS & vals.keys():
            return super().write(vals)
        before = {line: line._catalogue_sold() for line in self}
        result = super().write(vals)
        for line in self:
            order, product, pieces = line._catalogue_sold()
            if (order, product) != before[line][:2] or pieces > before[line][2]:
                line._catalogue_check_confirmed()
        return result

    def _catalogue_sold(self):
        """Order, product and pieces in the product's unit."""
        self.ensure_one()
        pieces = self.product_uom_id._compute_quantity(
            self.product_uom_qty, self.product_id.uom_id, round=False
        )
        return self.order_id, self.product_id, pieces

    def _catalogue_wanted(self):
        """`{template: pieces}` of these lines, in the unit of the product."""
        result = {}
        for line in self:
            _order, product, pieces = line._catalogue_sold()
            template = product.product_tmpl_id
            result[template] = result.get(template, 0.0) + pieces
        return result

    def _catalogue_entered(self):
        """Of these lines, in a form: what is new or more than what was saved."""
        return self.filtered(
            lambda line: (
                not line._origin
                or line.product_id != line._origin.product_id
                or float_compare(
                    line.product_uom_qty,
                    line._origin.product_uom_qty,
                    precision_digits=4,
                )
                > 0
            )
        )

    def _catalogue_check_confirmed(self):
        confirmed = self.filtered(lambda line: line.state == "sale" and line.product_id)
        for order, lines in confirmed.grouped("order_id").items():
            # products that are hidden from a customer count, too
            order._catalogue_check(lines.sudo())
