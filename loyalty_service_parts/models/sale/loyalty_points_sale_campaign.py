"""The campaign that gives most on a sale (S38)."""

from odoo import models


class LoyaltyPointsSale(models.AbstractModel):
    # one concern a file
    _inherit = "loyalty.points.sale"  # pylint: disable=consider-merging-classes-inherited

    def _points_campaigns(self, program):
        """Terms of the campaigns that this order may take part in now."""
        campaigns = self.env["loyalty.campaign"]
        if not campaigns._points_calendar(program.id):
            return []
        return campaigns._points_running(
            program,
            self._points_sale_day(program),
            self.partner_id,
            self._points_tier_of(program),
        )

    def _points_best_campaign(self, program, running, earned):
        """`(terms, {line: points})` of the campaign that gives most on this order now.

        :param list running: terms of campaigns, at least one
        :param dict earned: `{line: (points, money)}` by the rules
        """
        offers = []
        for terms in running:
            covered = {
                line: figures
                for line, figures in earned.items()
                if terms.covers(line.product_id)
            }
            gives = (terms.factor, terms.bonus)
            offers.append((terms, self._points_of_campaign(program, covered, gives)))
        return max(offers, key=lambda offer: sum(offer[1].values()))

    def _points_of_campaign(self, program, covered, gives, limit=None):
        """`{line: points}` that a campaign adds; rounded down once, up to a limit.

        :param dict covered: `{line: (points, money)}` of the lines that take part
        :param gives: `(factor, bonus)` as they are, or were when the order was confirmed
        """
        factor, bonus = gives
        money = sum(amount for _points, amount in covered.values())
        exact = {
            line: points * factor + (bonus * amount / money if money else 0.0)
            for line, (points, amount) in covered.items()
        }
        shared = program._points_share_out(exact, limit)
        return {line: points for line, points in shared.items() if points}

    def _points_parts_of(self, program, earned):
        """With what the running campaign would add."""
        parts = super()._points_parts_of(program, earned)
        if running := self._points_campaigns(program):
            terms, points = self._points_best_campaign(program, running, earned)
            if points:
                parts[terms.name] = sum(points.values())
        return parts
