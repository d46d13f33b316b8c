"""Gifts of the tier on an order: put on by a button, counted when it is confirmed (S17)."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import SQL, float_compare

GIFT_FIELDS = {"tier_gift_id", "tier_gift_card_id"}


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    tier_gift_count = fields.Integer(
        "Gifts", compute="_compute_tier_gift_count", compute_sudo=True
    )

    @api.depends("partner_id", "state", "order_line.tier_gift_id")
    def _compute_tier_gift_count(self):
        for order in self:
            order.tier_gift_count = len(order._points_gifts())

    def _points_gifts(self):
        """Gifts that the member of this draft order may still have: `{gift: card}`."""
        if self.state not in ("draft", "sent"):
            return {}
        result = {}
        for card in self._points_tier_cards():
            # whoever sells need not be allowed to read tiers
            for gift in card.tier_id.sudo().gift_ids:
                on_order = self.order_line.filtered(
                    lambda line, gift=gift: line.tier_gift_id == gift
                )
                left = gift._points_left(card, self._origin)
                left -= sum(on_order.mapped("product_uom_qty"))
                if float_compare(left, 1, precision_digits=2) >= 0:
                    result[gift] = card
        return result

    def action_tier_gift(self):
        """Put the gifts of the tier that are left on the order, at no price."""
        self.ensure_one()
        gifts = self._points_gifts()
        if not gifts:
            raise UserError(self.env._("No gift of the tier is left in this period."))
        self.check_access("write")
        # the fields that mark a gift are for this button only
        self.sudo().write(
            {
                "order_line": [
                    Command.create(
                        {
                            "product_id": gift.product_id.id,
                            "name": self.env._(
                                "%(gift)s (gift of %(tier)s)",
                                gift=gift.product_id.display_name,
                                tier=gift.tier_id.name,
                            ),
                            "sequence": max(self.order_line.mapped("sequence") or [10])
                            + 1,
                            "product_uom_qty": 1,
                            "discount": 100,
                            "tier_gift_id": gift.id,
                            "tier_gift_card_id": card.id,
                        }
                    )
                    for gift, card in gifts.items()
                ]
            }
        )

    def _points_check_rewards(self):
        """Gifts are counted with the card locked: two orders cannot take the last one."""
        result = super()._points_check_rewards()
        for order in self.filtered("order_line.tier_gift_id"):
            order.sudo()._points_check_gifts()
        return result

    def _points_check_gifts(self):
        """:raise UserError: the gift was had already, or the line is not the gift any more"""
        lines = self.order_line.filtered("tier_gift_id")
        self.env.cr.execute(
            SQL(
                "SELECT id FROM loyalty_card WHERE id = ANY(%s) ORDER BY id "
                "FOR NO KEY UPDATE",
                lines.tier_gift_card_id.ids,
            )
        )
        for gift in lines.tier_gift_id:
            own = lines.filtered(lambda line, gift=gift: line.tier_gift_id == gift)
            wanted = sum(own.mapped("product_uom_qty"))
            left = gift._points_left(own.tier_gift_card_id[:1], self)
            if own.product_id != gift.product_id or (
                float_compare(wanted, left, precision_digits=2) > 0
            ):
                raise UserError(
                    self.env._(
                        "“%(gift)s” is a gift of the tier, %(left)s times more in this period. "
                        "Take the line off the order.",
                        gift=gift.product_id.display_name,
                        left=f"{left:g}",
                    )
                )


class SaleOrderLine(models.Model):
    # two small fields that only the order above knows
    _inherit = "sale.order.line"  # pylint: disable=consider-merging-classes-inherited

    tier_gift_id = fields.Many2one(
        "loyalty.tier.gift", readonly=True, copy=False, index="btree_not_null"
    )
    tier_gift_card_id = fields.Many2one("loyalty.card", readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        """Only the button of the order makes gifts."""
        for vals in vals_list:
            self._points_check_gift(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Only the button of the order makes gifts."""
        self._points_check_gift(vals)
        return super().write(vals)

    @api.model
    def _points_check_gift(self, vals):
        """:raise AccessError: somebody marks a line as a gift by hand"""
        if not self.env.su and any(vals.get(name) for name in GIFT_FIELDS):
            raise AccessError(
                self.env._(
                    "Gifts are put on an order with the button “Gift of the Tier”."
                )
            )

    def _compute_discount(self):
        """A gift stays one when its quantity changes."""
        result = super()._compute_discount()
        for line in self.filtered("tier_gift_id"):
            line.discount = 100
        return result
