"""Cards on sales that are not their holders', and sellers' own cards (S51)."""

from datetime import timedelta

from odoo import fields, models


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    def _action_confirm(self):
        """Look at the cards that these sales moved."""
        result = super()._action_confirm()
        if not self.env.user.share and self.env.user.active:
            for order in self:
                order._alert_check()
        return result

    def _alert_check(self):
        # whoever sells need not be allowed to read all cards
        order = self.sudo()
        cards = order.coupon_point_ids.coupon_id | order.order_line.coupon_id
        cards = cards.filtered("is_ledger")
        own = cards.filtered(lambda card: card.holder_id == self.env.user.partner_id)
        for card in own:
            self.env["loyalty.alert"]._alert_raise(
                "own_card",
                self.env._(
                    "%(user)s confirmed %(order)s, which moves points of his own card.",
                    user=self.env.user.name,
                    order=order.name,
                ),
                card,
                order.name,
            )
        for card in (cards - own).filtered(order._points_is_foreign):
            order._alert_count_sales(card)

    def _alert_count_sales(self, card):
        """How often this card was used on sales to others within a day."""
        sales = self.search(
            [
                ("state", "=", "sale"),
                ("date_order", ">", fields.Datetime.now() - timedelta(days=1)),
                ("order_line.coupon_id", "=", card.id),
            ]
        ).filtered(lambda order: order._points_is_foreign(card))
        # the limit is the company's; whoever sells need not be allowed to read it
        if len(sales) < self.sudo().company_id.counter_sales:
            return
        self.env["loyalty.alert"]._alert_raise(
            "many_sales",
            self.env._(
                # no name: what is told of a person goes when he is erased
                "Card %(number)s was used on %(count)d sales to others within a day.",
                number=card.code,
                count=len(sales),
            ),
            card,
            self.name,
        )
