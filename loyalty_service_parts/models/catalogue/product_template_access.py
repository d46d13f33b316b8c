"""Who sees and buys a product, and when: members, a tier and above, earlier (S27, S28).

A record rule asks `member_visible`. Its search looks at the customer's cards and at the time
with every query, so that a tier that is lost closes its parts at once.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date


class ProductTemplate(models.Model):
    # one concern a file, one file a room
    _inherit = "product.template"  # pylint: disable=consider-merging-classes-inherited

    member_access = fields.Selection(
        [
            ("everyone", "Everyone"),
            ("members", "Members"),
            ("tier", "A tier and above"),
        ],
        "Sold To",
        default="everyone",
        required=True,
        tracking=True,
        help="Others neither see nor buy it: in the shop, the portal or by its address.",
    )
    member_program_id = fields.Many2one(
        "loyalty.program",
        "Members Of",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('program_type', '=', 'loyalty')]",
        help="Empty: members of any program.",
    )
    member_tier_id = fields.Many2one(
        "loyalty.tier",
        "From Tier",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    visible_from = fields.Datetime(
        tracking=True,
        help="Before, customers neither see nor buy it; tiers may see it some days earlier.",
    )
    visible_until = fields.Datetime(tracking=True)
    member_restricted = fields.Boolean(
        "Not for Everybody",
        compute="_compute_member_restricted",
        store=True,
        precompute=True,
        required=True,
        help="Asked first, of every product: one comparison for those that are for all.",
    )
    member_visible = fields.Boolean(
        "Visible to the User",
        compute="_compute_member_visible",
        search="_search_member_visible",
    )
    member_text = fields.Char(
        "Members Only", compute="_compute_member_text", compute_sudo=True
    )

    member_ribbon = fields.Char(
        "For Whom", compute="_compute_member_text", compute_sudo=True
    )
    member_color_style = fields.Char(
        "Colours", compute="_compute_member_text", compute_sudo=True
    )

    _restricted_index = models.Index("(id) WHERE member_restricted")
    _visible_period = models.Constraint(
        "CHECK (visible_until > visible_from)",
        "The time when a product is visible ends after it begins.",
    )

    # checked by the database: a variant writes the fields of its template one by one
    _member_tier_chosen = models.Constraint(
        "CHECK (member_access != 'tier' OR member_tier_id IS NOT NULL)",
        "Choose the tier from which up the product is sold.",
    )

    @api.depends("member_access", "visible_from", "visible_until")
    def _compute_member_restricted(self):
        for template in self:
            template.member_restricted = bool(
                template.member_access != "everyone"
                or template.visible_from
                or template.visible_until
            )

    @api.depends(
        "member_access",
        "member_program_id",
        "member_tier_id",
        "visible_from",
        "visible_until",
    )
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_member_visible(self):
        hidden = self.browse()
        if not self.env.user._is_internal():
            visitor = self._catalogue_visitor()
            hidden = self - self._catalogue_open_to(visitor, self.env.companies)
        for template in self:
            template.member_visible = template not in hidden

    @api.model
    def _search_member_visible(self, operator, value):
        if operator != "in" or False in value:
            return NotImplemented
        if self.env.user._is_internal():
            return Domain.TRUE
        return self._catalogue_domain(self._catalogue_visitor(), self.env.companies)

    @api.model
    def _catalogue_visitor(self):
        """The customer who looks; nobody without a name has a card."""
        user = self.env.user
        return user.partner_id if not user._is_public() else user.partner_id.browse()

    @api.depends(
        "member_access",
        "member_program_id.name",
        "member_tier_id.name",
        "visible_from",
        "visible_until",
    )
    @api.depends_context("lang", "tz")
    def _compute_member_text(self):
        for template in self:
            template.member_text = template._catalogue_text()
            template.member_ribbon = (
                template._catalogue_audience() or template.member_text
            )
            template.member_color_style = (
                template.member_access == "tier" and template.member_tier_id.color_style
            )

    # -- rule --------------------------------------------------------------------------
    @api.model
    def _catalogue_domain(self, partner, companies):
        """What a customer may see and buy now, of all products (S27).

        One comparison for a customer without a card; otherwise one more for each card.

        :param partner: the customer; empty or without a card: what everybody sees
        """
        now = fields.Datetime.now()
        open_to = Domain("member_access", "=", "everyone") & self._catalogue_since(now)
        cards = self.env["loyalty.card"]
        for program, tiers, days in cards._catalogue_grants(partner, companies):
            mine = Domain("member_access", "=", "everyone") | (
                Domain("member_access", "=", "members")
                & Domain("member_program_id", "in", (False, program))
            )
            if tiers:
                mine |= Domain("member_access", "=", "tier") & Domain(
                    "member_tier_id", "in", tiers
                )
            open_to |= mine & self._catalogue_since(now + timedelta(days=days))
        lasts = Domain("visible_until", "=", False) | Domain("visible_until", ">", now)
        return Domain("member_restricted", "!=", True) | (lasts & open_to)

    @api.model
    def _catalogue_since(self, moment):
        return Domain("visible_from", "=", False) | Domain("visible_from", "<=", moment)

    def _catalogue_open_to(self, partner, companies):
        """Those of these products that a customer may see and buy now."""
        # the rule decides; whoever asks need not be allowed to read what is hidden
        restricted = self.sudo().filtered("member_restricted")
        if not restricted:
            return self
        mine = restricted.filtered_domain(self._catalogue_domain(partner, companies))
        hidden = (restricted - mine).ids
        return self.filtered(lambda one: (one._origin or one).id not in hidden)

    # -- words -------------------------------------------------------------------------
    def _catalogue_text(self):
        """Whom a product is for and when, in words; False for everybody's."""
        self.ensure_one()
        now = fields.Datetime.now()
        parts = [self._catalogue_audience()]
        if self.visible_until and self.visible_until <= now:
            parts.append(self.env._("ended"))
        elif self.visible_from and self.visible_from > now:
            parts.append(
                self.env._(
                    "from %s",
                    format_date(self.env, self._catalogue_day(self.visible_from)),
                )
            )
        elif self.visible_until:
            parts.append(
                self.env._(
                    "until %s",
                    format_date(self.env, self._catalogue_day(self.visible_until)),
                )
            )
        return ", ".join(filter(None, parts)) or False

    def _catalogue_day(self, moment):
        """The day of a moment, in the user's time zone."""
        return fields.Datetime.context_timestamp(self, moment).date()

    def _catalogue_audience(self):
        """“Gold and up”, “Members”; empty for everybody."""
        if self.member_access == "tier":
            tier = self.member_tier_id.name
            return self.env._("%s and up", tier) if tier else ""
        if self.member_access == "members":
            return self.member_program_id.name or self.env._("Members")
        return ""
