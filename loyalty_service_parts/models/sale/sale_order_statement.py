"""The order as a points document: what it should have posted by now."""

from odoo import models

from ..ledger.clock import (
    FRESH,
    FRESH_KEY,
    REWARDING,
    REWARDING_KEY,
    STATED,
    STATED_KEY,
    is_fresh,
    is_stated,
)


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "loyalty.points.document", "loyalty.points.sale"]

    def _points_statement(self):
        """Earned per card and line, spent per reward; nothing unless confirmed."""
        self._points_keep_terms()
        rows = []
        for order in self.filtered(lambda order: order.state == "sale"):
            rows += order._points_earned_rows()
            rows += order._points_spent_rows()
        return rows

    def _points_origin_name(self):
        """Orders are known by their number."""
        return self.name

    def _points_earned_rows(self):
        rows = []
        for card, term, earned in self._points_terms_of():
            accrual = term["accrual"]
            for line, (points, money) in earned.items():
                rows.append(self._points_earned_row(card, accrual, line, points, money))
            rows += self._points_extra_rows(card, term, accrual, earned)
        return rows

    def _points_extra_rows(self, card, term, accrual, earned):
        """Hook: rows for what is given beside the base, as by a tier."""
        return []

    def _points_as_extra(self, row, component, reason):
        """A row that is given beside the base: it does not count for the tier."""
        return {**row, "component": component, "qualifying": False, "reason": reason}

    def _points_earned_row(self, card, accrual, line, points, money=0.0):
        """What a line has earned by now, and what waits; the money in the order's currency."""
        program = card.program_id
        done, kept = self._points_line_progress(line, accrual)
        due = program._points_round(points * done, "DOWN")
        total = program._points_round(points * kept, "DOWN")
        return {
            "document": self,
            "card": card,
            "type": "earn",
            "line_id": line.id,
            "component": "base",
            "due": due,
            "waiting": total - due,
            "waits_for": accrual,
            "amount": money * self._points_currency_rate(program) * kept,
            "qualifying": True,
            "same_batch": program._points_pay_for_same_order(),
        }

    def _points_line_progress(self, line, accrual):
        """A fresh order that earns at confirmation needs no look at what followed."""
        if accrual == "confirm" and is_fresh(self.env.context):
            return 1.0, 1.0
        return line._points_progress(accrual)

    def _points_spent_rows(self):
        lines = self.order_line.filtered(
            lambda line: (
                line.coupon_id.is_ledger and line.reward_id and line.points_cost
            )
        )
        rows = []
        for line in lines:
            kept = self._points_reward_kept(self._points_reward_group(line))
            program = line.coupon_id.program_id
            rows.append(
                {
                    "document": self,
                    "card": line.coupon_id,
                    "type": "redeem",
                    "line_id": line.id,
                    "component": "base",
                    "due": -program._points_round(line.points_cost * kept),
                    "waiting": 0,
                    "waits_for": None,
                    "amount": self._points_reward_value(line)
                    * kept
                    * self._points_currency_rate(program),
                }
            )
        return rows

    def _points_reward_value(self, line):
        """Money that a reward is worth: negative, in the order's currency."""
        if line.reward_id.reward_type == "product":
            return -line.product_id.lst_price * line.product_uom_qty
        return sum(self._points_reward_group(line).mapped("price_total"))

    def _points_reward_kept(self, lines):
        """Which share of a reward the customer keeps after returns and credit notes (S8)."""
        if is_fresh(self.env.context):
            return 1.0
        weights = {line: abs(line.price_total) or 1.0 for line in lines}
        kept = sum(
            line._points_progress("confirm")[1] * weight
            for line, weight in weights.items()
        ) / sum(weights.values())
        if lines.reward_id.reward_type == "discount" and not lines.invoice_lines:
            goods = self.order_line.filtered(
                lambda other: (
                    not other.reward_id and not other.display_type and other.price_total
                )
            )
            if goods and all(
                other._points_progress("confirm")[1] <= 0 for other in goods
            ):
                return 0.0
        return kept

    # -- when to post ------------------------------------------------------------------
    def _points_stated(self):
        """The same orders for core's code, whose own pushes of points are dropped."""
        return self.with_context(**{STATED_KEY: STATED})

    def _points_rewarding(self):
        """The same orders for core's computation of rewards."""
        return self._points_stated().with_context(**{REWARDING_KEY: REWARDING})

    def _write_vals_from_reward_vals(self, reward_vals, old_lines, delete=True):
        """Core writes what rewards cost; people may not (D18)."""
        lines = super(SaleOrder, self._points_rewarding())._write_vals_from_reward_vals(
            reward_vals, old_lines, delete=delete
        )
        self._points_sync_confirmed()
        return lines

    def _points_sync_confirmed(self):
        """Post differences of confirmed or cancelled orders, unless the caller will."""
        if is_stated(self.env.context):
            return
        orders = self.filtered(lambda order: order.state in ("sale", "cancel"))
        # a warehouse clerk or an accountant moves points of orders that he may not read
        orders.sudo()._points_sync()

    def action_confirm(self):
        """Post what the orders earn and spend (S5, S7, D1)."""
        self._points_check_rewards()
        result = super().action_confirm()
        fresh = self.filtered(lambda order: order.state == "sale")
        fresh.sudo().with_context(**{FRESH_KEY: FRESH})._points_sync()
        return result

    def _action_cancel(self):
        """Take back what the orders earned and spent; the rows stay (S8, D3)."""
        # a salesman may cancel his order but not delete core's helper records
        self.coupon_point_ids.filtered("coupon_id.is_ledger").sudo().unlink()
        result = super(SaleOrder, self._points_rewarding())._action_cancel()
        self.sudo().points_terms = False
        self._points_sync_confirmed()
        return result

    def write(self, vals):
        """Lines changed on a confirmed order correct its points at once (D15)."""
        if vals.get("state") == "sale":
            # also for whoever does not go through `action_confirm`
            self.filtered(lambda order: order.state != "sale")._points_check_rewards()
        if "order_line" not in vals or is_stated(self.env.context):
            return super().write(vals)
        result = super(SaleOrder, self._points_stated()).write(vals)
        self._points_sync_confirmed()
        return result

    # -- what core pushes --------------------------------------------------------------
    def _get_point_changes(self):
        """Core uses this to change balances when confirming and cancelling."""
        changes = super()._get_point_changes()
        return {card: points for card, points in changes.items() if not card.is_ledger}

    def _add_points_for_coupon(self, coupon_points):
        """On a confirmed order core writes the balance: state it instead."""
        stated = {
            card.with_context(**{STATED_KEY: STATED}): points
            for card, points in coupon_points.items()
        }
        result = super()._add_points_for_coupon(stated)
        if self.state == "sale":
            self._points_sync_confirmed()
        return result

    def _update_programs_and_rewards(self):
        """On a confirmed order core changes the order's points but not the card."""
        self._points_drop_former_customer()
        self._points_apply_holder_cards()
        result = super(
            SaleOrder, self._points_rewarding()
        )._update_programs_and_rewards()
        self._points_restore_holder_cards()
        if self.state == "sale":
            self._points_sync_confirmed()
        return result
