"""What a card opens: parts for members, and earlier (S27, S28)."""

from odoo import api, fields, models
from odoo.tools import SQL, float_compare

#: What decides what a card opens.
_GRANT_FIELDS = {
    "loyalty.card": (
        "active",
        "company_id",
        "expiration_date",
        "holder_id",
        "is_ledger",
        "order_id",
        "points_activity_date",
        "program_id",
        "status",
        "tier_id",
    ),
    "loyalty.program": ("active", "card_holder", "program_type"),
    "res.partner": ("commercial_partner_id",),
    "sale.order": ("state",),
}


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
        """The same for many, each with the id of the order that made the card.

        One statement, asked with every search of a customer, who need not be allowed to read
        cards.
        """
        if not partners.ids:
            return {}
        for model, names in _GRANT_FIELDS.items():
            self.env[model].flush_model(names)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT p.id, c.order_id, c.program_id, c.tier_id
                  FROM res_partner p
                  JOIN loyalty_card c ON c.holder_id IN (p.id, p.commercial_partner_id)
                  JOIN loyalty_program g ON g.id = c.program_id
                  LEFT JOIN sale_order o ON o.id = c.order_id
                 WHERE p.id IN %(partners)s
                   AND (c.holder_id = p.id OR g.card_holder = 'company')
                   AND c.active AND c.is_ledger AND c.status = 'active'
                   AND g.active AND g.program_type = 'loyalty'
                   AND (c.company_id IS NULL OR c.company_id IN %(companies)s)
                   AND (c.points_activity_date IS NOT NULL OR c.order_id IS NULL
                        OR o.state = 'sale')
                   AND (c.expiration_date IS NULL OR c.expiration_date >= %(today)s)
                 ORDER BY c.id
                """,
                partners=tuple(partners.ids),
                companies=tuple(companies.parent_ids.ids) or (None,),
                today=fields.Date.context_today(self),
            )
        )
        tiers = self.env["loyalty.tier"]._catalogue_tiers() if rows else {}
        result = {}
        for partner_id, order, program, tier in rows:
            grant = (order or False, program, *tiers.get(tier, ((), 0)))
            result.setdefault(partners.browse(partner_id), []).append(grant)
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
