"""What an order of a till earns: the same arithmetic as for orders, on its own lines."""

from odoo import fields, models
from odoo.tools import float_compare


class Gross:
    """Says that points are counted as if none of the program had paid.

    In the context as an object: a context that arrives over RPC cannot hold one.
    """

    __slots__ = ()


GROSS, GROSS_KEY = Gross(), "points_gross"


class PosOrder(models.Model):
    # one concern a file
    _inherit = "pos.order"  # pylint: disable=consider-merging-classes-inherited

    _points_money = {"net": "price_subtotal", "gross": "price_subtotal_incl"}

    def _points_till_programs(self):
        """Programs with a ledger that run at this till, of its company or above it."""
        self.ensure_one()
        programs = self.config_id._get_program_ids() | self._points_used_up_programs()
        companies = self.company_id.parent_ids
        return programs.filtered(
            lambda program: (
                program.is_nominative
                and (not program.company_id or program.company_id in companies)
            )
        )

    def _points_used_up_programs(self):
        """Programs whose last use is this very sale: it counts already."""
        used = self.lines.reward_id.program_id.filtered("limit_usage")
        day = {program: program._points_day() for program in used}
        return used.filtered(
            lambda program: (
                program.active
                and program.pos_ok
                and program.currency_id == self.currency_id
                and self.config_id in (program.pos_config_ids or self.config_id)
                and (not program.date_from or program.date_from <= day[program])
                and (not program.date_to or program.date_to >= day[program])
            )
        )

    def _points_programs(self):
        """Those of them that give points to this customer."""
        self.ensure_one()
        if not self.partner_id:
            return self.env["loyalty.program"]
        return self._points_till_programs().filtered(
            lambda program: (
                not program.is_payment_program
                and self._points_takes_pricelist(program)
                and program._points_open_to(self.partner_id)
            )
        )

    def _points_takes_pricelist(self, program):
        lists = program.pricelist_ids
        return not lists or self.pricelist_id in lists

    def _points_all_lines(self):
        return self.lines

    def _points_earning_lines(self, program):
        """No rewards, no top-ups (D21); not what an order settles, nor what comes back."""
        payment = program._points_payment_product_ids()
        return self._points_goods().filtered(
            lambda line: (
                float_compare(line.qty, 0, precision_digits=4) > 0
                and line.product_id.id not in payment
            )
        )

    def _points_goods(self):
        """What is sold: combos as one, nothing with a price below nothing."""
        return self.lines.filtered(
            lambda line: (
                line._points_is_sale()
                and not line.combo_parent_id
                and line._points_sum() >= 0
            )
        )

    def _points_line_money(self, line, name):
        """A combo is sold as one: the money of its parts is the combo's."""
        return sum(one._points_sum(name) for one in self._points_with_combo(line))

    def _points_with_combo(self, line):
        """A line with the parts of its combo, as far as they are of this order."""
        return line | (line.combo_line_ids & self.lines)

    def _points_line_quantity(self, line):
        """Free pieces do not earn."""
        free = sum(
            reward.qty
            for reward in self.lines
            if reward.reward_id.reward_type == "product"
            and line in self._points_discounted_lines(reward)[:1]
        )
        return max(line.qty - free, 0.0)

    def _points_discounts(self, program):
        """Also what has a price below nothing: a discount by hand, a piece taken back."""
        discounts = {**super()._points_discounts(program), **self._points_lowered()}
        if self.env.context.get(GROSS_KEY) is not GROSS:
            return discounts
        return {
            line: share
            for line, share in discounts.items()
            if line.reward_id.program_id != program
        }

    def _points_lowered(self):
        """Lines that take money off the sale, and how far: `{line: share}`.

        Whatever a line says of itself: what nobody deducts elsewhere is deducted here.
        """
        result = {}
        for line in self.lines:
            money = -line._points_sum()
            if float_compare(money, 0, precision_digits=4) > 0:
                covered = self._points_covered_elsewhere(line, money)
                if float_compare(money, covered, precision_digits=4) > 0:
                    result[line] = 1 - covered / money
        return result

    def _points_covered_elsewhere(self, line, money):
        """How much of the money of such a line something else accounts for."""
        program = line.reward_id.program_id
        if program.program_type == "gift_card":
            card = line.coupon_id.filtered(lambda card: card.program_id == program)
            return max(card.points, 0.0) * line.reward_id.discount
        if program:
            return money
        if line._points_is_return():
            first = line.refunded_orderline_id
            terms = first.order_id.points_terms or {}
            whole = terms.get("lines", {}).get(str(first.id), [0, money])[1]
            return whole - terms.get("back", {}).get(str(first.id), [0, 0])[1]
        if line.sale_order_origin_id:
            settled = self.lines.filtered(
                lambda one: one.sale_order_origin_id == line.sale_order_origin_id
            )
            return max(money + min(settled._points_total(), 0.0), 0.0)
        return 0.0

    def _points_promotions(self):
        """With discounts that were given by hand, or on the whole sale."""
        by_hand = [line for line, share in self._points_lowered().items() if share == 1]
        return super()._points_promotions().union(*by_hand)

    def _points_discounted_lines(self, discount):
        """The lines that a discount line was computed on."""
        reward = discount.reward_id
        goods = self._points_goods()
        if not reward:
            return goods
        if reward.reward_type == "product":
            return goods.filtered(
                lambda line: (
                    self._points_with_combo(line).product_id & reward.reward_product_ids
                )
            )
        if reward.discount_applicability == "specific":
            domain = reward._get_discount_product_domain()
            return goods.filtered(
                lambda line: self._points_with_combo(line).product_id.filtered_domain(
                    domain
                )
            )
        if reward.discount_applicability == "cheapest":
            return goods.sorted(
                lambda line: (
                    self._points_line_money(line, "price_subtotal_incl")
                    / (line.qty or 1)
                )
            )[:1]
        scope = self._points_scope_lines(reward.program_id)
        return scope.filtered(lambda line: line.tax_ids == discount.tax_ids) or scope

    def _points_sale_day(self, program):
        """An order that was pushed later was sold on its own day, within its session."""
        moment = min(self.date_order or fields.Datetime.now(), fields.Datetime.now())
        began = self.session_id.start_at
        return program._points_day(max(moment, began) if began else moment)

    def _points_adds_up(self):
        """Whether the lines cost what the sale does: a till states both, points go by lines.

        A sale that does not add up is sold and earns nothing; the managers are told.
        """
        total = self.lines._points_total()
        slack = self.currency_id.rounding * (len(self.lines) + 1)
        if self.config_id.cash_rounding:
            slack += self.config_id.rounding_method.rounding
        if abs(abs(total) - abs(self.amount_total)) <= slack:
            return True
        self._points_alert_raise(
            "sums",
            self.env._(
                "The lines of %(order)s cost %(lines)s, the sale %(total)s: it earned nothing.",
                order=self._points_origin_name(),
                lines=self.currency_id.format(total),
                total=self.currency_id.format(self.amount_total),
            ),
        )
        return False

    # -- what is fixed -------------------------------------------------------------------
    def _points_earned_terms(self, program, card):
        """Rows of what the lines earn now: the base, the tier's part, a campaign's."""
        earned = self._points_earned_for(program, card)
        rate = self._points_currency_rate(program)
        same_batch = program._points_pay_for_same_order()
        rows = [
            {
                **self._points_term(line, "base", points),
                "amount": money * rate,
                "qualifying": True,
                "same_batch": same_batch,
            }
            for line, (points, money) in earned.items()
            if points or money
        ]
        tier = card.tier_id
        if tier:
            lines = self.lines.browse().concat(*earned)
            added = self._points_of_tier(program, earned, tier._points_factors(lines))
            rows += [
                self._points_term(line, "tier", points, tier._points_name())
                for line, points in added.items()
            ]
        return rows + self._points_campaign_terms(program, card, earned)

    def _points_earned_for(self, program, card):
        """What the rules give; points of the sale that pay for it were earned by it.

        Otherwise a reward that leaves nothing to pay could not be paid with the points of
        the same sale, where the program lets them.
        """
        earned = self._points_earned_now(program)
        if not program._points_pay_for_same_order():
            return earned
        spent = sum(
            self._points_cost(line)
            for line in self._points_reward_lines()
            if line.reward_id.program_id == program
        )
        usable = max(card.points_usable, 0.0) if card.id else 0.0
        short = spent - usable - sum(points for points, _money in earned.values())
        if float_compare(short, 0, precision_digits=4) <= 0:
            return earned
        gross = self.with_context(**{GROSS_KEY: GROSS})._points_earned_now(program)
        for line, (points, _money) in gross.items():
            known, money = earned.get(line, (0.0, 0.0))
            more = min(short, max(points - known, 0.0))
            earned[line] = (known + more, money)
            short -= more
        return earned

    def _points_campaign_terms(self, program, card, earned):
        """What the best campaign adds, as far as its budget goes."""
        running = self._points_campaigns(program) if card else []
        if not running:
            return []
        terms, points = self._points_best_campaign(program, running, earned)
        if not points:
            return []
        uses = self.env["loyalty.campaign.use"]
        given = uses._points_take(terms, self, card, sum(points.values()))
        if not given:
            return []
        covered = {line: earned[line] for line in points}
        shared = self._points_of_campaign(
            program, covered, (terms.factor, terms.bonus), given
        )
        return [
            self._points_term(line, "campaign", more, terms.name)
            for line, more in shared.items()
        ]

    def _points_term(self, line, component, points, reason=None):
        return {
            "type": "earn",
            "line_id": line.id,
            "group": self._points_with_combo(line).ids,
            "component": component,
            "points": points,
            "amount": 0.0,
            "qualifying": False,
            "same_batch": False,
            "reason": reason,
        }
