"""Rules: whether one applies to an order, and how much it gives per line."""

from odoo import api, models


class LoyaltyRule(models.Model):
    _inherit = "loyalty.rule"

    @api.model_create_multi
    def create(self, vals_list):
        """Payment products depend on the rules."""
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        """Payment products depend on the rules."""
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        """Payment products depend on the rules."""
        self.env.registry.clear_cache()
        return super().unlink()

    def _points_lines(self, lines):
        """The lines whose products this rule covers."""
        self.ensure_one()
        domain = self._get_valid_product_domain()
        return lines.filtered(lambda line: line.product_id.filtered_domain(domain))

    def _points_applies(self, order, lines):
        """Whether the order reaches the minimum amount and quantity of this rule (S11)."""
        self.ensure_one()
        if self.mode == "with_code" and self not in order.code_enabled_rule_ids:
            return False
        if not lines or sum(lines.mapped("product_uom_qty")) < self.minimum_qty:
            return False
        name = (
            "price_total"
            if self.minimum_amount_tax_mode == "incl"
            else "price_subtotal"
        )
        minimum = self._compute_amount(order.currency_id)
        return order.currency_id.compare_amounts(sum(lines.mapped(name)), minimum) >= 0

    def _points_of_line(self, quantity, amount):
        """Points for a line that stands alone, in the program's currency."""
        self.ensure_one()
        if self.reward_point_mode == "money":
            return self.reward_point_amount * amount
        if self.reward_point_mode == "unit":
            return self.reward_point_amount * quantity
        return 0.0
