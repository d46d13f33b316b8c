"""The card that decides how a contact is served."""

from odoo import api, models


class LoyaltyCard(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.card"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _points_cards_by_contact(self, contacts, companies):
        """`{contact: card}`: his own, or his company's; one with a tier first.

        :param list contacts: contacts, empty ones among them
        """
        partners = self.env["res.partner"].union(*contacts)
        if not partners:
            return {}
        cards = self._points_search_of(
            partners,
            companies,
            [
                ("status", "!=", "closed"),
                ("program_id.program_type", "=", "loyalty"),
            ],
        ).sorted(lambda card: (not card.tier_id, card.program_id.sequence, card.id))
        return {
            partner: own[0]
            for partner in partners
            if (own := cards._points_of_contact(partner))
        }
