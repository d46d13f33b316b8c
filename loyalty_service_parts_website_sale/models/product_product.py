"""Nobody puts into his cart what he may not see (S27)."""

from odoo import models


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _is_add_to_cart_allowed(self):
        """Whatever else opens it, a part that is hidden stays hidden."""
        # asked in sudo, too: the visitor is still known
        return bool(self.sudo().member_visible and super()._is_add_to_cart_allowed())

    def _send_availability_email(self):
        """Whoever waits for a part and may not see it now is not written to, and waits on."""
        companies = self.env["res.company"].search([("id", "!=", False)])
        waiting = self.search(
            [
                ("stock_notification_partner_ids", "!=", False),
                ("member_restricted", "=", True),
            ]
        )
        denied = {}
        for product in waiting:
            denied[product] = product.stock_notification_partner_ids.filtered(
                lambda partner, product=product: (
                    not product.product_tmpl_id._catalogue_open_to(partner, companies)
                )
            )
            product.stock_notification_partner_ids -= denied[product]
        result = super()._send_availability_email()
        for product, partners in denied.items():
            product.stock_notification_partner_ids |= partners
        return result
