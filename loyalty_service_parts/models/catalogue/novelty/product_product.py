"""The form of a variant has the buttons of its product (S30)."""

from odoo import models


class ProductProduct(models.Model):
    # one concern a file, one file a room
    _inherit = "product.product"  # pylint: disable=consider-merging-classes-inherited

    def action_waiting(self):
        """Open who waits for these variants."""
        action = self.product_tmpl_id.action_waiting()
        return {
            **action,
            "domain": [("product_id", "in", self.ids)],
            "context": {**action["context"], "default_product_id": self[:1].id},
        }
