"""How many points each line of a sale earns, by the rules of a program.

What an order and a sale at a till have in common; each says which fields its lines have.
"""

from odoo import fields, models
from odoo.tools import float_is_zero

from .earning import points_by_rule


class LoyaltyPointsSale(models.AbstractModel):
    _name = "loyalty.points.sale"
    _description = "Sale Whose Lines Earn Points"

    #: Fields of a line: money without and with tax.
    _points_money = {"net": "price_subtotal", "gross": "price_total"}

    # -- what a sale says of itself ------------------------------------------------------
    def _points_all_lines(self):
        """The lines of the sale, rewards among them."""
        raise NotImplementedError

    def _points_earning_lines(self, program):
        """Lines that may earn: no rewards, no gift card or top-up (D21)."""
        raise NotImplementedError

    def _points_discounted_lines(self, discount):
        """The lines that a discount line was computed on."""
        raise NotImplementedError

    def _points_rule_enabled(self, rule):
        """A rule with a code gives nothing until the code was entered."""
        return rule.mode != "with_code"

    def _points_sale_day(self, program):
        """The day on which campaigns are looked for, in the company's time zone."""
        return program._points_day()

    def _points_member_card(self, program):
        """The customer's card in a program."""
        # the seller need not be allowed to read cards of other sellers' customers
        cards = self.env["loyalty.card"].sudo()
        return cards._points_find_card(program, self.partner_id)

    def _points_money_field(self, on):
        return self._points_money[on]

    def _points_line_money(self, line, name):
        """Money of a line, by one of the fields above."""
        return line[name]

    def _points_line_quantity(self, line):
        """Pieces of a line that earn."""
        return line.product_uom_qty

    # -- what it earns -------------------------------------------------------------------
    def _points_line_amounts(self, program, lines, on):
        """Money per line that counts, in the order's currency: after discounts (D9, D11).

        What was paid with points does not count, nor what a promotion took off where a
        rule covers the promotion's discount, as in core; what was paid from a gift card
        or an eWallet counts, because filling those earned nothing.
        """
        self.ensure_one()
        name = self._points_money_field(on)
        return self._points_discounted(lines, self._points_discounts(program), name)

    def _points_discounted(self, lines, discounts, name):
        """Money of lines less their part of discount lines: `{discount line: share}`."""
        amounts = {line: self._points_line_money(line, name) for line in lines}
        for discount, share in discounts.items():
            targets = self._points_discounted_lines(discount)
            money = {line: self._points_line_money(line, name) for line in targets}
            total = sum(money.values())
            if float_is_zero(total, precision_digits=6):
                continue
            for line in targets & lines:
                taken = share * self._points_line_money(discount, name)
                amounts[line] += taken * money[line] / total
        return {line: max(amount, 0.0) for line, amount in amounts.items()}

    def _points_discounts(self, program):
        """Lines of the order that lower what it earns, and how far: `{line: share}`."""
        lines = self._points_all_lines().filtered(
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
            if self._points_rule_enabled(rule)
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
        lines = self._points_all_lines().filtered(lambda line: line in covered)
        lines = lines.with_prefetch(self._points_all_lines().ids)
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
            {line: self._points_line_quantity(line) for line in lines},
        )

    def _points_reaches(self, rule, lines):
        """Whether lines reach the minimum amount and quantity of a rule (S11)."""
        pieces = sum(self._points_line_quantity(line) for line in lines)
        if not lines or pieces < rule["quantity"]:
            return False
        name = self._points_money_field("gross" if rule["tax"] == "incl" else "net")
        amount = sum(self._points_line_money(line, name) for line in lines)
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
