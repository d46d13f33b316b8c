"""What orders ask of campaigns: kept in memory, so that a confirmation reads none (S38)."""

import datetime
from ast import literal_eval
from typing import NamedTuple

from odoo import api, models, tools


class CampaignTerms(NamedTuple):
    """A campaign as orders see it; ids instead of records."""

    id: int
    name: str
    first: datetime.date
    last: datetime.date
    tiers: frozenset
    categories: frozenset
    products: frozenset
    domain: tuple
    factor: float
    bonus: float
    limited: bool

    def covers(self, product):
        """Whether a product takes part; everything when nothing was chosen."""
        if not self.categories and not self.products:
            return True
        if product.id in self.products:
            return True
        path = (product.categ_id.parent_path or "").split("/")
        return not self.categories.isdisjoint(int(one) for one in path if one)


class LoyaltyCampaign(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.campaign"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    @tools.ormcache("program_id", "self.env.lang")
    def _points_calendar(self, program_id):
        """All campaigns of a program, as terms."""
        # the seller need not be allowed to read campaigns
        found = self.sudo().search([("program_id", "=", program_id)])
        return tuple(one._points_terms() for one in found)

    def _points_terms(self):
        self.ensure_one()
        multiplies = self.kind == "multiplier"
        return CampaignTerms(
            id=self.id,
            name=self.name,
            first=self.date_from,
            last=self.date_to,
            tiers=frozenset(self.tier_ids.ids),
            categories=frozenset(self.categ_ids.ids),
            products=frozenset(self.product_ids.ids),
            domain=tuple(literal_eval(self.partner_domain or "[]")),
            factor=self.multiplier - 1 if multiplies else 0.0,
            bonus=0.0 if multiplies else self.bonus,
            limited=bool(self.budget or self.member_cap),
        )

    @api.model
    def _points_running(self, program, day, partner, tier):
        """Terms of the campaigns of a program for a customer on a day."""
        return [
            terms
            for terms in self._points_calendar(program.id)
            if terms.first <= day <= terms.last
            and (not terms.tiers or tier.id in terms.tiers)
            and partner.filtered_domain(list(terms.domain))
        ]
