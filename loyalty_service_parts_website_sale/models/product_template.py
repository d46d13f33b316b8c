"""Roads to a product's page and data that core walks in sudo (S27)."""

from odoo import fields, models
from odoo.http import request


class ProductTemplate(models.Model):
    _inherit = "product.template"

    def _get_access_action(self, access_uid=None, force_website=False):
        """A link from a message says nothing of a hidden part: its address has its name."""
        if not self.sudo().member_visible:
            return self.get_formview_action(access_uid=access_uid)
        return super()._get_access_action(
            access_uid=access_uid, force_website=force_website
        )

    def _search_get_detail(self, website, order, options):
        """The members' section of the shop."""
        result = super()._search_get_detail(website, order, options)
        if options.get("exclusive"):
            result["base_domain"] = [
                *result["base_domain"],
                self._loyalty_section(),
            ]
        return result

    def _loyalty_section(self):
        """Domain of what is a privilege: for members, or not for everybody yet."""
        return [
            ("member_restricted", "=", True),
            "|",
            ("member_access", "!=", "everyone"),
            ("visible_from", ">", fields.Datetime.now()),
        ]

    def _loyalty_ribbon(self):
        """What stands on a part that a visitor sees."""
        self.ensure_one()
        early = self.visible_from and self.visible_from > fields.Datetime.now()
        if early and self.env.user.share:
            return self._catalogue_audience() or self.env._("Early access")
        return self.member_text

    def _loyalty_points_preview(self, price):
        """“150 points” that a visitor with a card earns with a product; else False."""
        visitor = self.env.user
        if visitor._is_public() or self.product_variant_count != 1:
            return False
        # a customer reads what he earns without reading cards
        cards = self.env["loyalty.card"].sudo()
        company = request.website.company_id
        card = cards._points_cards_by_contact([visitor.partner_id], company)
        card = card.get(visitor.partner_id)
        if not card:
            return False
        currency = request.website.currency_id
        money = currency._convert(price, card.program_id.currency_id or currency)
        points = card._points_of_purchase(self.product_variant_id, money)
        return card._format_points(points) if points else False

    def _get_website_accessory_product(self):
        """Without parts that are hidden from the visitor: the cart looks in sudo."""
        return super()._get_website_accessory_product().filtered("member_visible")

    def _get_website_alternative_product(self):
        """Without parts that are hidden from the visitor."""
        return super()._get_website_alternative_product().filtered("member_visible")
