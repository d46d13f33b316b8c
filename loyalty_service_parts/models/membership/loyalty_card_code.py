"""Card numbers: random, EAN-13 with the prefix by which Odoo's tills know a card."""

import secrets

from odoo import api, models

PREFIX = "044"
_DIGITS = 9


def ean13(prefix=PREFIX, digits=_DIGITS):
    """A random number with its check digit."""
    body = prefix + "".join(secrets.choice("0123456789") for _ in range(digits))
    total = sum(
        int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body)
    )
    return f"{body}{-total % 10}"


class LoyaltyCard(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.card"  # pylint: disable=consider-merging-classes-inherited

    @api.model_create_multi
    def create(self, vals_list):
        """Ledger cards get a number that a barcode scanner can read."""
        missing = [
            vals
            for vals in vals_list
            if not vals.get("code") and self._points_goes_to_ledger(vals)
        ]
        for vals, code in zip(
            missing, self._points_new_codes(len(missing)), strict=True
        ):
            vals["code"] = code
        return super().create(vals_list)

    @api.model
    def _points_new_codes(self, count):
        codes = set()
        while len(codes) < count:
            wanted = {ean13() for _ in range(count - len(codes))}
            # numbers of other companies' cards are taken, too
            taken = (
                self.sudo()
                .with_context(active_test=False)
                .search([("code", "in", list(wanted))])
            )
            codes |= wanted - set(taken.mapped("code"))
        return list(codes)

    def action_replace(self):
        """A lost card: new number, same ledger; the old number is in the messages (S1)."""
        self._points_check_service()
        for card in self:
            old = card.code
            card.code = self._points_new_codes(1)[0]
            card.message_post(
                body=self.env._(
                    "Card %(old)s was replaced by %(new)s.", old=old, new=card.code
                )
            )
