"""Strange use of cards at tills: a cashier's own card, one card on sale after sale (S51)."""

from datetime import timedelta

from odoo import fields, models

from .pos_order import SOLD


class LoyaltyLookup(models.Model):
    # a number that was scanned at a till
    _inherit = "loyalty.lookup"

    channel = fields.Selection(
        selection_add=[("till", "Till")], ondelete={"till": "cascade"}
    )


class LoyaltyAlert(models.Model):
    # what a till could not ask
    _inherit = "loyalty.alert"

    kind = fields.Selection(
        selection_add=[
            ("many_at_till", "A card on sale after sale"),
            ("offline", "Sold without a connection"),
            ("sums", "A sale that does not add up"),
        ],
        ondelete={"many_at_till": "cascade", "offline": "cascade", "sums": "cascade"},
    )


class PosOrder(models.Model):
    # one concern a file
    _inherit = "pos.order"  # pylint: disable=consider-merging-classes-inherited

    def _points_alert(self):
        """Look at the cards that this sale moved."""
        cards = self._points_entries().card_id
        own = cards.filtered(lambda card: card.holder_id == self.env.user.partner_id)
        if own:
            self._points_alert_raise(
                "own_card",
                self.env._(
                    "%(user)s sold %(order)s, which moves points of his own card.",
                    user=self.env.user.name,
                    order=self._points_origin_name(),
                ),
                own[0],
            )
        for card in cards - own:
            self._points_alert_count(card)

    def _points_alert_count(self, card):
        """How often a cashier used the same card within a day."""
        limit = self.company_id.counter_sales
        sales = self.search_count(
            [
                ("state", "in", SOLD),
                ("date_order", ">", fields.Datetime.now() - timedelta(days=1)),
                ("partner_id", "=", self.partner_id.id),
                ("user_id", "=", self.user_id.id),
                ("is_refund", "=", False),
            ]
        )
        if sales < limit:
            return
        self._points_alert_raise(
            "many_at_till",
            self.env._(
                # no name: what is told of a person goes when he is erased
                "Card %(number)s was used on %(count)d sales of one cashier within a day.",
                number=card.code,
                count=sales,
            ),
            card,
        )

    def _points_alert_raise(self, kind, text, card=None):
        self.env["loyalty.alert"]._alert_raise(
            kind,
            text,
            card,
            self._points_origin_name(),
            # each of these sales is looked into
            is_apart=kind in ("offline", "sums"),
        )
