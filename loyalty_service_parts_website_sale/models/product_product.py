"""Nobody puts into his cart what he may not see, nor is promised what is kept (S27, S30)."""

from odoo import api, models

#: Context key of a visitor's request: stock is what he can have.
VISITOR = "loyalty_visitor"


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _is_add_to_cart_allowed(self):
        """Whatever else opens it, a part that is hidden stays hidden."""
        # asked in sudo, too: the visitor is still known
        return bool(self.sudo().member_visible and super()._is_add_to_cart_allowed())

    @api.depends_context(VISITOR)
    def _compute_quantities(self):
        return super()._compute_quantities()

    @api.model
    def _reserve_is_asked(self):
        """Also wherever the shop looks: at the store where it is collected, too."""
        return bool(self.env.context.get(VISITOR) or super()._reserve_is_asked())

    @api.model
    def _reserve_asks(self):
        """The visitor, unless another customer is asked for."""
        customer = super()._reserve_asks()
        if customer is not None or not self.env.context.get(VISITOR):
            return customer
        return self.env["loyalty.stock.reserve"]._reserve_customer(
            self.env.user.partner_id, self.env.company
        )

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
