"""The code field of an order takes the number of a member's card, and explains itself (S57).

Core says “This program cannot be applied with code”.
"""

from odoo import api, models
from odoo.tools.translate import get_translation

from .typed import is_card_number

#: Context key: a card is being applied; the shop does not try the code of a link meanwhile.
APPLYING = "loyalty_counter_applying"


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    def _try_apply_code(self, code):
        """Take a card of this customer, or one that is lent to him; say why not otherwise."""
        self.ensure_one()
        number = (code or "").strip()
        card = self.env["loyalty.card"]._counter_by_code(number, self.company_id)
        lookups, is_staff = self.env["loyalty.lookup"], not self.env.user.share
        if is_staff and (card or is_card_number(number)):
            lookups._lookup_note("order", number, card)
        if not card:
            result = super()._try_apply_code(code)
            if is_staff and result.get("not_found") and not is_card_number(number):
                lookups._lookup_note("order", number, card)
            return result
        foreign = self._points_is_foreign(card)
        if foreign and not is_staff:
            return self._counter_unknown(code)
        if problem := self._counter_card_problem(card, foreign):
            return {"error": problem}
        return self._counter_apply(card)

    def _counter_unknown(self, code):
        """A visitor learns of others' cards no more than of numbers that do not exist."""
        text = get_translation(
            "sale_loyalty",
            self.env.lang or "en_US",
            "This code is invalid (%s).",
            (code,),
        )
        return {"error": text, "not_found": True}

    def _counter_card_problem(self, card, foreign):
        """Why a card cannot be used on this order, in a sentence; None if it can."""
        values = {"number": card.code, "holder": card.holder_id.name or ""}
        if card.status == "closed":
            return self.env._("Card %(number)s is closed.", **values)
        if foreign and card.program_id.foreign_card == "refuse":
            return self.env._(
                "Card %(number)s belongs to %(holder)s. Make him the customer of this "
                "order to use it.",
                **values,
            )
        if foreign and not self._points_may_use_foreign(card):
            return self.env._(
                "Card %(number)s belongs to %(holder)s. Ask him for a code with “Use "
                "Points”, or make him the customer of this order.",
                **values,
            )
        if not card.program_id.filtered_domain(self._get_program_domain()):
            return self.env._(
                "Card %(number)s is of a program that is not used here now.", **values
            )
        return None

    def _counter_apply(self, card):
        """What may be claimed with the card now; a sentence where it is nothing."""
        if card not in self.applied_coupon_ids and self._points_is_foreign(card):
            self.applied_coupon_ids += card
        self.with_context(**{APPLYING: True})._update_programs_and_rewards()
        if rewards := self._get_claimable_rewards(forced_coupons=card):
            return rewards
        values = {
            "number": card.code,
            "usable": card.points_usable_display,
            "earns": card._format_points(self._points_earned_figures(card)[0]),
        }
        if card.status == "blocked":
            text = self.env._(
                "Card %(number)s is blocked: the order earns %(earns)s, but nothing can be "
                "paid with it.",
                **values,
            )
        else:
            text = self.env._(
                "Card %(number)s is on the order: it earns %(earns)s. With %(usable)s "
                "usable, nothing can be paid now.",
                **values,
            )
        return {"error": text}


class LoyaltyCard(models.Model):
    # a card by its number
    _inherit = "loyalty.card"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _counter_by_code(self, code, company):
        """The card with a number, also a closed one; the one that took it over, if one did.

        The number is known; whose card it is need not be readable to whoever types it.
        """
        card = self.sudo().with_context(active_test=False)
        card = card.search(
            [
                ("code", "=", code),
                ("is_ledger", "=", True),
                ("company_id", "in", (False, *company.parent_ids.ids)),
            ],
            limit=1,
        )
        while card.successor_id:
            card = card.successor_id
        return card.with_context(active_test=True)
