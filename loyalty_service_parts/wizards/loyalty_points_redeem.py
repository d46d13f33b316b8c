"""Choose how many points to use on an order, and in which form (S10, S12)."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class LoyaltyPointsRedeem(models.TransientModel):
    _name = "loyalty.points.redeem"
    _description = "Use Points on an Order"

    order_id = fields.Many2one("sale.order", required=True, readonly=True)
    currency_id = fields.Many2one(related="order_id.currency_id")
    available_card_ids = fields.Many2many(
        "loyalty.card", compute="_compute_available_card_ids"
    )
    card_id = fields.Many2one(
        "loyalty.card",
        required=True,
        domain="[('id', 'in', available_card_ids)]",
        compute="_compute_card_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    available_reward_ids = fields.Many2many(
        "loyalty.reward", compute="_compute_available_rewards"
    )
    reward_id = fields.Many2one(
        "loyalty.reward",
        "Form of the Reward",
        required=True,
        domain="[('id', 'in', available_reward_ids)]",
        compute="_compute_reward_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    has_forms = fields.Boolean(compute="_compute_forms")
    kind = fields.Selection(
        [("order", "On this order"), ("form", "Coupon or eWallet")],
        "Use Them",
        default="order",
        required=True,
    )
    program_id = fields.Many2one(related="card_id.program_id")
    form_id = fields.Many2one(
        "loyalty.points.form", "Into", domain="[('program_id', '=', program_id)]"
    )
    exchange_ids = fields.Many2many(
        "loyalty.points.exchange", string="Changed Already", compute="_compute_forms"
    )
    per_point = fields.Boolean(compute="_compute_figures")
    is_product = fields.Boolean(compute="_compute_figures")
    quantity = fields.Integer("How Many", default=1)
    usable = fields.Float("Usable Now", compute="_compute_figures", digits=(16, 2))
    cap_points = fields.Float(
        "At Most on This Order", compute="_compute_figures", digits=(16, 2)
    )
    cap_amount = fields.Monetary("Cap", compute="_compute_figures")
    points = fields.Float(
        "Points to Use",
        digits=(16, 2),
        compute="_compute_points",
        store=True,
        readonly=False,
        precompute=True,
    )
    amount = fields.Monetary("Worth", compute="_compute_result")
    amount_left = fields.Monetary("Left to Pay", compute="_compute_result")
    usable_after = fields.Float(
        "Usable Afterwards", compute="_compute_result", digits=(16, 2)
    )

    @api.depends("order_id")
    def _compute_available_card_ids(self):
        for wizard in self:
            wizard.available_card_ids = wizard.order_id._points_available_cards()

    @api.depends("available_card_ids")
    def _compute_card_id(self):
        for wizard in self:
            wizard.card_id = wizard.available_card_ids[:1]

    @api.depends("card_id")
    def _compute_available_rewards(self):
        for wizard in self:
            wizard.available_reward_ids = wizard.card_id.program_id.reward_ids

    @api.depends("available_reward_ids")
    def _compute_reward_id(self):
        for wizard in self:
            on_order = wizard._points_on_order().reward_id
            if on_order:
                wizard.reward_id = on_order[0]
                continue
            per_point = wizard.available_reward_ids.filtered(
                lambda reward, order=wizard.order_id: order._points_is_per_point(reward)
            )
            wizard.reward_id = (per_point or wizard.available_reward_ids)[:1]

    @api.depends("card_id", "order_id")
    def _compute_forms(self):
        for wizard in self:
            order, _reward, card = wizard._points_records()
            wizard.has_forms = bool(card.program_id.form_ids)
            wizard.exchange_ids = self.env["loyalty.points.exchange"].search(
                [("order_id", "=", order.id), ("state", "=", "done")]
            )

    def _points_on_order(self, others=False):
        """Lines of the order that use the card; with `others`, not those of this reward."""
        order, reward, card = self._points_records()
        return order.order_line.filtered(
            lambda line: (
                line.coupon_id == card and not (others and line.reward_id == reward)
            )
        )

    def _points_records(self):
        """The real records behind the ones of the form."""
        self.ensure_one()
        return self.order_id._origin, self.reward_id._origin, self.card_id._origin

    @api.depends("card_id", "reward_id")
    def _compute_figures(self):
        for wizard in self:
            order, reward, card = wizard._points_records()
            wizard.is_product = reward.reward_type == "product"
            wizard.per_point = bool(reward) and order._points_is_per_point(reward)
            others = sum(wizard._points_on_order(others=True).mapped("points_cost"))
            wizard.usable = card.points_usable - others if card else 0
            wizard.cap_points = (
                order._points_most(reward, card)
                if card and wizard.per_point
                else wizard.usable
            )
            wizard.cap_amount = order._points_cap_amount(card.program_id) if card else 0

    @api.depends("cap_points")
    def _compute_points(self):
        for wizard in self:
            order, _reward, card = wizard._points_records()
            chosen = (order.points_choice or {}).get(str(card.id))
            most = wizard.cap_points
            wizard.points = most if chosen is None else min(chosen, most)

    def _points_used(self):
        """Points that the chosen reward takes."""
        self.ensure_one()
        if self.kind == "form":
            return self.form_id.points
        if self.per_point:
            return self.points
        count = max(self.quantity, 1) if self.is_product else 1
        return self.reward_id.required_points * count

    @api.depends("points", "quantity", "reward_id", "card_id", "kind", "form_id")
    def _compute_result(self):
        for wizard in self:
            order, reward, card = wizard._points_records()
            used = wizard._points_used()
            wizard.amount = (
                order.currency_id.round(used * order._points_value(reward))
                if wizard.per_point and wizard.kind == "order"
                else 0
            )
            wizard.amount_left = (
                order._points_total_without(reward, card) - wizard.amount
            )
            wizard.usable_after = wizard.usable - used

    def action_apply(self):
        """Put the reward on the order, with as many points as chosen, or change them."""
        self.ensure_one()
        if self.kind == "form":
            return self._points_change()
        if not self.card_id or not self.reward_id:
            raise UserError(
                self.env._("The customer has no card with points that can be used.")
            )
        self.order_id._points_use(self.card_id, self.reward_id, self._points_used())
        return {"type": "ir.actions.act_window_close"}

    def _points_change(self):
        """Points become a coupon or money on the eWallet; the exchange knows the order."""
        order, _reward, card = self._points_records()
        order.check_access("write")
        if not self.form_id:
            raise UserError(self.env._("Choose what the points become."))
        if card not in order._points_available_cards() or (
            order._points_is_foreign(card) and not order._points_may_use_foreign(card)
        ):
            raise UserError(self.env._("This card cannot be used on this order."))
        # the seller's right to the order was checked; he may not make coupons otherwise
        exchange = self.env["loyalty.points.exchange"].sudo()
        exchange = exchange._points_make(card.sudo(), self.form_id.sudo())
        exchange.order_id = order
        return {"type": "ir.actions.act_window_close"}

    def action_remove(self):
        """Take all points of the card off the order again, in whatever form."""
        self.ensure_one()
        for reward in self._points_on_order().reward_id | self.reward_id:
            self.order_id._points_use(self.card_id, reward, 0)
        return {"type": "ir.actions.act_window_close"}
