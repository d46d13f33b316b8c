"""A category with nothing but hidden parts is hidden (S27)."""

from odoo import api, models


class ProductPublicCategory(models.Model):
    _inherit = "product.public.category"

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_has_published_products(self):
        """Counted for this visitor: core counts in sudo."""
        if self.env.user._is_internal():
            return super()._compute_has_published_products()
        shown = self.filtered_domain(self._search_has_published_products("in", [True]))
        for category in self:
            category.has_published_products = category in shown
        return None

    @api.model
    def _search_has_published_products(self, operator, value):
        """Counted for this visitor: core counts in sudo."""
        if operator != "in" or self.env.user._is_internal():
            return super()._search_has_published_products(operator, value)
        # asked by a rule, so in sudo; the products know the visitor
        found = self.sudo()._search(
            [
                (
                    "product_tmpl_ids",
                    "any",
                    [
                        ("is_published", "=", True),
                        ("active", "=", True),
                        ("member_visible", "=", True),
                    ],
                )
            ]
        )
        ids = found.get_result_ids()
        return ["|", ("id", "in", ids), ("id", "parent_of", ids)]
