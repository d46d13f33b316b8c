"""The price list of a tier: after one set on the contact, before the country's (S17)."""

from odoo import api, models, tools


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    @api.model
    def _get_partner_pricelist_multi(self, partner_ids):
        """Members without a price list of their own get their tier's."""
        result = super()._get_partner_pricelist_multi(partner_ids)
        if not self.env["res.groups"]._is_feature_enabled(
            "product.group_product_pricelist"
        ):
            return result
        partners = self.env["res.partner"].with_context(active_test=False)
        partners = partners.browse(partner_ids).filtered(
            lambda partner: (
                not partner.specific_property_product_pricelist.filtered(
                    "active"
                )._get_partner_pricelist_multi_filter_hook()
            )
        )
        result.update(self._points_tier_pricelists(partners))
        return result

    def _get_partner_pricelist_multi_search_domain_hook(self, company_id):
        """A tier's price list is for its members: never the fallback of everybody."""
        return [
            *super()._get_partner_pricelist_multi_search_domain_hook(company_id),
            ("id", "not in", list(self._points_tier_pricelist_ids())),
        ]

    @api.model
    @tools.ormcache()
    def _points_tier_pricelist_ids(self):
        """Ids of the price lists of tiers: asked with every price."""
        # whoever looks for a price need not be allowed to read tiers
        tiers = self.env["loyalty.tier"].sudo().search([("pricelist_id", "!=", False)])
        return frozenset(tiers.pricelist_id.ids)

    @api.model
    def _points_tier_pricelists(self, partners):
        """`{partner id: price list}` of members whose tier has one."""
        # whoever sells need not be allowed to read cards and tiers
        cards = (
            self.env["loyalty.card"]
            .sudo()
            ._points_search_of(
                partners,
                self.env.company,
                [
                    ("status", "!=", "closed"),
                    ("tier_id.pricelist_id.active", "=", True),
                    (
                        "tier_id.pricelist_id.company_id",
                        "in",
                        (False, self.env.company.id),
                    ),
                ],
            )
        )
        result = {}
        for partner in partners:
            own = cards._points_of_contact(partner)
            if own:
                result[partner.id] = own[0].tier_id.pricelist_id.sudo(False)
        return result
