"""How many points each line of an order earns, by the rules of a program."""

from odoo import models


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    def _points_all_lines(self):
        return self.order_line

    def _points_rule_enabled(self, rule):
        return super()._points_rule_enabled(rule) or rule in self.code_enabled_rule_ids

    def _points_earning_lines(self, program):
        """Lines that may earn: no rewards, no delivery cost, no gift card or top-up (D21)."""
        self.ensure_one()
        lines = self.order_line - self._get_no_effect_on_threshold_lines()
        payment = (
            program._points_payment_product_ids()
            if not program.is_payment_program
            else ()
        )
        return lines.filtered(
            lambda line: (
                line.product_id
                and not line.display_type
                and not line.reward_id
                and not line.combo_item_id
                and not line.is_downpayment
                and line.product_id.id not in payment
            )
        ).with_prefetch(self.order_line.ids)

    def _points_discounted_lines(self, discount):
        """The lines that a discount line was computed on."""
        reward = discount.reward_id
        if reward.reward_type != "discount":
            return self.env["sale.order.line"]
        if reward.discount_applicability == "specific":
            return self._get_specific_discountable_lines(reward)
        if reward.discount_applicability == "cheapest":
            return self._cheapest_line(reward) or self.env["sale.order.line"]
        lines = self._points_scope_lines(reward.program_id)
        same_tax = lines.filtered(lambda line: line.tax_ids == discount.tax_ids)
        return same_tax or lines

    def _program_check_compute_points(self, programs):
        """Programs with a ledger count points by their own settings (S11)."""
        result = super()._program_check_compute_points(programs)
        for program, status in result.items():
            if "points" in status and program.is_nominative:
                status["points"] = [self._points_to_earn(program)]
        return result
