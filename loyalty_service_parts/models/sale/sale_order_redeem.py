"""Spending on an order: how many points, up to which part, and whose."""

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare, float_round

LIMIT_KEY = "points_limit"
_TINY = 1e-7


def reward_key(card, reward):
    """Where `points_choice` keeps the points of a reward that is not money per point."""
    return f"{card.id}/{reward.id}"


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    points_choice = fields.Json(
        copy=False,
        help="By card: how many points the customer chose to use on this order.",
    )

    # -- how much ----------------------------------------------------------------------
    def _get_real_points_for_coupon(self, coupon, post_confirm=False):
        """Only what is usable may be spent: not expired, not pending, not blocked (D14)."""
        if not coupon.is_ledger:
            return super()._get_real_points_for_coupon(
                coupon, post_confirm=post_confirm
            )
        self.ensure_one()
        # a salesman sees usable points of any card that he may put on an order
        points = coupon.sudo().points_usable
        if self.state not in ("sale", "done"):
            if coupon.program_id._points_pay_for_same_order():
                own = self.coupon_point_ids.filtered(
                    lambda line: line.coupon_id == coupon
                )
                points += sum(own.mapped("points"))
            used = self.order_line.filtered(lambda line: line.coupon_id == coupon)
            points -= sum(used.mapped("points_cost"))
        points = float_round(points, precision_digits=4)
        limit = (self.env.context.get(LIMIT_KEY) or {}).get(coupon.id)
        # the limit is a hair more than was chosen, also where that is all there is (D8)
        return points if limit is None else min(points + _TINY, limit)

    def _points_limit(self, reward, coupon):
        """How many points a reward “money per point” may use: cap, choice, usable; rounded."""
        self.ensure_one()
        program = coupon.program_id
        value = self._points_value(reward)
        by_cap = self._points_cap_amount(program) / value if value else 0.0
        by_total = max(self.amount_total, 0.0) / value if value else 0.0
        points = min(by_cap, by_total, self._get_real_points_for_coupon(coupon))
        chosen = (self.points_choice or {}).get(str(coupon.id))
        if chosen is not None:
            points = min(points, chosen)
        points = program._points_round(max(points, 0.0), "DOWN")
        if float_compare(points, program.redeem_min_points, precision_digits=4) < 0:
            return 0.0
        return points

    def _get_reward_values_discount(self, reward, coupon, **kwargs):
        """Use as many points as chosen and allowed, and charge just those (D8, D14)."""
        if not (coupon.is_ledger and self._points_is_per_point(reward)):
            return super()._get_reward_values_discount(reward, coupon, **kwargs)
        limit = self._points_limit(reward, coupon)
        if not limit:
            raise UserError(
                self.env._(
                    "No points of card %s can be used on this order.", coupon.code
                )
            )
        # core divides in floating point: 3.53 // 0.01 would be 352 (D8)
        limited = self.with_context(**{LIMIT_KEY: {coupon.id: limit + _TINY}})
        values = super(SaleOrder, limited)._get_reward_values_discount(
            reward, coupon, **kwargs
        )
        for line in values:
            if line.get("points_cost"):
                used = float_round(
                    line["points_cost"],
                    precision_digits=int(coupon.program_id.points_digits),
                )
                line["points_cost"] = min(used, limit)
        return values

    def _get_reward_values_product(self, reward, coupon, product=None, **kwargs):
        """As many as were chosen; core would take all that the points allow (S12)."""
        chosen = (self.points_choice or {}).get(reward_key(coupon, reward))
        if not coupon.is_ledger or not chosen:
            return super()._get_reward_values_product(
                reward, coupon, product=product, **kwargs
            )
        usable = self._get_real_points_for_coupon(coupon)
        limited = self.with_context(**{LIMIT_KEY: {coupon.id: min(chosen, usable)}})
        return super(SaleOrder, limited)._get_reward_values_product(
            reward, coupon, product=product, **kwargs
        )

    def _discountable_order(self, reward):
        """Points that pay for services only, or goods only, discount just those."""
        program = reward.program_id
        if not program.is_nominative or program.redeem_scope == "all":
            return super()._discountable_order(reward)
        total, per_tax = 0.0, {}
        for line in self._points_scope_lines(program):
            taxes = line.tax_ids.filtered(lambda tax: tax.amount_type != "fixed")
            base = (
                line.price_unit
                * line.product_uom_qty
                * (1 - (line.discount or 0.0) / 100)
            )
            total += line.price_total
            per_tax[taxes] = per_tax.get(taxes, 0.0) + base
        return total, per_tax

    # -- whether -----------------------------------------------------------------------
    def _points_check_rewards(self):
        """Refuse to confirm what the program does not allow, with a sentence each.

        :raise UserError: foreign, blocked or short card, too many or too few points
        """
        for order in self:
            for card in order.order_line.coupon_id.filtered("is_ledger"):
                lines = order.order_line.filtered(
                    lambda line, card=card: line.coupon_id == card
                )
                order._points_check_card(card, sum(lines.mapped("points_cost")))
                order._points_check_cap(card, lines)

    def _points_check_card(self, card, used):
        if float_compare(used, 0, precision_digits=4) <= 0:
            return
        if self._points_is_foreign(card) and not self._points_may_use_foreign(card):
            raise UserError(
                self.env._(
                    "Card %(card)s belongs to another customer than this order. Remove the reward, "
                    "or use a card of %(customer)s.",
                    card=card.code,
                    customer=self.partner_id.display_name,
                )
            )
        if card.status != "active":
            raise UserError(
                self.env._("Card %s is blocked: its points cannot be spent.", card.code)
            )
        left = self._get_real_points_for_coupon(card)
        if self.state != "sale" and float_compare(left, 0, precision_digits=4) < 0:
            raise UserError(
                self.env._(
                    "Order %(order)s uses %(used)s of card %(card)s, only %(usable)s are usable "
                    "now. Change the points on the order, then confirm it again.",
                    order=self.name,
                    used=card._format_points(used),
                    card=card.code,
                    usable=card._format_points(max(left + used, 0.0)),
                )
            )
        if (
            float_compare(used, card.program_id.redeem_min_points, precision_digits=4)
            < 0
        ):
            raise UserError(
                self.env._(
                    "“%(program)s” takes %(minimum)s at least.",
                    program=card.program_id.name,
                    minimum=card._format_points(card.program_id.redeem_min_points),
                )
            )

    def _points_check_cap(self, card, lines):
        program = card.program_id
        discounts = lines.filtered(
            lambda line: line.reward_id.reward_type == "discount"
        )
        if program.is_payment_program or not discounts:
            return
        paid = -sum(discounts.mapped("price_total"))
        cap = self._points_cap_amount(program)
        if self.currency_id.compare_amounts(paid, cap) > 0:
            raise UserError(
                self.env._(
                    "Points may pay %(cap)s of order %(order)s at most, not %(paid)s.",
                    cap=self.currency_id.format(cap),
                    order=self.name,
                    paid=self.currency_id.format(paid),
                )
            )

    def _points_may_use_foreign(self, card):
        """Whether the program, or its holder, lets this order use somebody else's card."""
        if card.program_id.foreign_card != "code":
            return card.program_id.foreign_card == "allow"
        # the seller may not read the codes, only profit from a confirmed one
        return bool(
            self.env["loyalty.card.pass"]
            .sudo()
            .search_count(
                [
                    ("card_id", "=", card.id),
                    ("order_id", "=", self.id),
                    ("confirmed", "=", True),
                ],
                limit=1,
            )
        )
