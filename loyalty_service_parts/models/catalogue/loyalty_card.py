"""What a card opens: parts for members, and earlier (S27, S28)."""

from odoo import api, fields, models
from odoo.tools import float_compare


class LoyaltyCard(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.card"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _catalogue_grants(self, partner, companies, orders=()):
        """What the cards of a contact open now: `[(program id, tier ids, days earlier)]`.

        A blocked, closed or outdated card opens nothing, a lent one only to its holder.
        One that a cart made opens nothing until the cart is bought or its owner joins.

        :param orders: ids of orders; cards that these made do not count
        """
        found = self._catalogue_grants_of(partner, companies).get(partner, ())
        return [grant for order, *grant in found if order not in orders]

    @api.model
    def _catalogue_grants_of(self, partners, companies):
        """The same for many, in one query, each with the id of the order that made the card."""
        if not partners:
            return {}
        # asked for whoever looks at a product, who need not be allowed to read cards
        cards = self.sudo().search_fetch(
            [
                ("is_ledger", "=", True),
                ("status", "=", "active"),
                ("program_id.program_type", "=", "loyalty"),
                ("program_id.active", "=", True),
                ("company_id", "in", (False, *companies.parent_ids.ids)),
                "|",
                ("points_activity_date", "!=", False),
                "|",
                ("order_id", "=", False),
                ("order_id.state", "=", "sale"),
                "|",
                ("holder_id", "in", partners.ids),
                "&",
                ("holder_id", "in", partners.commercial_partner_id.ids),
                ("program_id.card_holder", "=", "company"),
                "|",
                ("expiration_date", "=", False),
                ("expiration_date", ">=", fields.Date.context_today(self)),
            ],
            ["program_id", "tier_id", "order_id", "holder_id"],
        )
        tiers = self.env["loyalty.tier"]._catalogue_tiers()
        result = {}
        for partner in partners:
            for card in cards._points_of_contact(partner) if cards else ():
                grant = (card.program_id.id, *tiers.get(card.tier_id.id, ((), 0)))
                result.setdefault(partner, []).append((card.order_id.id, *grant))
        return result

    def _catalogue_is_joined(self):
        """Whether the card is more than a cart's."""
        return bool(
            self.points_activity_date
            or not self.order_id
            or self.order_id.state == "sale"
        )

    def _catalogue_missing(self, tier):
        """What a card lacks to a tier, in words."""
        self.ensure_one()
        if (
            float_compare(tier.sudo().threshold, self.tier_figure, precision_digits=2)
            <= 0
        ):
            return self.env._("enough for %s, which he does not hold", tier.sudo().name)
        return self.env._(
            "%(missing)s more to %(tier)s",
            missing=self._points_in_metric(
                max(tier.sudo().threshold - self.tier_figure, 0)
            ),
            tier=tier.sudo().name,
        )

    @api.model
    def _points_enrol(self, program, partner):
        """Whoever joins is a member, though a cart made his card."""
        card = super()._points_enrol(program, partner)
        # the right was checked; an order knows the cards that it made
        card.sudo().filtered("order_id").order_id = False
        return card
