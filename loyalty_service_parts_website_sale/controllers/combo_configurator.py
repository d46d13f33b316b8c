"""A combination offers what this visitor may have (S27)."""

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request

from odoo.addons.website_sale.controllers.combo_configurator import (
    WebsiteSaleComboConfiguratorController,
)


class LoyaltyComboConfigurator(WebsiteSaleComboConfiguratorController):
    @http.route()
    def website_sale_combo_configurator_get_data(self, *args, **kwargs):
        """Without choices that are hidden."""
        data = super().website_sale_combo_configurator_get_data(*args, **kwargs)
        return self._loyalty_only_visible(data)

    @http.route()
    def sale_combo_configurator_get_data(self, *args, **kwargs):
        """Without choices that are hidden."""
        data = super().sale_combo_configurator_get_data(*args, **kwargs)
        return self._loyalty_only_visible(data)

    def _loyalty_only_visible(self, data):
        """:raise NotFound: the combination itself is hidden"""
        # the visitor is asked, whatever core finds in sudo
        template = (
            request.env["product.template"].sudo().browse(data["product_tmpl_id"])
        )
        if not template.exists() or not template.member_visible:
            raise NotFound()
        ids = [item["id"] for one in data["combos"] for item in one["combo_items"]]
        items = request.env["product.combo.item"].sudo().browse(ids)
        shown = set(items.filtered("product_id.member_visible").ids)
        for combo in data["combos"]:
            combo["combo_items"] = [
                item for item in combo["combo_items"] if item["id"] in shown
            ]
        return data
