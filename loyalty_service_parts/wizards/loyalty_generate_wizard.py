"""Core's “Generate”: the points of the cards become entries with the reason."""

from odoo import models
from odoo.exceptions import ValidationError


class LoyaltyGenerateWizard(models.TransientModel):
    _inherit = "loyalty.generate.wizard"

    def generate_coupons(self):
        """Members who have a card get the points on it; no second card (D7)."""
        members = self.filtered(
            lambda wizard: wizard.program_id.is_nominative and wizard.mode == "selected"
        )
        others = self - members
        cards = (
            super(LoyaltyGenerateWizard, others).generate_coupons() if others else None
        )
        cards = cards or self.env["loyalty.card"]
        for wizard in members:
            cards |= wizard._points_generate()
        return cards

    def _points_generate(self):
        self.ensure_one()
        partners = self._get_partners()
        if not partners:
            raise ValidationError(self.env._("Choose customers first."))
        cards = self.env["loyalty.card"]
        cards._points_check_may_adjust()
        found = cards._points_find_cards(self.program_id, partners)
        missing = partners - self.env["res.partner"].union(*found)
        cards = cards.create(
            [self._get_coupon_values(partner) | {"points": 0} for partner in missing]
        )
        cards |= cards.union(*found.values())
        if self.points_granted:
            cards._points_check_limit([(card, self.points_granted) for card in cards])
            reason = self.description or self.env._("Gift For Customer")
            # the right was checked above; the ledger's tables are writable by nobody
            cards.sudo()._points_post(
                [
                    {
                        "card_id": card.id,
                        "points": self.points_granted,
                        "type": "adjust",
                        "component": "bonus",
                        "reason_code": "generated",
                        "reason": reason,
                    }
                    for card in cards
                ]
            )
        return cards
