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
            order._counter_change_customer(partner)
        # the right to the order was checked; core lets no salesman take points off it
        order.sudo()._update_programs_and_rewards()
        return {
            "type": "ir.actions.act_window",
            "name": order.name,
            "res_model": "sale.order",
            "res_id": order.id,
            "views": [(False, "form")],
        }


class SaleOrder(models.Model):
    # a quotation that was begun for somebody else
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    def _counter_change_customer(self, partner):
        """Another customer: his taxes, his prices where they differ, none of others' cards."""
        self.ensure_one()
        before = (self.pricelist_id, self._points_tier_now())
        position = self.fiscal_position_id
        self.partner_id = partner
        if self.fiscal_position_id != position:
            self._recompute_taxes()
        if (self.pricelist_id, self._points_tier_now()) != before:
            # what was agreed by hand stays where the prices are the same
            self._recompute_prices()
        # the right to the order was checked; core lets no salesman take points off it
        self.sudo()._points_drop_foreign_cards()


class LoyaltyCard(models.Model):
    # what a purchase does to a card
    _inherit = "loyalty.card"  # pylint: disable=consider-merging-classes-inherited

    def _counter_earns(self, amount):
        """Points for so much money, by the rules for all products; with the tier's share."""
        return sum(self._points_of_sale({self.env["product.product"]: amount}))

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
