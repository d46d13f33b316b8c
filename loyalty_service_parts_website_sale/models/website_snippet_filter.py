"""Snippets look for products in sudo (S27)."""

from odoo import api, models
from odoo.fields import Domain


class WebsiteSnippetFilter(models.Model):
    _inherit = "website.snippet.filter"

    @api.model
    def _get_products(self, mode, **kwargs):
        """Only products that this visitor sees."""
        # the visitor's own domain may be an open "or": it is closed before ours is added
        wanted = Domain(self.env.context.get("search_domain") or Domain.TRUE)
        shown = wanted & Domain("member_visible", "=", True)
        return super(
            WebsiteSnippetFilter, self.with_context(search_domain=list(shown))
        )._get_products(mode, **kwargs)

    def _filter_records_to_values(self, records, **options):
        """A product that is asked for by its number is shown to whoever sees it."""
        if not isinstance(records, list) and "member_visible" in records._fields:
            records = records.filtered("member_visible")
        return super()._filter_records_to_values(records, **options)
