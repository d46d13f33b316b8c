"""Roads to a product's page and data that core walks in sudo (S27)."""

from odoo import models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    def _get_access_action(self, access_uid=None, force_website=False):
        """A link from a message says nothing of a hidden part: its address has its name."""
        if not self.sudo().member_visible:
            return self.get_formview_action(access_uid=access_uid)
        return super()._get_access_action(
            access_uid=access_uid, force_website=force_website
        )

    def _get_website_accessory_product(self):
        """Without parts that are hidden from the visitor: the cart looks in sudo."""
        return super()._get_website_accessory_product().filtered("member_visible")

    def _get_website_alternative_product(self):
        """Without parts that are hidden from the visitor."""
        return super()._get_website_alternative_product().filtered("member_visible")
