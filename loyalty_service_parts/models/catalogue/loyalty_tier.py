"""What a tier brings with parts: its own ones, earlier sight, earlier delivery (S17)."""

from odoo import api, fields, models, tools


class LoyaltyTier(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.tier"  # pylint: disable=consider-merging-classes-inherited

    advance_days = fields.Integer(
        "New Parts Earlier (Days)",
        help="These members see and buy a new part so many days before the others.",
    )
    delivery_days = fields.Integer(
        "Delivered Earlier (Days)",
        help="So many days are taken off the promised date of delivery.",
    )
    delivery_first = fields.Boolean(
        "Served First",
        help="Stock is reserved for deliveries of these members before those of others.",
    )
    exclusive_ids = fields.One2many(
        "product.template",
        "member_tier_id",
        "Own Parts",
        domain=[("member_access", "=", "tier")],
    )
    exclusive_count = fields.Integer("Parts", compute="_compute_exclusive_count")

    _days_positive = models.Constraint(
        "CHECK (advance_days >= 0 AND delivery_days >= 0)",
        "Days cannot be negative.",
    )

    def _compute_exclusive_count(self):
        counts = dict(
            self.env["product.template"]._read_group(
                [("member_access", "=", "tier"), ("member_tier_id", "in", self.ids)],
                ["member_tier_id"],
                ["__count"],
            )
        )
        for tier in self:
            tier.exclusive_count = counts.get(tier, 0)

    @api.model
    @tools.ormcache()
    def _catalogue_tiers(self):
        """`{tier id: (ids of the tiers that it includes, days earlier)}`: asked at every search."""
        # whoever looks for products need not be allowed to read tiers
        tiers = (
            self.sudo().with_context(active_test=False).search([("id", "!=", False)])
        )
        result = {}
        for ladder in tiers.grouped("program_id").values():
            below = ()
            for tier in ladder._points_ranked():
                below = (*below, tier.id)
                result[tier.id] = (below, tier.advance_days)
        return result

    @api.model
    @tools.ormcache()
    def _catalogue_delivers(self):
        """Whether any tier is delivered earlier or first: asked with every line of an order."""
        # whoever sells need not be allowed to read tiers
        domain = ["|", ("delivery_first", "=", True), ("delivery_days", ">", 0)]
        return bool(self.sudo().search_count(domain, limit=1))

    @api.model
    @tools.ormcache()
    def _catalogue_serves_first(self):
        """Whether any tier is served first: asked at every reservation."""
        # whoever reserves stock need not be allowed to read tiers
        return bool(self.sudo().search_count([("delivery_first", "=", True)], limit=1))

    def _points_benefits(self):
        """Parts of its own, earlier sight and delivery, in words."""
        result = super()._points_benefits()
        # whoever reads the benefits need not be allowed to read products
        tier = self.sudo()
        if tier.exclusive_ids:
            result.append(self.env._("Parts for members of this tier and up"))
        if tier.advance_days == 1:
            result.append(self.env._("New parts a day earlier"))
        elif tier.advance_days:
            result.append(
                self.env._("New parts %(days)d days earlier", days=tier.advance_days)
            )
        if tier.delivery_first:
            result.append(self.env._("Deliveries are reserved first"))
        if tier.delivery_days == 1:
            result.append(self.env._("Delivered a day earlier"))
        elif tier.delivery_days:
            result.append(
                self.env._("Delivered %(days)d days earlier", days=tier.delivery_days)
            )
        return result

    def action_exclusive_parts(self):
        """Open the parts of this tier."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_service_parts.product_template_action_exclusive"
        )
        action["domain"] = [
            ("member_access", "=", "tier"),
            ("member_tier_id", "in", self.ids),
        ]
        return action
