"""Campaigns on an order: the most generous one, fixed when the order is confirmed (S38)."""

from odoo import models


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    def _points_new_term(self, program):
        """The campaign of this moment counts, up to what its budget leaves."""
        term = super()._points_new_term(program)
        running = self._points_campaigns(program)
        if not running:
            return term
        earned = self._points_earned_now(program)
        terms, points = self._points_best_campaign(program, running, earned)
        card = self._points_member_card(program)
        if not points or not card:
            return term
        # the seller need not be allowed to write what campaigns gave
        uses = self.env["loyalty.campaign.use"].sudo()
        given = uses._points_take(terms, self, card, sum(points.values()))
        if given:
            term["campaign"] = {
                "id": terms.id,
                "name": terms.name,
                "limit": given,
                "gives": [terms.factor, terms.bonus],
                "lines": [
                    line.id
                    for line in self._points_earning_lines(program)
                    if terms.covers(line.product_id)
                ],
            }
        return term

    def _points_extend_term(self, term, program):
        """Lines that came later take part as far as the campaign still covers them."""
        known = term.get("campaign")
        before = set(term["lines"])
        term = super()._points_extend_term(term, program)
        if not known:
            return term
        calendar = self.env["loyalty.campaign"]._points_calendar(program.id)
        covered = [
            line.id
            for terms in calendar
            if terms.id == known["id"]
            for line in self._points_earning_lines(program)
            if line.id not in before and terms.covers(line.product_id)
        ]
        return {**term, "campaign": {**known, "lines": known["lines"] + covered}}

    def _action_cancel(self):
        """A cancelled order gives the budget back."""
        result = super()._action_cancel()
        # the seller may cancel, not write what campaigns gave
        self.env["loyalty.campaign.use"].sudo().search(
            [("order_id", "in", self.ids)]
        ).unlink()
        return result

    def _points_extra_rows(self, card, term, accrual, earned):
        """Rows for what the campaign adds, named after it."""
        rows = super()._points_extra_rows(card, term, accrual, earned)
        kept = term.get("campaign")
        if not kept:
            return rows
        covered = {
            line: figures
            for line, figures in earned.items()
            if line.id in kept["lines"]
        }
        for line, points in self._points_of_campaign(
            card.program_id, covered, kept["gives"], kept["limit"]
        ).items():
            row = self._points_earned_row(card, accrual, line, points)
            rows.append(self._points_as_extra(row, "campaign", kept["name"]))
        return rows
