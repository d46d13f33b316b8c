"""The tier of a contact: of his card, or of his company's."""

from odoo import api, fields, models

GROUPS = (
    "sales_team.group_sale_salesman,loyalty_service_parts.group_loyalty_auditor,"
    "loyalty_service_parts.group_loyalty_member_services"
)


class ResPartner(models.Model):
    # one concern a file, one file a room
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    tier_card_id = fields.Many2one(
        "loyalty.card", "Card With Tiers", compute="_compute_tier_card_id"
    )
    loyalty_tier_id = fields.Many2one(
        "loyalty.tier",
        "Tier",
        compute="_compute_tier_card_id",
        search="_search_loyalty_tier_id",
        groups=GROUPS,
    )
    tier_color_style = fields.Char(compute="_compute_tier_card_id")
    tier_until = fields.Date(
        "Held Until", compute="_compute_tier_progress", groups=GROUPS
    )
    tier_progress = fields.Float(
        "Progress (%)", compute="_compute_tier_progress", groups=GROUPS
    )
    tier_text = fields.Char(
        "To the Next Tier", compute="_compute_tier_progress", groups=GROUPS
    )
    tier_next_benefits = fields.Html(
        "The Next Tier Brings", compute="_compute_tier_progress", groups=GROUPS
    )

    def _compute_tier_card_id(self):
        cards = self._points_cards_with_tiers()
        for partner in self:
            card = cards._points_of_contact(partner)[:1]
            partner.tier_card_id = card
            partner.loyalty_tier_id = card.tier_id
            partner.tier_color_style = card.tier_id.color_style

    def _compute_tier_progress(self):
        for partner in self:
            card = partner.tier_card_id
            partner.tier_until = card.tier_until
            partner.tier_progress = card.tier_progress
            partner.tier_text = card.tier_text
            partner.tier_next_benefits = card.tier_next_benefits

    def _points_cards_with_tiers(self):
        """Cards of these contacts in programs with tiers; those that have one first."""
        programs = self.env["loyalty.program"]._points_programs_with_tiers()
        # whoever sees the contact sees his tier
        cards = (
            self.env["loyalty.card"]
            .sudo()
            ._points_search_of(
                self, self.env.companies, [("program_id", "in", list(programs))]
            )
        )
        return cards.sorted(lambda card: not card.tier_id)

    @api.model
    def _search_loyalty_tier_id(self, operator, value):
        if operator not in ("in", "not in"):
            return NotImplemented
        tiers = [one for one in value if one]
        cards = self.env["loyalty.card"].sudo()
        holding = cards.search(
            [("tier_id", "in", tiers) if tiers else ("tier_id", "!=", False)]
        )
        wanted = (operator == "in") == bool(tiers)
        return [("id", "in" if wanted else "not in", holding.partner_id.ids)]

    def _compute_points_summary(self):
        """The ribbon has the tier, where there is one; the balance is on the button."""
        result = super()._compute_points_summary()
        for partner in self:
            # whoever sees the contact sees his tier
            tier = partner.sudo().loyalty_tier_id
            partner.points_ribbon = tier.name or partner.points_ribbon
        return result
