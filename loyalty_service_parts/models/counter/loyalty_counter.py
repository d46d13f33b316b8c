"""The counter: find a member in seconds, see what he has, sell (S57).

What the screen asks; nothing is kept here. Each question checks who asks.
"""

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import float_compare

_GROUPS = (
    "sales_team.group_sale_salesman",
    "loyalty_service_parts.group_loyalty_member_services",
)


class LoyaltyCounter(models.AbstractModel):
    _name = "loyalty.counter"
    _description = "Counter"

    @api.model
    def _counter_check(self):
        """:raise AccessError: neither a salesman nor member services"""
        if not any(self.env.user.has_group(group) for group in _GROUPS):
            raise AccessError(
                self.env._("The counter is for salesmen and member services.")
            )

    @api.model
    def _counter_partner(self, partner_id):
        partner = self.env["res.partner"].browse(partner_id).exists()
        if not partner:
            raise UserError(
                self.env._("This customer does not exist any more. Search again.")
            )
        partner.check_access("read")
        return partner

    @api.model
    def _counter_card(self, card_id):
        card = self.env["loyalty.card"].browse(card_id).exists()
        if not card:
            raise UserError(
                self.env._("This card does not exist any more. Search again.")
            )
        card.check_access("read")
        return card

    @api.model
    def purchase(self, card_id, amount):
        """What a purchase of so much money earns, and what of it points may pay.

        By the rules for all products, as those of the purchase are not known; with what
        the member's tier adds.

        :param float amount: in the currency of the program
        :return: `{"earns", "pays", "saves"}`, texts
        :raise UserError: not an amount
        """
        self._counter_check()
        card = self._counter_card(card_id)
        if not isinstance(amount, (int, float)) or not 0 <= amount < 1e12:
            raise UserError(self.env._("Enter what the purchase costs."))
        points, money = card._counter_may_pay(amount)
        # a clerk sees what a card is worth without reading programs
        currency = card.sudo().program_id.currency_id
        return {
            "earns": card._format_points(card._counter_earns(amount)),
            "pays": card._format_points(points),
            "saves": currency.format(money) if points else "",
        }

    @api.model
    def quotation(self, partner_id):
        """Open a new quotation for a customer."""
        self._counter_check()
        partner = self._counter_partner(partner_id)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Quotation"),
            "res_model": "sale.order",
            "views": [(False, "form")],
            "context": {"default_partner_id": partner.id},
        }

    @api.model
    def apply(self, partner_id, order_id):
        """Make a customer the customer of an open quotation, with his prices and card.

        :raise UserError: the order is confirmed
        """
        self._counter_check()
        partner = self._counter_partner(partner_id)
        order = self.env["sale.order"].browse(order_id).exists()
        if not order or order.state not in ("draft", "sent"):
            raise UserError(
                self.env._("Only a quotation gets another customer: choose one.")
            )
        order.check_access("write")
        if order.partner_id != partner:
            order.partner_id = partner
            order._recompute_prices()
        # the right to the order was checked; core lets no salesman take points off it
        order.sudo()._update_programs_and_rewards()
        return {
            "type": "ir.actions.act_window",
            "name": order.name,
            "res_model": "sale.order",
            "res_id": order.id,
            "views": [(False, "form")],
        }


class LoyaltyCard(models.Model):
    # what a purchase does to a card
    _inherit = "loyalty.card"  # pylint: disable=consider-merging-classes-inherited

    def _counter_earns(self, amount):
        """Points for so much money, by the rules for all products; with the tier's share."""
        self.ensure_one()
        if self.status == "closed":
            return 0.0
        # a clerk sees what a card earns without reading programs
        program = self.sudo().program_id
        rules = program.rule_ids.filtered(
            lambda rule: (
                rule.mode == "auto"
                and rule._points_product_ids() is None
                and float_compare(amount, rule.minimum_amount, precision_digits=2) >= 0
            )
        )
        points = sum(
            rule._points_of_amounts({"sale": amount}, {"sale": 1}).get("sale", 0)
            for rule in rules
        )
        tier = self.sudo().tier_id
        more = tier.multiplier - 1 if tier else 0
        return program._points_round(points, "DOWN") + program._points_round(
            points * max(more, 0), "DOWN"
        )

    def _counter_may_pay(self, amount):
        """`(points, money)` that the card may pay of so much money now."""
        self.ensure_one()
        program = self.sudo().program_id
        value = program._points_money_of_point()
        if not value or self.status != "active":
            return 0.0, 0.0
        points = min(
            self.points_usable, amount * program.redeem_max_percent / 100 / value
        )
        points = program._points_round(max(points, 0.0), "DOWN")
        if float_compare(points, program.redeem_min_points, precision_digits=4) < 0:
            return 0.0, 0.0
        return points, points * value
