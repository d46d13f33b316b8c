"""A card whose tier changed: prices of its holder follow at once."""

from odoo import api, models


class LoyaltyCard(models.Model):
    _inherit = "loyalty.card"

    @api.model
    def _points_after_tier(self, moved):
        """The price list of a contact is computed from his tier."""
        result = super()._points_after_tier(moved)
        self.env["res.partner"].invalidate_model(
            ["property_product_pricelist"], flush=False
        )
        return result

    def _points_of_purchase(self, product, money):
        """Points that the member would earn with a product now, with what his tier adds.

        :param float money: what it costs, in the currency of the program
        """
        self.ensure_one()
        # whoever looks at a card need not be allowed to read the rules
        program = self.sudo().program_id
        rules = program.rule_ids.filtered(
            lambda rule: (
                rule.mode == "auto"
                and product.filtered_domain(rule._get_valid_product_domain())
            )
        )
        points = sum(
            rule._points_of_amounts({product: money}, {product: 1}).get(product, 0)
            for rule in rules
        )
        more = self.sudo().tier_id._points_factor(product) if self.sudo().tier_id else 0
        return program._points_round(points, "DOWN") + program._points_round(
            points * more, "DOWN"
        )
