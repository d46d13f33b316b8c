"""Settings of a program that documents of the sale channel obey."""

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError


class LoyaltyProgram(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.program"  # pylint: disable=consider-merging-classes-inherited

    points_accrual = fields.Selection(
        [
            ("confirm", "When the order is confirmed"),
            ("delivery", "When it is delivered"),
            ("invoice", "When it is invoiced"),
            ("paid", "When it is paid"),
        ],
        "Points Are Earned",
        default="confirm",
        required=True,
        help="Until then the points are pending. A partial delivery, invoice or payment "
        "earns its share. Orders confirmed already keep the rule that they began with.",
    )
    points_on = fields.Selection(
        [("net", "Amount without tax"), ("gross", "Amount with tax")],
        "Points Count On",
        default="gross",
        required=True,
    )
    redeem_max_percent = fields.Float(
        "Pay by Points up to (%)",
        default=100,
        help="Share of the order that may be paid with points.",
    )
    redeem_min_points = fields.Float(
        "At Least", help="The smallest number of points that may be used on an order."
    )
    redeem_scope = fields.Selection(
        [
            ("all", "Services and goods"),
            ("services", "Services only"),
            ("goods", "Goods only"),
        ],
        "Points Pay For",
        default="all",
        required=True,
    )
    redeem_same_order = fields.Boolean(
        "Points of the Same Order",
        help="Points that an order earns may pay for that order. Only where points are earned "
        "when the order is confirmed, without a waiting period.",
    )
    foreign_card = fields.Selection(
        [
            ("refuse", "Refuse"),
            ("code", "Allow with a code sent to the holder"),
            ("allow", "Allow"),
        ],
        "Card of Another Customer",
        default="refuse",
        required=True,
        help="What happens when points of somebody else's card shall pay for an order.",
    )
    invoice_earning = fields.Boolean(
        "Invoices Without an Order Earn",
        help="Customer invoices that were not made from an order earn points, too.",
    )

    _redeem_max_percent_range = models.Constraint(
        "CHECK (redeem_max_percent >= 0 AND redeem_max_percent <= 100)",
        "The share of an order that may be paid with points lies between 0 and 100 %.",
    )
    _redeem_min_points_positive = models.Constraint(
        "CHECK (redeem_min_points >= 0)",
        "The smallest number of points cannot be negative.",
    )

    @api.constrains("redeem_same_order", "points_accrual", "points_hold_days")
    def _check_redeem_same_order(self):
        for program in self:
            if program.redeem_same_order and not program._points_usable_at_once():
                raise ValidationError(
                    self.env._(
                        "Points can pay for the order that earns them only if they are earned at "
                        "confirmation, without a waiting period."
                    )
                )

    def _points_open_to(self, partner):
        """Not while a pilot runs without this customer (S4)."""
        closed = self.env["loyalty.pilot"]._points_closed_to(partner)
        return super()._points_open_to(partner) and self.id not in closed

    def _points_pay_for_same_order(self):
        """Whether points of an order may pay for it; never where they are for later ones."""
        self.ensure_one()
        return self.redeem_same_order and self.applies_on == "both"

    def _points_usable_at_once(self):
        """Whether points can be spent as soon as the order is confirmed."""
        self.ensure_one()
        return self.points_accrual == "confirm" and not self.points_hold_days

    def _compute_order_count(self):
        """A count only: who manages programs need not be allowed to read orders."""
        return super(LoyaltyProgram, self.sudo())._compute_order_count()

    def _compute_total_order_count(self):
        """A count only: who manages programs need not be allowed to read orders."""
        return super(LoyaltyProgram, self.sudo())._compute_total_order_count()

    @api.model_create_multi
    def create(self, vals_list):
        """Payment products depend on the programs."""
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        """Payment products depend on the programs."""
        if {"program_type", "rule_ids", "trigger_product_ids", "active"} & vals.keys():
            self.env.registry.clear_cache()
        if "active" not in vals:
            return super().write(vals)
        self.check_access("write")
        # the right to the program was checked: the products of its discounts follow
        return super(LoyaltyProgram, self.sudo()).write(vals)

    @api.model
    @tools.ormcache()
    def _points_payment_product_ids(self):
        """Products that are money themselves: gift cards and top-ups earn nothing (D21)."""
        # every program counts, whatever the user may read
        rules = (
            self.env["loyalty.rule"]
            .sudo()
            .search([("program_id.program_type", "in", ("gift_card", "ewallet"))])
        )
        return frozenset(rules.product_ids.ids)
