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
    tier_color_code = fields.Char(compute="_compute_tier_id", compute_sudo=True)
    tier_text = fields.Char(
        "To the Next Tier", compute="_compute_tier_text", compute_sudo=True
    )

    @api.depends("points_tier_id", "partner_id", "state")
    def _compute_tier_id(self):
        for order in self:
            tier = order._points_tier()
            order.tier_id = tier
            order.tier_name, order.tier_color_code = tier.name, tier.color_code

    @api.depends("points_card_id")
    def _compute_tier_text(self):
        for order in self:
            order.tier_text = order.points_card_id.tier_text

    def _points_tier(self):
        """The tier that counts for this order: of the customer's card, or as confirmed."""
        self.ensure_one()
        if self.state == "sale":
            return self.points_tier_id
        return self._points_tier_cards()[:1].tier_id

    def _points_tier_cards(self):
        """Cards of the customer, not ones that were lent to him, with a tier."""
        partner = self.partner_id
        cards = (
            self.env["loyalty.card"]
            .sudo()
            .search(
                [
                    (
                        "holder_id",
                        "in",
                        (partner | partner.commercial_partner_id).ids,
                    ),
                    ("tier_id", "!=", False),
                    ("company_id", "in", (False, *self.company_id.parent_ids.ids)),
                ]
            )
        )
        return cards._points_of_contact(partner)

    def _points_new_term(self, program):
        """The tier of this moment counts; a later one does not."""
        term = super()._points_new_term(program)
        tier = self._points_tier_of(program)
        if tier:
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

    def _points_tier_of(self, program):
        """The tier of the customer in a program."""
        if program.id not in program._points_programs_with_tiers():
            return self.env["loyalty.tier"]
        card = self.env["loyalty.card"].sudo()
        return card._points_find_card(program, self.partner_id).tier_id

    def _points_extras(self, tier, earned, factors=None):
        """What a tier adds to the points of lines: `{component: (reason, {line: points})}`.

        Rounded down once for the order, then shared out, as the base is (D8).
        """
        if not tier:
            return {}
        exact = {
            line: points
            * (
                tier._points_factor(line.product_id)
                if factors is None
                else factors.get(str(line.id), 0)
            )
            for line, (points, _money) in earned.items()
        }
        shared = tier.program_id._points_share_out(exact)
        result = {line: points for line, points in shared.items() if points}
        return {"tier": (tier.name, result)} if result else {}

    def _points_extra_rows(self, card, term, accrual, earned):
        """Rows of the statement for what the tier adds, beside those of the base."""
        rows = super()._points_extra_rows(card, term, accrual, earned)
        kept = term.get("tier") or {"id": [], "factors": {}}
        # the tier may be archived, or be hidden from whoever delivers
        tier = self.env["loyalty.tier"].sudo().browse(kept["id"])
        extras = self._points_extras(tier, earned, kept["factors"])
        for component, (reason, points_of) in extras.items():
            for line, points in points_of.items():
                row = self._points_earned_row(card, accrual, line, points)
                rows.append(self._points_as_extra(row, component, reason))
        return rows

    def _points_parts_to_earn(self, program):
        """What the order would earn now: `{"": base, name of the tier: its addition}`."""
        parts = super()._points_parts_to_earn(program)
        tier = self._points_tier_of(program)
        if not tier:
            return parts
        rules = self._points_rule_terms(program)
        earned = self._points_from_rules(program, rules, program.points_on)
        extras = self._points_extras(tier, earned)
        for reason, points_of in extras.values():
            parts[reason] = parts.get(reason, 0) + sum(points_of.values())
        return parts
