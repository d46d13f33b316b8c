"""How many points each line of an order earns, by the rules of a program."""

from odoo import fields, models
from odoo.tools import float_is_zero

from .earning import points_by_rule


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

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

    def _points_line_amounts(self, program, lines, on):
        """Money per line that counts, in the order's currency: after discounts (D9, D11).

        What was paid with points does not count, nor what a promotion took off where a
        rule covers the promotion's discount, as in core; what was paid from a gift card
        or an eWallet counts, because filling those earned nothing.
        """
        self.ensure_one()
        name = "price_subtotal" if on == "net" else "price_total"
        return self._points_discounted(lines, self._points_discounts(program), name)

    def _points_discounted(self, lines, discounts, name):
        """Money of lines less their part of discount lines: `{discount line: share}`."""
        amounts = {line: line[name] for line in lines}
        for discount, share in discounts.items():
            targets = self._points_discounted_lines(discount)
            total = sum(targets.mapped(name))
            if float_is_zero(total, precision_digits=6):
                continue
            for line in targets & lines:
                amounts[line] += share * discount[name] * line[name] / total
        return {line: max(amount, 0.0) for line, amount in amounts.items()}

    def _points_discounts(self, program):
        """Lines of the order that lower what it earns, and how far: `{line: share}`."""
        lines = self.order_line.filtered(
            lambda line: (
                line.reward_id and not line.reward_id.program_id.is_payment_program
            )
        )
        lines = lines.filtered(
            lambda line: (
                line.reward_id.program_id.is_nominative
                or any(rule._points_lines(line) for rule in program.rule_ids)
            )
        )
        return dict.fromkeys(lines, 1.0)

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

    def _points_rule_terms(self, program):
        """What the rules of a program give on this order, as things stand now.

        Money is converted to the program's currency at the order's date (D10).

        :return: per rule `rule` (id), what it gives, the conditions `minimum` (order's
            currency), `tax` and `quantity`, and the `lines` that it covers
        """
        self.ensure_one()
        lines = self._points_earning_lines(program)
        rate = self._points_currency_rate(program)
        return [
            {
                "rule": rule.id,
                **rule._points_term(rate),
                "minimum": rule._compute_amount(self.currency_id),
                "tax": rule.minimum_amount_tax_mode,
                "quantity": rule.minimum_qty,
                "lines": rule._points_lines(lines),
            }
            for rule in self._points_rules(program)
            if rule._points_enabled(self)
        ]

    def _points_rules(self, program):
        if program.program_type == "ewallet" and not program.trigger_product_ids:
            return program.rule_ids.browse()
        return program.rule_ids

    def _points_currency_rate(self, program):
        self.ensure_one()
        if program.currency_id == self.currency_id:
            return 1.0
        return self.env["res.currency"]._get_conversion_rate(
            self.currency_id,
            program.currency_id,
            self.company_id,
            fields.Date.to_date(self.date_order) or fields.Date.context_today(self),
        )

    def _points_from_rules(self, program, rules, on):
        """`{line: (points, money)}` by given rules; the money in the order's currency.

        Conditions are looked at with the lines as they are now: an order made smaller
        may fall below a minimum (S11). Rounded down once for the order, then shared out,
        so that whole points do not lose a part on every line (D8).
        """
        self.ensure_one()
        covered = {line for rule in rules for line in rule["lines"]}
        lines = self.order_line.filtered(lambda line: line in covered)
        lines = lines.with_prefetch(self.order_line.ids)
        amounts = self._points_line_amounts(program, lines, on)
        earned = dict.fromkeys(lines, 0.0)
        for rule in rules:
            for line, points in self._points_by_rule(rule, lines, amounts).items():
                earned[line] += points
        shared = program._points_share_out(earned)
        return {line: (points, amounts[line]) for line, points in shared.items()}

    def _points_by_rule(self, rule, lines, amounts):
        """Points of each line by one rule, not rounded."""
        lines &= rule["lines"]
        if not self._points_reaches(rule, lines):
            return {}
        return points_by_rule(
            rule,
            {line: amounts[line] for line in lines},
            {line: line.product_uom_qty for line in lines},
        )

    def _points_reaches(self, rule, lines):
        """Whether lines reach the minimum amount and quantity of a rule (S11)."""
        if not lines or sum(lines.mapped("product_uom_qty")) < rule["quantity"]:
            return False
        name = "price_total" if rule["tax"] == "incl" else "price_subtotal"
        amount = sum(lines.mapped(name))
        return self.currency_id.compare_amounts(amount, rule["minimum"]) >= 0

    def _points_to_earn(self, program):
        """What this order earns in a program, in points."""
        self.ensure_one()
        return sum(self._points_parts_to_earn(program).values())

    def _points_parts_to_earn(self, program):
        """What the order would earn now, by whom it is given: `{"": the program}`."""
        self.ensure_one()
        return self._points_parts_of(program, self._points_earned_now(program))

    def _points_earned_now(self, program):
        """`{line: (points, money)}` by the rules as things stand now."""
        rules = self._points_rule_terms(program)
        return self._points_from_rules(program, rules, program.points_on)

    def _points_parts_of(self, program, earned):
        """Hook: who gives what beside the program, from what its rules give."""
        return {"": sum(points for points, _money in earned.values())}

    def _program_check_compute_points(self, programs):
        """Programs with a ledger count points by their own settings (S11)."""
        result = super()._program_check_compute_points(programs)
        for program, status in result.items():
            if "points" in status and program.is_nominative:
                status["points"] = [self._points_to_earn(program)]
        return result
