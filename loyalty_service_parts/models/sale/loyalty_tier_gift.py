"""A service that a tier gets for nothing, so many times a period (S17)."""

from odoo import fields, models


class LoyaltyTierGift(models.Model):
    _name = "loyalty.tier.gift"
    _description = "Gift of a Tier"
    _order = "tier_id, id"
    _rec_name = "product_id"

    tier_id = fields.Many2one(
        "loyalty.tier", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="tier_id.company_id")
    product_id = fields.Many2one("product.product", "Gift", required=True)
    quantity = fields.Integer("Times", default=1, required=True)
    period = fields.Selection(
        [("month", "A month"), ("quarter", "A quarter"), ("year", "A year")],
        default="quarter",
        required=True,
    )

    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "A gift is given at least once."
    )

    def _points_text(self):
        """“2 × Diagnostics a quarter”."""
        self.ensure_one()
        period = dict(self._fields["period"]._description_selection(self.env))
        return self.env._(
            "%(times)s × %(gift)s free, %(period)s",
            times=self.quantity,
            gift=self.product_id.name,
            period=period[self.period].lower(),
        )

    def _points_left(self, card, order=None):
        """How many times a card may still have the gift in this period.

        Counted over confirmed orders: a cancelled one gives it back.
        """
        self.ensure_one()
        since = self.tier_id.program_id._points_period_since(self.period)
        # orders of other sellers count, too
        ((used,),) = (
            self.env["sale.order.line"]
            .sudo()
            ._read_group(
                [
                    ("tier_gift_id", "=", self.id),
                    ("tier_gift_card_id", "=", card.id),
                    ("order_id", "!=", order.id if order else False),
                    ("order_id.state", "=", "sale"),
                    ("order_id.date_order", ">=", since),
                ],
                [],
                ["product_uom_qty:sum"],
            )
        )
        return max(self.quantity - (used or 0.0), 0.0)
