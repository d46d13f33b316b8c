"""The section of exclusive parts: what a customer finds in the portal (S31)."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import float_compare, format_date


class ProductTemplate(models.Model):
    # one concern a file, one file a room
    _inherit = "product.template"  # pylint: disable=consider-merging-classes-inherited

    fit_ids = fields.Many2many(
        "loyalty.asset.model",
        string="Fits",
        help="Makes and models; the portal shows a customer what fits what he owns.",
    )

    @api.model
    def _catalogue_section(self, partner, company):
        """Domain of the parts that are a privilege of this customer now."""
        return (
            self._catalogue_domain(partner, company)
            & Domain("member_restricted", "=", True)
            & (
                Domain("member_access", "!=", "everyone")
                | Domain("visible_from", ">", fields.Datetime.now())
            )
            & Domain("sale_ok", "=", True)
            & Domain("company_id", "in", (False, company.id))
        )

    def _catalogue_offers(self, partner, company):
        """What the portal shows of these parts: `{template: values}`.

        Prices are of the customer's price list, points of his card; what is said of stock
        is what he can have.
        """
        variants = {template: template.product_variant_ids[:1] for template in self}
        products = (
            self.env["product.product"]
            .concat(*variants.values())
            .with_company(company)
            .with_context(partner_id=partner.id, lang=self.env.lang)
        )
        pricelist = partner.with_company(company).property_product_pricelist
        currency = pricelist.currency_id or company.currency_id
        prices = pricelist._get_products_price(products, 1.0, currency=currency)
        card = self.env["loyalty.card"]._points_cards_by_contact([partner], company)
        card = card.get(partner, self.env["loyalty.card"])
        free = products._catalogue_where_sold(company)._reserve_for(partner, company)
        free = {product.id: product.free_qty for product in free}
        days = card.tier_id.advance_days
        result = {}
        for template, product in variants.items():
            price = prices.get(product.id, 0.0)
            money = currency._convert(price, card.program_id.currency_id or currency)
            result[template] = {
                "product": product,
                "price": price,
                "list_price": company.currency_id._convert(
                    template.list_price, currency, company
                ),
                "currency": currency,
                "points": card
                and card._format_points(card._points_of_purchase(product, money)),
                "is_without_taxes": template._catalogue_is_without_taxes(price),
                "free": free.get(product.id, 0.0),
                "in_stock": template._catalogue_in_stock(free.get(product.id, 0.0)),
                "promise": template._catalogue_promise(
                    free.get(product.id, 0.0), card.tier_id
                ),
                "is_new": template._catalogue_is_new(days),
                "install_price": template._install_price(partner, company, card),
            }
        return result

    def _catalogue_is_without_taxes(self, price):
        """Whether taxes come on top of a price."""
        taxes = self.taxes_id.compute_all(price, product=self.product_variant_id)
        currency = self.currency_id
        return currency.compare_amounts(taxes["total_included"], price) > 0

    def _catalogue_versions(self, partner, company):
        """`[(variant, price, pieces)]` that a customer can choose from, and can have now."""
        variants = self.product_variant_ids._catalogue_where_sold(company)
        variants = variants._reserve_for(partner, company)
        pricelist = partner.with_company(company).property_product_pricelist
        prices = pricelist._get_products_price(variants, 1.0)
        return [(one, prices[one.id], one.free_qty) for one in variants]

    def _catalogue_limit_text(self, partner, company):
        """How many a customer may have, and has, of a limited edition; else False."""
        self.ensure_one()
        if not self.limit_member:
            return False
        sold = self._catalogue_sold(
            customer=partner, since=self._catalogue_limit_since(company)
        )
        return self.env._(
            "At most %(limit)d for each customer (%(period)s); you have %(sold)g.",
            limit=self.limit_member,
            period=self._catalogue_period(),
            sold=sold.get(self.id, 0),
        )

    def _catalogue_in_stock(self, free):
        return not self.is_storable or float_compare(free, 1, precision_digits=4) >= 0

    def _catalogue_promise(self, free, tier):
        """When a customer gets it, in words."""
        if not self._catalogue_in_stock(free):
            return self.env._("Not in stock")
        days = max((self.sale_delay or 0) - tier.delivery_days, 0)
        now = fields.Datetime.context_timestamp(self, fields.Datetime.now())
        day = format_date(self.env, now.date() + timedelta(days=days))
        if self.is_storable:
            return self.env._("In stock, delivered by %s", day)
        return self.env._("Delivered by %s", day)

    def _install_price(self, partner, company, card):
        """What the installation of one piece costs this customer; None if there is none."""
        product = self.install_product_id.with_company(company)
        if not product:
            return None
        pricelist = partner.with_company(company).property_product_pricelist
        price = pricelist._get_product_price(product, 1.0)
        off = card.tier_id._points_labour_discount(product) if card.tier_id else 0
        return price * self._install_quantity(1) * (1 - off / 100)
