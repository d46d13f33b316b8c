"""A card whose tier changed: prices of its holder follow at once."""

from odoo import api, models
from odoo.tools import float_compare


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

    def _points_of_sale(self, basket):
        """`(base, of the tier)` points that a whole sale outside of an order brings now.

        :param dict basket: `{product: money}`, in the currency of the program; no product
            stands for what is not named, and earns by the rules for all products
        """
        self.ensure_one()
        # whoever looks at a card need not be allowed to read rules and tiers
        program, tier = self.sudo().program_id, self.sudo().tier_id
        if self.status == "closed" or not self._points_is_running():
            return 0.0, 0.0
        total = sum(basket.values())
        base = extra = 0.0
        for rule in program.rule_ids.filtered(lambda rule: rule.mode == "auto"):
            covered = {
                product: float(money)
                for product, money in basket.items()
                if rule._points_product_ids() is None
                or product.filtered_domain(rule._get_valid_product_domain())
            }
            least = rule.minimum_amount
            if (
                not covered
                or float_compare(float(total), least, precision_digits=2) < 0
            ):
                continue
            points = rule._points_of_whole(covered, dict.fromkeys(covered, 1))
            base += sum(points.values())
            extra += sum(
                more * max(tier._points_factor(product) if tier else 0, 0)
                for product, more in points.items()
            )
        return program._points_round(base, "DOWN"), program._points_round(extra, "DOWN")

    def _points_is_running(self):
        """Whether the program gives points today, and to this member."""
        program = self.sudo().program_id
        today = program._points_day(program._points_now())
        return bool(
            program.active
            and (not program.date_from or program.date_from <= today)
            and (not program.date_to or program.date_to >= today)
            and program._points_open_to(self.sudo().holder_id)
        )
