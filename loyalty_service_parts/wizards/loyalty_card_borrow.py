"""Use the card of somebody else on an order, with the code that its holder got."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class LoyaltyCardBorrow(models.TransientModel):
    _name = "loyalty.card.borrow"
    _description = "Use the Card of Another Customer"

    order_id = fields.Many2one("sale.order", required=True, readonly=True)
    number = fields.Char("Card Number", required=True)
    sent = fields.Boolean()
    code = fields.Char("Code That the Holder Got")

    def action_send(self):
        """Send the code to the holder of the card."""
        self.ensure_one()
        card = self._find_card()
        if card.program_id.foreign_card == "allow":
            return self._lend(card)
        # the seller may neither read the holder's address nor the codes
        self.env["loyalty.card.pass"].sudo()._points_send_code(self.order_id, card)
        self.sent = True
        return self._reopen(
            self.env._("A code was sent to the holder of the card."), kind="success"
        )

    def action_apply(self):
        """Check the code and put the card on the order."""
        self.ensure_one()
        card = self._find_card()
        leave = (
            self.env["loyalty.card.pass"]
            .sudo()
            .search(
                [("card_id", "=", card.id), ("order_id", "=", self.order_id.id)],
                limit=1,
            )
        )
        if not leave:
            raise UserError(self.env._("Send the code first."))
        if not leave._points_confirm(self.code):
            self.code = False
            return self._reopen(
                self.env._(
                    "This code is wrong: %s tries are left.", leave._points_tries_left()
                )
            )
        return self._lend(card)

    @api.model
    def _find_card(self):
        card = self.env["loyalty.card"].search(
            [
                ("code", "=", (self.number or "").strip()),
                ("is_ledger", "=", True),
                ("company_id", "in", (False, *self.order_id.company_id.parent_ids.ids)),
            ]
        )
        if not card or card.program_id.foreign_card == "refuse":
            raise UserError(
                self.env._("No card with this number can be used on this order.")
            )
        return card

    def _lend(self, card):
        self.order_id.applied_coupon_ids += card
        action = self.order_id.action_points_use()
        # the card that was just lent, not the customer's own
        action["context"]["default_card_id"] = card.id
        return action

    def _reopen(self, message, kind="danger"):
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Card of Another Customer"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": kind, "message": message, "next": action},
        }
