"""An order has no parts that its customer may not buy (S27)."""

from odoo import models


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    def _catalogue_problems(self, lines):
        """With the products that are not for this customer, or not now."""
        return super()._catalogue_problems(lines) + [
            template._catalogue_refusal(self.partner_id, self.company_id)
            for template in self._catalogue_denied(lines)
        ]

    def _catalogue_denied(self, lines):
        """Products of these lines that the customer may not buy."""
        self.ensure_one()
        products = lines.product_id.product_tmpl_id
        return products - products._catalogue_open_to(self.partner_id, self.company_id)
