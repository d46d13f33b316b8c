"""Campaigns on an order: the most generous one, fixed when the order is confirmed (S38)."""

from odoo import models


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    def _points_new_term(self, program):
        """The campaign of this moment counts, up to what its budget leaves."""
        term = super()._points_new_term(program)
        campaign, points = self._points_best_campaign(program)
        if campaign:
            card = (
                self.env["loyalty.card"]
                .sudo()
                ._points_find_card(program, self.partner_id)
            )
            left = campaign._points_left(card)
            total = sum(points.values())
            given = total if left is None else min(total, left)
            given = program._points_round(given, "DOWN")
            if given:
                term["campaign"] = {
                    "id": campaign.id,
                    "limit": given,
                    "gives": campaign._points_gives(),
                }
                self.env["loyalty.campaign.use"].sudo().create(
                    {
                        "campaign_id": campaign.id,
                        "order_id": self.id,
                        "card_id": card.id,
                        "date": program._points_now(),
                        "points": given,
                    }
                )
        return term

    def _action_cancel(self):
        """A cancelled order gives the budget back."""
        result = super()._action_cancel()
        # the seller may cancel, not write what campaigns gave
        self.env["loyalty.campaign.use"].sudo().search(
            [("order_id", "in", self.ids)]
        ).unlink()
        return result

    def _points_best_campaign(self, program):
        """`(campaign, {line: points})` of the campaign that gives most on this order now."""
        # the seller need not be allowed to read campaigns
        campaigns = self.env["loyalty.campaign"].sudo()
        day = program._points_day()
        running = campaigns._points_running(
            program, day, self.partner_id, self._points_tier_of(program)
        )
        if not running:
            return campaigns, {}
        rules = self._points_rule_terms(program)
        earned = self._points_from_rules(program, rules, program.points_on)
        offers = [
            (
                campaign,
                self._points_of_campaign(campaign, earned, campaign._points_gives()),
            )
            for campaign in running
        ]
        return max(offers, key=lambda offer: sum(offer[1].values()))

    def _points_of_campaign(self, campaign, earned, gives, limit=None):
        """`{line: points}` that a campaign adds; rounded down once, up to a limit.

        :param gives: `(factor, bonus)` as they are, or were when the order was confirmed
        """
        factor, bonus = gives
        covered = {
            line: points
            for line, (points, _money) in earned.items()
            if campaign._points_covers(line.product_id)
        }
        money = sum(earned[line][1] for line in covered)
        exact = {
            line: points * factor + (bonus * earned[line][1] / money if money else 0.0)
            for line, points in covered.items()
        }
        shared = campaign.program_id._points_share_out(exact, limit)
        return {line: points for line, points in shared.items() if points}

    def _points_extra_rows(self, card, term, accrual, earned):
        """Rows for what the campaign adds, named after it."""
        rows = super()._points_extra_rows(card, term, accrual, earned)
        kept = term.get("campaign")
        # the campaign may be archived, or be hidden from whoever delivers
        campaign = (
            self.env["loyalty.campaign"].sudo().browse(kept["id"] if kept else [])
        )
        if not campaign.exists():
            return rows
        for line, points in self._points_of_campaign(
            campaign, earned, kept["gives"], kept["limit"]
        ).items():
            row = self._points_earned_row(card, accrual, line, points)
            rows.append(self._points_as_extra(row, "campaign", campaign.name))
        return rows

    def _points_parts_to_earn(self, program):
        """With what the running campaign would add."""
        parts = super()._points_parts_to_earn(program)
        campaign, points = self._points_best_campaign(program)
        if campaign and sum(points.values()):
            parts[campaign.name] = sum(points.values())
        return parts
