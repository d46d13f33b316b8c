"""Nobody puts into his cart what he may not see (S27)."""

from odoo import models


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _is_add_to_cart_allowed(self):
        """Whatever else opens it, a part that is hidden stays hidden."""
        # asked in sudo, too: the visitor is still known
        return bool(self.sudo().member_visible and super()._is_add_to_cart_allowed())

    def _send_availability_email(self):
        """Whoever waited for a part and may not see it any more is not written to."""
        for product in self:
            waiting = product.stock_notification_partner_ids
            product.stock_notification_partner_ids = waiting.filtered(
                lambda partner, product=product: (
                    product.product_tmpl_id._catalogue_open_to(
                        partner, self.env.companies
                    )
                )
            )
        return super()._send_availability_email()
