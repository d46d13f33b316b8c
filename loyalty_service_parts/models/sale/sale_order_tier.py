"""The tier on an order: more points, stated apart; as it was when the order was confirmed."""

from odoo import api, fields, models


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    points_tier_id = fields.Many2one(
        "loyalty.tier",
        "Tier at Confirmation",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    tier_id = fields.Many2one(
        "loyalty.tier", compute="_compute_tier_id", compute_sudo=True
    )

    tier_name = fields.Char(
        "Name of the Tier", compute="_compute_tier_id", compute_sudo=True
    )
    tier_color_style = fields.Char(compute="_compute_tier_id", compute_sudo=True)
    tier_text = fields.Char(
        "To the Next Tier", compute="_compute_tier_text", compute_sudo=True
    )

    @api.depends("points_tier_id", "partner_id", "state")
    def _compute_tier_id(self):
        for order in self:
            tier = order._points_tier()
            order.tier_id = tier
            order.tier_name, order.tier_color_style = tier.name, tier.color_style

    tier_until = fields.Date(
        "Tier Held Until", compute="_compute_tier_text", compute_sudo=True
    )
    tier_progress = fields.Float(
        "Progress (%)", compute="_compute_tier_text", compute_sudo=True
    )
    tier_benefits = fields.Html(
        "The Tier Brings", compute="_compute_tier_text", compute_sudo=True
    )
    tier_next_benefits = fields.Html(
        "The Next Tier Brings", compute="_compute_tier_text", compute_sudo=True
    )

    @api.depends("points_card_id", "tier_id")
    def _compute_tier_text(self):
        for order in self:
            card = order.points_card_id
            # an order that was confirmed in another tier does not tell of this one
            if order.tier_id and card.tier_id != order.tier_id:
                card = card.browse()
            order.tier_text = card.tier_text
            order.tier_until = card.tier_until
            order.tier_progress = card.tier_progress
            order.tier_benefits = order.tier_id.benefits
            order.tier_next_benefits = card.tier_next_benefits

    def _points_tier(self):
        """The tier that counts for this order: of the customer's card, or as confirmed."""
        self.ensure_one()
        if self.state == "sale":
            return self.points_tier_id
        return self._points_tier_now()

    def _points_tier_now(self, cards=None):
        """The tier that the customer has at this moment.

        :param cards: his cards with a tier, where they are known
        """
        cards = self._points_tier_cards() if cards is None else cards
        return (self._points_main_card().sudo() & cards or cards[:1]).tier_id

    def _points_tier_cards(self):
        """Cards of the customer, not ones that were lent to him, with a tier."""
        partner = self.partner_id
        cards = (
            self.env["loyalty.card"]
            .sudo()
            ._points_search_of(partner, self.company_id, [("tier_id", "!=", False)])
        )
        return cards._points_of_contact(partner)

    def _points_new_term(self, program):
        """The tier of this moment counts; a later one does not."""
        term = super()._points_new_term(program)
        tier = self._points_tier_of(program)
        if tier:
            if program == self._points_main_card().program_id:
                self.points_tier_id = tier
            lines = self._points_earning_lines(program)
            term["tier"] = {"id": tier.id, "factors": tier._points_factors(lines)}
        return term

    def _points_extend_term(self, term, program):
        """Lines that came later earn in the same tier."""
        known = term.get("tier")
        term = super()._points_extend_term(term, program)
        if not known:
            return term
        # the tier may be hidden from whoever changes the order
        tier = self.env["loyalty.tier"].sudo().browse(known["id"])
        lines = self._points_earning_lines(program).filtered(
            lambda line: str(line.id) not in known["factors"]
        )
        factors = known["factors"] | tier._points_factors(lines)
        return {**term, "tier": {**known, "factors": factors}}

    def _points_member_card(self, program):
        """The card that is on the order, or the one that is looked for."""
        # the seller need not be allowed to read cards of other sellers' customers
        known = self.sudo().coupon_point_ids.coupon_id._origin.filtered(
            lambda card: (
                card.program_id == program
                and card.is_ledger
                and card.active
                and not self._points_is_foreign(card)
            )
        )
        return known[:1] or super()._points_member_card(program)

    def _points_extra_rows(self, card, term, accrual, earned):
        """Rows of the statement for what the tier adds, beside those of the base."""
        rows = super()._points_extra_rows(card, term, accrual, earned)
        kept = term.get("tier")
        if not kept:
            return rows
        added = self._points_of_tier(card.program_id, earned, kept["factors"])
        reason = self.env["loyalty.tier"].browse(kept["id"])._points_name()
        for line, points in added.items():
            row = self._points_earned_row(card, accrual, line, points)
            rows.append(self._points_as_extra(row, "tier", reason))
        return rows
