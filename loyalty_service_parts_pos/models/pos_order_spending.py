"""Points that pay at a till: what they cost, and whether they are there."""

import math

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import float_compare


class PosOrder(models.Model):
    # one concern a file
    _inherit = "pos.order"  # pylint: disable=consider-merging-classes-inherited

    # -- what it costs -------------------------------------------------------------------
    def _points_reward_group(self, line):
        """Lines of one reward of one card: core makes one for each set of taxes."""
        return (
            super()
            ._points_reward_group(line)
            .filtered(
                lambda other: (
                    other.reward_id == line.reward_id
                    and other.coupon_id == line.coupon_id
                )
            )
        )

    def _points_reward_lines(self):
        """The first line of each reward that is paid with points of a ledger card."""
        rewards = self.lines.filtered(
            lambda line: (
                line.reward_id.program_id.is_nominative and not line._points_is_return()
            )
        )
        firsts = {}
        for line in rewards:
            code = line.reward_identifier_code or line.id
            key = (code, line.reward_id, line.coupon_id)
            first = firsts.get(key)
            if not first or (line.points_cost and not first.points_cost):
                firsts[key] = line
        return rewards.browse().concat(*firsts.values())

    def _points_spent_terms(self):
        """`{program: [(card, row)]}` of what the rewards cost; no card: one that comes."""
        result, left = {}, {}
        for line in self._points_reward_lines():
            program = line.reward_id.program_id
            group = self._points_reward_group(line)
            cost = self._points_cost(line)
            if self.points_offline:
                card = line.coupon_id
                left.setdefault(card, self._points_usable_after_all(card))
                cost = min(cost, left[card])
                left[card] -= cost
            row = {
                **self._points_term(line, "base", -cost),
                "type": "redeem",
                "amount": group._points_total() * self._points_currency_rate(program),
                "group": group.ids,
            }
            if cost:
                result.setdefault(program, []).append((line.coupon_id, row))
        return result

    def _points_cost(self, line):
        """What a reward costs: as told, and no less than what it took off is worth (D18)."""
        reward, program = line.reward_id, line.reward_id.program_id
        told = max(program._points_round(line.points_cost), 0.0)
        if reward.reward_type == "discount" and reward.discount_mode == "per_point":
            value = self._points_value(reward)
            group = self._points_reward_group(line)
            taken = -group._points_total()
            if value and taken - self._points_slack(group) <= told * value:
                return told
            return program._points_round(taken / value, "DOWN") if value else told
        pieces = reward.reward_product_qty if reward.reward_type == "product" else 0
        times = math.ceil(abs(line.qty) / pieces) if pieces else 1
        return max(told, reward.required_points * times)

    def _points_slack(self, lines):
        """Money that rounding may add: a reward has a line for each set of taxes."""
        return self.currency_id.rounding * len(lines)

    def _points_by_card(self):
        """`{card: points}` that the rewards of this order cost."""
        result, coming = {}, {}
        for line in self._points_reward_lines():
            program = line.reward_id.program_id
            card = line.coupon_id or self._points_member_card(program)
            if not card:
                # the customer's first purchase makes his card
                card = coming.setdefault(program, self._points_coming_card(program))
            result[card] = result.get(card, 0.0) + self._points_cost(line)
        return result

    def _points_coming_card(self, program):
        """A card that is not there yet, to ask with."""
        return self.env["loyalty.card"].new(
            {"program_id": program.id, "partner_id": self.partner_id.id}
        )

    # -- whether it may ------------------------------------------------------------------
    def _points_check_spending(self):
        """:raise UserError: a card that is not the customer's, blocked or short; the cap

        What was sold without a connection is sold: the managers are told.
        """
        self._points_check_rewards()
        for card, wanted in self._points_by_card().items():
            problem = self._points_spending_problem(card, wanted)
            if problem and not self.points_offline:
                raise UserError(problem)
            if problem:
                self._points_alert_raise("offline", problem, card)

    def _points_check_rewards(self):
        """:raise UserError: a reward of another program than its card, or of no program here"""
        programs = self._points_till_programs()
        for line in self._points_reward_lines():
            program = line.reward_id.program_id
            if program not in programs or line.coupon_id.program_id not in (
                program,
                program.browse(),
            ):
                raise UserError(
                    self.env._(
                        "“%s” is not a reward of a program that runs at this till now. Take "
                        "it off.",
                        line.reward_id.description,
                    )
                )

    def _points_usable_after_all(self, card):
        """What a card still covers of a sale that was made without asking (D4)."""
        is_lent = card.program_id.foreign_card == "allow"
        if card.status != "active" or self._points_is_foreign(card) and not is_lent:
            return 0.0
        return max(card.points_usable, 0.0)

    def _points_spending_problem(self, card, wanted):
        """Why points cannot pay for this sale, in a sentence; None if they can."""
        if float_compare(wanted, 0, precision_digits=4) <= 0:
            return None
        if not card.partner_id and not card.holder_id:
            return self.env._("Choose the customer: points are paid from his card.")
        if self._points_is_foreign(card) and card.program_id.foreign_card != "allow":
            return self.env._(
                "Card %(card)s belongs to another customer than this sale. Take the points "
                "off, or choose its holder.",
                card=card.code,
            )
        if card.status != "active":
            return self.env._(
                "Card %s is blocked: its points cannot be spent. Take them off to go on.",
                card.code,
            )
        usable = self._points_usable_here(card)
        if float_compare(wanted, usable, precision_digits=4) > 0:
            return self.env._(
                "Of card %(card)s only %(usable)s can be used now, the sale uses %(wanted)s. "
                "Use fewer, or take the points off and go on without them.",
                card=card.code or "",
                usable=card._format_points(usable),
                wanted=card._format_points(wanted),
            )
        return self._points_limits_problem(card, wanted)

    def _points_usable_here(self, card):
        """Usable points, with those of this sale where the program lets them pay for it."""
        usable = card.points_usable if card.id else 0.0
        program = card.program_id
        if program._points_pay_for_same_order() and program in self._points_programs():
            earned = self._points_earned_for(program, card)
            usable += sum(self._points_parts_of(program, earned).values())
        return usable

    def _points_limits_problem(self, card, wanted):
        program = card.program_id
        if float_compare(wanted, program.redeem_min_points, precision_digits=4) < 0:
            return self.env._(
                "“%(program)s” takes %(minimum)s at least.",
                program=program.name,
                minimum=card._format_points(program.redeem_min_points),
            )
        if program.is_payment_program:
            return None
        rewards = self._points_reward_lines().filtered(
            lambda line: (
                line.reward_id.program_id == program
                and line.reward_id.reward_type == "discount"
            )
        )
        groups = self.lines.browse().union(
            *(self._points_reward_group(line) for line in rewards)
        )
        paid, cap = -groups._points_total(), self._points_cap_amount(program)
        if (
            self.currency_id.compare_amounts(paid - self._points_slack(groups), cap)
            <= 0
        ):
            return None
        return self.env._(
            "Points may pay %(cap)s of this sale at most, not %(paid)s. Use fewer points.",
            cap=self.currency_id.format(cap),
            paid=self.currency_id.format(paid),
        )

    def _points_most(self, card, reward):
        """The most points that a reward “money per point” could use on this sale."""
        program = card.program_id
        value = self._points_value(reward)
        if not value or card.status != "active":
            return 0.0
        own = self.lines.filtered(lambda line: line.reward_id == reward)
        points = min(
            self._points_cap_amount(program) / value,
            (self.lines - own)._points_total() / value,
            self._points_usable_here(card),
        )
        return program._points_round(max(points, 0.0), "DOWN")
