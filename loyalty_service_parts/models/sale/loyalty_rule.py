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

    def _points_lines_of_any(self, lines):
        """The same for a rule that may have been deleted since."""
        return self._points_lines(lines) if self else lines.browse()

    def _points_enabled(self, order):
        """A rule with a code gives nothing until the code was entered."""
        self.ensure_one()
        return self.mode != "with_code" or self in order.code_enabled_rule_ids

    def _points_reached_by(self, lines):
        """Whether lines of an invoice reach the minimum amount and quantity (S11)."""
        self.ensure_one()
        name = (
            "price_total"
            if self.minimum_amount_tax_mode == "incl"
            else "price_subtotal"
        )
        currency = lines.currency_id
        minimum = self._compute_amount(currency)
        return (
            sum(lines.mapped("quantity")) >= self.minimum_qty
            and currency.compare_amounts(sum(lines.mapped(name)), minimum) >= 0
        )

    def _points_of_line(self, quantity, amount):
        """Points for a line that stands alone, in the program's currency."""
        self.ensure_one()
        if self.reward_point_mode == "money":
            return self.reward_point_amount * amount
        if self.reward_point_mode == "unit":
            return self.reward_point_amount * quantity
        return 0.0
