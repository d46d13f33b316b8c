"""eWallets: the till says which wallet a top-up fills; the lines say how much it may be."""

from odoo import models
from odoo.tools import float_compare


class PosOrder(models.Model):
    # one concern a file
    _inherit = "pos.order"  # pylint: disable=consider-merging-classes-inherited

    def _points_take_told(self, coupon_data, is_trusted=False):
        """Fix what top-ups put on eWallets, once for each line.

        :param dict coupon_data: as core's till sends it, keys as numbers
        :param bool is_trusted: whether a manager or code says it, also of an order that
            sells nothing
        """
        self.ensure_one()
        if not self._points_is_sold() and not is_trusted:
            return
        terms = self.points_terms or {"cards": {}, "lines": {}, "back": {}}
        cards = dict(terms["cards"])
        customer = self.env["res.partner"].browse(terms.get("customer")).exists()
        customer = customer or self.partner_id
        for vals in coupon_data.values():
            program = self.env["loyalty.program"].browse(vals["program_id"]).exists()
            if program.is_payment_program and program in self._points_till_programs():
                points = vals["points"] + self._points_told_cost(program)
                self._points_tell(cards, program, points, customer, is_trusted)
        if cards != terms["cards"]:
            self.points_terms = {**terms, "cards": cards}

    def _points_tell(self, cards, program, points, customer, is_trusted):
        card = self.env["loyalty.card"]._points_find_card(program, customer)
        if not card and float_compare(points, 0, precision_digits=4) > 0:
            card = self._points_new_card(program)
        term = cards.get(str(card.id)) or {"accrual": "confirm", "rows": []}
        if not card or term.get("told"):
            return
        rows = self._points_told_rows(program, points, cards)
        if not self.lines and is_trusted:
            rows = self._points_told_alone(program, points)
        if rows:
            cards[str(card.id)] = {
                **term,
                "told": True,
                "rows": [*term["rows"], *rows],
            }

    def _points_told_cost(self, program):
        """What the till took off for rewards of the same wallet: it is stated apart."""
        rewards = self._points_reward_lines()
        own = rewards.filtered(lambda line: line.reward_id.program_id == program)
        return sum(own.mapped("points_cost"))

    def _points_told_rows(self, program, points, cards):
        """Points by line: no more than was paid for, whichever wallets its money fills."""
        filled = {}
        for row in (row for term in cards.values() for row in term["rows"]):
            if row["type"] == "earn":
                line_id = row["line_id"]
                filled[line_id] = filled.get(line_id, 0.0) + row["points"]
        left, rows = points, []
        top_ups = (self.points_terms or {}).get("top_ups", {})
        for line_id, money in top_ups.get(str(program.id), {}).items():
            line = self.lines.browse(int(line_id))
            open_ = money - filled.get(line.id, 0.0)
            share = program._points_round(min(left, open_))
            if float_compare(share, 0, precision_digits=4) > 0:
                rows.append({**self._points_term(line, "base", share), "amount": share})
                left -= share
        return rows

    def _points_told_alone(self, program, points):
        """Of an order without lines: what was paid, or what code takes off a wallet."""
        paid = program._points_round(min(points, self.amount_paid))
        kind = "earn" if float_compare(paid, 0, precision_digits=4) > 0 else "redeem"
        row = {**self._points_term(self.lines, "base", paid), "type": kind}
        return [row] if paid else []

    def _points_top_ups(self):
        """Money of the lines that fill wallets, as they are sold: `{program: {line: money}}`."""
        wallets = self._points_till_programs().filtered("is_payment_program")
        return {
            str(program.id): {
                str(line.id): line._points_sum()
                for line in self._points_top_up_lines(program)
            }
            for program in wallets
        }

    def _points_top_up_lines(self, program):
        """Lines that fill a wallet of this program."""
        products = program.trigger_product_ids or program.rule_ids.product_ids
        return self.lines.filtered(
            lambda line: (
                line._points_is_sale()
                and line.product_id in products
                and float_compare(line._points_sum(), 0, precision_digits=4) > 0
            )
        )
