"""Leave to use somebody else's card on one order: a code that its holder got (D16)."""

import hashlib
import hmac
import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

_MINUTES = 15
_TRIES = 5
_CODES_PER_HOUR = 3


class LoyaltyCardPass(models.Model):
    _name = "loyalty.card.pass"
    _description = "Leave to Use a Card on an Order"
    _order = "id desc"

    card_id = fields.Many2one(
        "loyalty.card", required=True, ondelete="cascade", index=True
    )
    order_id = fields.Many2one(
        "sale.order", required=True, ondelete="cascade", index=True
    )
    digest = fields.Char(required=True, groups="base.group_system")
    valid_until = fields.Datetime(required=True)
    tries = fields.Integer(default=0)
    confirmed = fields.Boolean()
    author_id = fields.Many2one("res.users", default=lambda self: self.env.user)

    @api.model
    def _points_send_code(self, order, card):
        """Send the holder a code for one order; the code itself is kept nowhere.

        :raise UserError: the program does not work that way, or the holder has no e-mail
        """
        if card.program_id.foreign_card != "code":
            raise UserError(
                self.env._("“%s” does not lend cards by a code.", card.program_id.name)
            )
        if not card.partner_id.email:
            raise UserError(
                self.env._(
                    "The holder of this card has no e-mail address to send a code to."
                )
            )
        self._points_throttle(card)
        code = f"{secrets.randbelow(10**6):06d}"
        older = self.search([("card_id", "=", card.id), ("order_id", "=", order.id)])
        older.valid_until = fields.Datetime.now()
        leave = self.create(
            {
                "card_id": card.id,
                "order_id": order.id,
                "digest": _digest(order, code),
                "valid_until": fields.Datetime.now() + timedelta(minutes=_MINUTES),
            }
        )
        template = self.env.ref("loyalty_service_parts.card_code_mail_template")
        template.with_context(loyalty_code=code).send_mail(leave.id, force_send=False)
        return leave

    def _points_tries_left(self):
        """How many more codes may be tried before a new one is needed."""
        self.ensure_one()
        return max(_TRIES - self.tries, 0)

    @api.model
    def _points_throttle(self, card):
        """:raise UserError: so many codes were sent that somebody may be guessing (S51)"""
        since = fields.Datetime.now() - timedelta(hours=1)
        sent = self.search_count(
            [("card_id", "=", card.id), ("create_date", ">", since)]
        )
        if sent >= _CODES_PER_HOUR:
            raise UserError(
                self.env._(
                    "%s codes were sent for this card in the last hour. Try again later.",
                    sent,
                )
            )

    def _points_confirm(self, code):
        """Check what the customer says.

        :return: whether the code is right; after five wrong ones, or too late, a new one
            is needed
        """
        self.ensure_one()
        if self.tries >= _TRIES or self.valid_until < fields.Datetime.now():
            raise UserError(
                self.env._("This code is not valid any more. Send a new one.")
            )
        self.tries += 1
        self.confirmed = hmac.compare_digest(
            self.digest, _digest(self.order_id, code or "")
        )
        return self.confirmed


def _digest(order, code):
    return hashlib.sha256(f"{order.id}/{code}".encode()).hexdigest()
