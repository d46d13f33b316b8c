"""eWallets: the till says which wallet a top-up fills; the lines say how much it may be."""

from odoo import models
from odoo.tools import float_compare


class PosOrder(models.Model):
    # one concern a file
    _inherit = "pos.order"  # pylint: disable=consider-merging-classes-inherited

    def _points_take_told(self, coupon_data):
        """Fix what top-ups put on eWallets, once for each.

        :param dict coupon_data: as core's till sends it, keys as numbers
        """
        self.ensure_one()
        terms = dict(self.points_terms or {})
        for vals in coupon_data.values():
            program = self.env["loyalty.program"].browse(vals["program_id"]).exists()
            if not program.is_nominative or not program.is_payment_program:
                continue
            card = self._points_member_card(program)
            points = vals["points"] + self._points_told_cost(program)
            if not card and float_compare(points, 0, precision_digits=4) > 0:
                card = self._points_new_card(program)
            term = terms.get(str(card.id)) or {}
            rows = self._points_told_rows(program, points)
            if card and rows and not term.get("told"):
                known = term.get("rows", [])
                terms[str(card.id)] = {
                    "accrual": "confirm",
                    "told": True,
                    "rows": [*known, *rows],
                }
        if terms != (self.points_terms or {}):
            self.points_terms = terms

    def _points_told_cost(self, program):
        """What the till took off for rewards of the same wallet: it is stated apart."""
        rewards = self._points_reward_lines()
        own = rewards.filtered(lambda line: line.reward_id.program_id == program)
        return sum(own.mapped("points_cost"))

    def _points_told_rows(self, program, points):
        """Points by line, no more than was paid for; from an order without lines: paid."""
        lines = self._points_top_up_lines(program)
        if not self.lines:
            paid = program._points_round(min(points, self.amount_paid))
            kind = "earn" if paid > 0 else "redeem"
            row = {**self._points_term(self.lines, "base", paid), "type": kind}
            return [row] if paid else []
        left, rows = points, []
        for line in lines:
            share = program._points_round(min(left, line._points_sum()))
            if float_compare(share, 0, precision_digits=4) > 0:
                rows.append({**self._points_term(line, "base", share), "amount": share})
                left -= share
        return rows

    def _points_top_up_lines(self, program):
        """Lines that fill a wallet of this program."""
        products = program.trigger_product_ids or program.rule_ids.product_ids
        return self.lines.filtered(
            lambda line: (
                line._points_is_sale()
                and line.product_id in products
                and line._points_sum() > 0
            )
        )
