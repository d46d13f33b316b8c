"""What the discounts of a tier would have cost on orders of the past (S56)."""

import json

from odoo import fields, models
from odoo.tools import SQL


class LoyaltyTier(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.tier"  # pylint: disable=consider-merging-classes-inherited

    def _points_off(self, company, months):
        """SQL: what a line `l` would have cost less in this tier, by price list or labour."""
        self.ensure_one()
        labour = SQL("0")
        if self.labour_discount:
            labour = SQL(
                "CASE WHEN l.service %s THEN %s ELSE 0 END",
                SQL(
                    "AND l.categ_id = ANY(%s)",
                    self.env["product.category"]
                    .search([("id", "child_of", self.labour_categ_id.id)])
                    .ids,
                )
                if self.labour_categ_id
                else SQL(),
                self.labour_discount / 100,
            )
        return SQL(
            "l.net * GREATEST(%s, %s)", labour, self._points_off_prices(company, months)
        )

    def _points_off_prices(self, company, months):
        """SQL: the share that the tier's price list takes off the product of a line `l`."""
        if not self.pricelist_id:
            return SQL("0")
        # prices are asked for all products that were sold, at once
        sold = (
            self.env["sale.order.line"]
            .sudo()
            ._read_group(
                [
                    ("order_id.state", "=", "sale"),
                    ("order_id.company_id", "=", company.id),
                    ("product_id", "!=", False),
                    (
                        "order_id.date_order",
                        ">=",
                        fields.Datetime.subtract(fields.Datetime.now(), months=months),
                    ),
                ],
                ["product_id"],
            )
        )
        products = self.env["product.product"].browse(row[0].id for row in sold).sudo()
        prices = self.pricelist_id.sudo()._get_products_price(
            products, 1.0, currency=company.currency_id
        )
        shares = {
            product.id: max(1 - prices[product.id] / product.lst_price, 0.0)
            for product in products
            if product.lst_price and product.id in prices
        }
        return SQL(
            "COALESCE((%s::jsonb->>l.product_id::text)::float8, 0)",
            json.dumps(shares),
        )
