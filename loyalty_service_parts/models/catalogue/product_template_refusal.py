"""Why a product cannot be sold to a customer, and what is missing (S27)."""

from datetime import timedelta

from odoo import fields, models
from odoo.tools import format_date


class ProductTemplate(models.Model):
    # one concern a file, one file a room
    _inherit = "product.template"  # pylint: disable=consider-merging-classes-inherited

    def _catalogue_refusal(self, partner, companies):
        """A sentence for whoever sells; the product is one that is not open to the customer."""
        self.ensure_one()
        if self.visible_until and self.visible_until <= fields.Datetime.now():
            return self.env._(
                "“%(product)s” is not sold any more since %(day)s.",
                product=self.name,
                day=format_date(self.env, self._catalogue_day(self.visible_until)),
            )
        days = self._catalogue_advance(partner, companies)
        if days is None and self.env.context.get("loyalty_to_customer"):
            return self.env._(
                "“%(product)s” is only for %(audience)s.",
                product=self.name,
                audience=self._catalogue_audience(),
            )
        if days is None:
            return self.env._(
                "“%(product)s” is for %(audience)s. %(standing)s",
                product=self.name,
                audience=self._catalogue_audience(),
                standing=self._catalogue_standing(partner, companies),
            )
        opens = self._catalogue_day(self.visible_from - timedelta(days=days))
        if self.env.context.get("loyalty_to_customer"):
            return self.env._(
                "“%(product)s” is sold to you from %(day)s.",
                product=self.name,
                day=format_date(self.env, opens),
            )
        return self.env._(
            "“%(product)s” is sold to this customer from %(day)s.",
            product=self.name,
            day=format_date(self.env, opens),
        )

    def _catalogue_advance(self, partner, companies):
        """How many days earlier a customer may buy it; None if it is not for him."""
        self.ensure_one()
        mine = [0] if self.member_access == "everyone" else []
        cards = self.env["loyalty.card"]
        for program, tiers, days in cards._catalogue_grants(partner, companies):
            is_mine = {
                "everyone": True,
                "members": self.member_program_id.id in (False, program),
                "tier": self.member_tier_id.id in tiers,
            }
            if is_mine[self.member_access]:
                mine.append(days)
        return max(mine, default=None)

    def _catalogue_standing(self, partner, companies):
        """What a customer is, in words."""
        # whoever sells need not be allowed to read cards
        cards = self.env["loyalty.card"].sudo()
        if self.member_program_id or self.member_tier_id:
            program = self.member_tier_id.program_id or self.member_program_id
            cards = cards._points_find_card(program, partner)
        else:
            cards = cards._points_search_of(partner, companies)
        card = cards._points_of_contact(partner)[:1]
        name = partner.display_name or self.env._("The customer")
        if not card:
            return self.env._("%s is not a member.", name)
        if card.status != "active":
            return self.env._("The card of %s is blocked.", name)
        if not card._catalogue_is_joined():
            return self.env._("%s is not a member yet.", name)
        if self.member_access == "tier" and card.tier_id:
            return self.env._(
                "%(customer)s is %(tier)s: %(missing)s.",
                customer=name,
                tier=card.tier_id.name,
                missing=card._catalogue_missing(self.member_tier_id),
            )
        if self.member_access == "tier":
            return self.env._(
                "%(customer)s has no tier: %(missing)s.",
                customer=name,
                missing=card._catalogue_missing(self.member_tier_id),
            )
        return self.env._("The card of %s is not valid.", name)
