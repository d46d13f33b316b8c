"""A program as an offer that the simulator can live through (S56)."""

from odoo import fields, models

from ..tier.member import Rules
from .simulation import Offer


class LoyaltyProgram(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.program"  # pylint: disable=consider-merging-classes-inherited

    launched_on = fields.Datetime(
        "Started",
        readonly=True,
        copy=False,
        help="When customers got their tier and points from earlier orders.",
    )

    def _points_offer(self):
        """The offer; money in the program's currency, which is the company's."""
        self.ensure_one()
        tiers = self.tier_ids._points_ranked()
        rules = self.rule_ids.filtered(lambda rule: rule.mode == "auto")
        return Offer(
            name=self.name,
            earning=tuple(
                {
                    **rule._points_term(),
                    "minimum": rule.minimum_amount,
                    "least": rule.minimum_qty,
                }
                for rule in rules
            ),
            rules=Rules(
                ladder=tuple(
                    (tier.name, tier.threshold, tier.retention or tier.threshold)
                    for tier in tiers
                ),
                metric=self.tier_metric,
                window=self.tier_window,
                months=self.tier_window_months,
                review=self.tier_review,
                downgrade=self.tier_downgrade,
                grace=self.tier_grace_days,
            ),
            factors=(1.0, *tiers.mapped("multiplier")),
            digits=int(self.points_digits),
            point_value=self._points_money_of_point(),
            pay_share=self.redeem_max_percent / 100,
        )

    def _points_money_of_point(self):
        """What a point is worth where it pays money; 0 where it does not."""
        reward = self.reward_ids.filtered(
            lambda one: (
                one.reward_type == "discount" and one.discount_mode == "per_point"
            )
        )[:1]
        return reward.discount if reward else 0.0

    def _points_scope(self, company, months):
        """Which orders the simulator reads for this program, and how."""
        self.ensure_one()
        tiers = self.tier_ids._points_ranked()
        rules = self.rule_ids.filtered(lambda rule: rule.mode == "auto")
        return {
            "company": company,
            "months": months,
            "holder": self.card_holder,
            "on": self.points_on,
            "accrual": self.points_accrual,
            "coverage": [rule._points_product_ids() for rule in rules],
            "off": [tier._points_off(company, months) for tier in tiers],
        }
