"""Core's “Update balance”: a correction with its reason, by those who may."""

from odoo import models
from odoo.tools import float_compare


class LoyaltyCardUpdateBalance(models.TransientModel):
    _inherit = "loyalty.card.update.balance"

    def action_update_card_point(self):
        """Post the difference with the description as its explanation (D18)."""
        if not self.card_id.is_ledger:
            return super().action_update_card_point()
        if float_compare(
            self.new_balance, 0, precision_digits=4
        ) < 0 or not float_compare(
            self.new_balance, self.old_balance, precision_digits=4
        ):
            return super().action_update_card_point()
        self.card_id._points_adjust(
            self.new_balance - self.old_balance, "correction", self.description
        )
        return None
