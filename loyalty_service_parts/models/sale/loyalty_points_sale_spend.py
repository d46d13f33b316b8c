"""What points may pay on a sale: which lines, how much, and whose points."""

from odoo import fields, models


class LoyaltyPointsSale(models.AbstractModel):
    # one concern a file
    _inherit = "loyalty.points.sale"  # pylint: disable=consider-merging-classes-inherited

    def _points_scope_lines(self, program):
        """Lines that points of the program may pay for (S10)."""
        self.ensure_one()
        lines = self._points_earning_lines(program)
        if program.redeem_scope == "services":
            return lines.filtered(lambda line: line.product_id.type == "service")
        if program.redeem_scope == "goods":
            return lines.filtered(lambda line: line.product_id.type != "service")
        return lines

    def _points_cap_amount(self, program):
        """The most that points may pay on this order, in the order's currency (S10).

        A share of what is left after promotions. Not rounded: the points that it allows
        are rounded down.
        """
        self.ensure_one()
        promotions = self._points_promotions()
        amounts = self._points_discounted(
            self._points_scope_lines(program),
            dict.fromkeys(promotions, 1.0),
            self._points_money_field("gross"),
        )
        return sum(amounts.values()) * program.redeem_max_percent / 100

    def _points_promotions(self):
        """Lines that take something off before points pay: rewards of promotions."""
        return self._points_all_lines().filtered(
            lambda line: (
                line.reward_id
                and not line.reward_id.program_id.is_nominative
                and not line.reward_id.program_id.is_payment_program
            )
        )

    def _points_value(self, reward):
        """What one point of a reward is worth, in the order's currency."""
        self.ensure_one()
        if reward.currency_id == self.currency_id:
            return reward.discount
        return reward.discount * self.env["res.currency"]._get_conversion_rate(
            reward.currency_id,
            self.currency_id,
            self.company_id,
            fields.Date.context_today(self),
        )

    def _points_is_per_point(self, reward):
        program = reward.program_id
        return (
            program.is_nominative
            and not program.is_payment_program
            and reward.reward_type == "discount"
            and reward.discount_mode == "per_point"
        )

    def _points_reward_group(self, line):
        """All lines of one reward: core makes one per set of taxes, the first has the cost."""
        code = line.reward_identifier_code
        same = self._points_all_lines().filtered(
            lambda other: other.reward_identifier_code == code
        )
        return same if code else line

    def _points_is_foreign(self, card):
        """Whether a card belongs to another customer (D16)."""
        self.ensure_one()
        partner = self.partner_id
        if card.program_id.card_holder == "company":
            partner = partner.commercial_partner_id
        return bool(card.holder_id) and card.holder_id != partner
