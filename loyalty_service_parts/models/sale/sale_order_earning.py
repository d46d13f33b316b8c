"""How many points each line of an order earns, by the rules of a program."""

from collections import defaultdict

from odoo import fields, models
from odoo.tools import float_is_zero


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    points_terms = fields.Json(
        copy=False,
        groups="base.group_system",
        help="By card: the rule of accrual and the rates that the order began with.",
    )

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

    def _points_line_amounts(self, program, lines):
        """Money per line that counts, in the order's currency: after discounts (D9, D11).

        What was paid with points does not count, nor what a promotion took off where a
        rule covers the promotion's discount, as in core; what was paid from a gift card
        or an eWallet counts, because buying those earned nothing.
        """
        self.ensure_one()
        name = "price_subtotal" if program.points_on == "net" else "price_total"
        amounts = {line: line[name] for line in lines}
        for discount in self._points_discounts(program):
            targets = self._points_discounted_lines(discount) & lines
            total = sum(targets.mapped(name))
            if float_is_zero(total, precision_digits=6):
                continue
            for line in targets:
                amounts[line] += discount[name] * line[name] / total
        return {line: max(amount, 0.0) for line, amount in amounts.items()}

    def _points_discounts(self, program):
        """Lines of the order that lower what it earns in a program."""
        lines = self.order_line.filtered(
            lambda line: (
                line.reward_id and not line.reward_id.program_id.is_payment_program
            )
        )
        return lines.filtered(
            lambda line: (
                line.reward_id.program_id.is_nominative
                or any(rule._points_lines(line) for rule in program.rule_ids)
            )
        )

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

    def _points_rates(self, program):
        """What one unit of money, one piece and the line as such earn: `{line: [m, u, f]}`.

        The money is converted to the program's currency at the order's date (D10).
        """
        self.ensure_one()
        lines = self._points_earning_lines(program)
        amounts = self._points_line_amounts(program, lines)
        rates = defaultdict(lambda: [0.0, 0.0, 0.0])
        for rule in self._points_rules(program):
            covered = rule._points_lines(lines)
            if not rule._points_applies(self, covered):
                continue
            give = rule.reward_point_amount
            if rule.reward_point_mode == "money":
                for line in covered:
                    rates[line][0] += give * self._points_currency_rate(program)
            elif rule.reward_point_mode == "unit":
                for line in covered:
                    rates[line][1] += give
            else:
                self._points_spread(rates, covered, amounts, give)
        return dict(rates)

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

    def _points_spread(self, rates, lines, amounts, points):
        """Points given per order belong to its lines in proportion to their money."""
        total = sum(amounts[line] for line in lines)
        for line in lines:
            share = amounts[line] / total if total else 1 / len(lines)
            rates[line][2] += points * share

    def _points_from_rates(self, program, rates):
        """`{line: (points, money)}`; the money in the order's currency.

        Whole points: rounded down once for the order, then shared out (D8).
        """
        self.ensure_one()
        lines = self.order_line.browse(line.id for line in rates)
        lines = lines.with_prefetch(self.order_line.ids)
        amounts = self._points_line_amounts(program, lines)
        exact = given = 0.0
        result = {}
        for line in lines:
            money, unit, fixed = rates[line]
            quantity = line.product_uom_qty
            exact += (
                money * amounts[line] + unit * quantity + (fixed if quantity else 0)
            )
            rounded = program._points_round(exact, "DOWN")
            result[line] = (rounded - given, amounts[line])
            given = rounded
        return result

    def _points_to_earn(self, program):
        """What this order earns in a program, in points."""
        self.ensure_one()
        earned = self._points_from_rates(program, self._points_rates(program))
        return sum(points for points, _money in earned.values())

    def _program_check_compute_points(self, programs):
        """Programs with a ledger count points by their own settings (S11)."""
        result = super()._program_check_compute_points(programs)
        for program, status in result.items():
            if "points" in status and program.is_nominative:
                status["points"] = [self._points_to_earn(program)]
        return result

    # -- terms -----------------------------------------------------------------------
    def _points_keep_terms(self):
        """Remember accrual and rates when points begin to be owed; add new lines and cards.

        A later change of the program does not change what this order earns.
        """
        for order in self.filtered(lambda order: order.state == "sale"):
            terms = dict(order.points_terms or {})
            cards = order.coupon_point_ids.coupon_id.filtered("is_ledger")
            for card in cards:
                program = card.program_id
                known = terms.get(str(card.id))
                if known and all(
                    str(line.id) in known["rates"]
                    for line in order._points_earning_lines(program)
                ):
                    continue
                rates = {
                    str(line.id): rate
                    for line, rate in order._points_rates(program).items()
                }
                for line in order._points_earning_lines(program):
                    rates.setdefault(str(line.id), [0, 0, 0])
                rates |= known["rates"] if known else {}
                accrual = known["accrual"] if known else program.points_accrual
                terms[str(card.id)] = {"accrual": accrual, "rates": rates}
            if terms != (order.points_terms or {}):
                order.points_terms = terms

    def _points_terms_of(self):
        """`[(card, accrual, {line: rates})]` of a confirmed order."""
        self.ensure_one()
        lines = {str(line.id): line for line in self.order_line}
        return [
            (
                self.env["loyalty.card"].browse(int(card_id)),
                term["accrual"],
                {
                    lines[key]: rate
                    for key, rate in term["rates"].items()
                    if key in lines
                },
            )
            for card_id, term in (self.points_terms or {}).items()
        ]
