"""What a tier brings on sales: more points, a price list, a discount on labour (S17)."""

from odoo import api, fields, models, tools
from odoo.tools import float_compare

#: Setting of the tier → the feature without which it would do nothing, silently.
_FEATURES = {
    "pricelist_id": "product.group_product_pricelist",
    "labour_discount": "sale.group_discount_per_so_line",
}


class LoyaltyTier(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.tier"  # pylint: disable=consider-merging-classes-inherited

    multiplier = fields.Float(
        "Points Multiplied By",
        default=1,
        digits=(16, 2),
        help="1.5 gives half as many points again; they are stated apart.",
    )
    rate_ids = fields.One2many("loyalty.tier.rate", "tier_id", "By Category")
    gift_ids = fields.One2many("loyalty.tier.gift", "tier_id", "Gifts")
    pricelist_id = fields.Many2one(
        "product.pricelist",
        help="Taken unless the contact has a price list of his own.",
    )
    labour_discount = fields.Float(
        "Discount on Labour (%)",
        help="On services, where the price list gives no larger discount.",
    )
    labour_categ_id = fields.Many2one(
        "product.category",
        "Labour Is",
        help="Only services of this category; all services when empty.",
    )

    _multiplier_positive = models.Constraint(
        "CHECK (multiplier >= 1)", "A tier cannot give fewer points than none."
    )
    _labour_discount_range = models.Constraint(
        "CHECK (labour_discount >= 0 AND labour_discount <= 100)",
        "A discount lies between 0 and 100 %.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Switch on what the settings need."""
        tiers = super().create(vals_list)
        for vals in vals_list:
            self._points_enable_features(vals)
        return tiers

    def write(self, vals):
        """Switch on what the settings need."""
        result = super().write(vals)
        self._points_enable_features(vals)
        if "pricelist_id" in vals:
            self.env["res.partner"].invalidate_model(["property_product_pricelist"])
        return result

    @api.model
    def _points_enable_features(self, vals):
        for name, feature in _FEATURES.items():
            if vals.get(name):
                # a loyalty manager need not be an administrator for that
                everybody = self.env.ref("base.group_user").sudo()
                everybody._apply_group(self.env.ref(feature).sudo())

    def _points_benefits(self):
        """More points, prices, labour and gifts, in words."""
        result = super()._points_benefits()
        for rate in self.rate_ids:
            text = self.env._(
                "%(factor)g × points on %(category)s",
                factor=rate.multiplier,
                category=rate.categ_id.name,
            )
            result.insert(0, text)
        if float_compare(self.multiplier, 1, precision_digits=2) > 0:
            result.insert(0, self.env._("%g × points", self.multiplier))
        if self.pricelist_id:
            result.append(self.env._("Prices of “%s”", self.pricelist_id.name))
        if self.labour_discount:
            result.append(self.env._("%g %% off labour", self.labour_discount))
        return result + [gift._points_text() for gift in self.gift_ids]

    def _points_factor(self, product):
        """How many more points a product earns in this tier: 0.5 for 1.5 times."""
        self.ensure_one()
        multiplier, by_category = self._points_rates()
        category = product.categ_id if by_category else product.categ_id.browse()
        while category:
            if category.id in by_category:
                return by_category[category.id] - 1
            category = category.parent_id
        return multiplier - 1

    @tools.ormcache("self.id")
    def _points_rates(self):
        """`(multiplier, {category id: multiplier})`: asked with every order."""
        # whoever sells need not be allowed to read tiers
        tier = self.sudo()
        by_category = {rate.categ_id.id: rate.multiplier for rate in tier.rate_ids}
        return tier.multiplier, by_category

    @tools.ormcache("self.id", "self.env.lang")
    def _points_name(self):
        """The name, as the rows of the ledger say it."""
        # whoever sells need not be allowed to read tiers
        return self.sudo().name

    def _points_factors(self, lines):
        """The same for lines, to be kept: `{id of the line as text: factor}`."""
        return {str(line.id): self._points_factor(line.product_id) for line in lines}

    def _points_labour_discount(self, product):
        """The discount on a product in percent, 0 for whatever is not labour."""
        if product.type != "service" or not self:
            return 0.0
        if self.labour_categ_id and not product.filtered_domain(
            [("categ_id", "child_of", self.labour_categ_id.id)]
        ):
            return 0.0
        return self.labour_discount
