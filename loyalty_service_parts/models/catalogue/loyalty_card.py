"""What a card opens: parts for members, and earlier (S27, S28)."""

from odoo import api, fields, models
from odoo.tools import SQL, float_compare

#: What decides what a card opens.
_GRANT_FIELDS = (
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
)


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

        Asked with every search of a customer, who need not be allowed to read cards.
        """
        holders = self._catalogue_holders(partners)
        cards = self._catalogue_cards(set().union(*holders.values()), companies)
        tiers = self.env["loyalty.tier"]._catalogue_tiers() if cards else {}
        result = {}
        for partner in partners if cards else ():
            for holder, order, program, tier, is_company_s in cards:
                if holder == partner.id or (
                    is_company_s and holder in holders.get(partner.id, ())
                ):
                    grant = (order or False, program, *tiers.get(tier, ((), 0)))
                    result.setdefault(partner, []).append(grant)
        return result

    @api.model
    def _catalogue_holders(self, partners):
        """`{contact id: ids of those whose cards he may use}`: his own, his company's."""
        if not partners.ids:
            return {}
        self.env["res.partner"].flush_model(["commercial_partner_id"])
        rows = self.env.execute_query(
            SQL(
                "SELECT id, commercial_partner_id FROM res_partner WHERE id IN %s",
                tuple(partners.ids),
            )
        )
        return {contact: {contact, company} for contact, company in rows}

    @api.model
    def _catalogue_cards(self, holders, companies):
        """`[(holder, order that made it, program, tier, for a whole company)]` of live cards.

        The joins with programs and orders would take longer to plan than to do.
        """
        programs = self.env["loyalty.program"]._catalogue_programs() if holders else {}
        if not programs:
            return []
        self.flush_model(_GRANT_FIELDS)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT holder_id, order_id, program_id, tier_id,
                       points_activity_date IS NOT NULL
                  FROM loyalty_card
                 WHERE holder_id IN %(holders)s AND program_id IN %(programs)s
                   AND active AND is_ledger AND status = 'active'
                   AND (company_id IS NULL OR company_id IN %(companies)s)
                   AND (expiration_date IS NULL OR expiration_date >= %(today)s)
                 ORDER BY id
                """,
                holders=tuple(holders),
                programs=tuple(programs),
                companies=tuple(companies.parent_ids.ids) or (None,),
                today=fields.Date.context_today(self),
            )
        )
        # a card that a cart made opens nothing before it is bought; few are asked
        made = [order for _holder, order, _program, _tier, used in rows if not used]
        orders = self.env["sale.order"].sudo().browse(filter(None, made))
        open_ids = set(orders.filtered(lambda order: order.state != "sale").ids)
        return [
            (holder, order, program, tier, programs[program])
            for holder, order, program, tier, used in rows
            if used or order not in open_ids
        ]

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
