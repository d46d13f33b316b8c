"""A card at the till: what may be spent, and by which number it is found."""

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.loyalty_service_parts.models.counter.typed import is_card_number


class LoyaltyCard(models.Model):
    _inherit = "loyalty.card"

    @api.model
    def _load_pos_data_fields(self, config):
        """What is usable, not only the balance."""
        return [
            *super()._load_pos_data_fields(config),
            "is_ledger",
            "status",
            "points_usable",
        ]

    @api.model
    def get_loyalty_card_partner_by_code(self, code):
        """The holder of a card whose number was scanned or typed at the till.

        The look-up is written down (S51).

        :raise UserError: the card is blocked or closed; too many look-ups
        """
        self.env["loyalty.till"]._till_check()
        number = (code or "").strip()
        card = self._counter_by_code(number, self.env.company)
        if card or is_card_number(number):
            self.env["loyalty.lookup"]._lookup_note("till", number, card)
        if not card:
            return super().get_loyalty_card_partner_by_code(code)
        if card.status == "blocked":
            raise UserError(
                self.env._(
                    "Card %s is blocked: it cannot be used. The sale can go on without it.",
                    card.code,
                )
            )
        if card.status == "closed":
            raise UserError(self.env._("Card %s is closed.", card.code))
        if card.program_id.program_type != "loyalty":
            return super().get_loyalty_card_partner_by_code(code)
        # whose card it is, is read with the rights of whoever scans
        return card.sudo(False).partner_id or card.sudo(False).holder_id
