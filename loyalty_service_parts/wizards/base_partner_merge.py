"""Merging contacts: cards are settled before core's SQL moves or deletes rows (S2, D7)."""

from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _merge_loyalty_cards(self, src_partners, dst_partner):
        """One card per program takes over the entries of the others; core sums silently."""
        # whoever may merge contacts may merge their cards
        cards = (
            self.env["loyalty.card"]
            .sudo()
            .search(
                [
                    ("partner_id", "in", (src_partners | dst_partner).ids),
                    ("is_ledger", "=", True),
                ],
                order="id",
            )
        )
        for program, found in cards.grouped("program_id").items():
            kept = (
                found.filtered(lambda card: card.partner_id == dst_partner) or found
            )[0]
            others = found - kept
            kept._points_absorb(others, self.env._("Contacts were merged"))
            others.write({"partner_id": dst_partner.id})
            if kept.partner_id != dst_partner:
                kept.partner_id = dst_partner
            if others:
                kept.message_post(
                    body=self.env._(
                        "Took over the entries of %(cards)s of “%(program)s”: their contacts were "
                        "merged.",
                        cards=", ".join(others.mapped("code")),
                        program=program.name,
                    )
                )
