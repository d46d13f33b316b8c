"""Points that move from card to card: two linked sides, lots keep their dates (S13, D23)."""

from odoo import api, models
from odoo.exceptions import UserError

from .loyalty_card_door import exact


class LoyaltyCard(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.card"  # pylint: disable=consider-merging-classes-inherited

    def _points_transfer(self, target, points, reason_code="transfer", reason=None):
        """Move usable points to another card of the same program.

        One debit here and, per lot that it takes, one credit there with the same expiry
        date, linked to the debit (D23).

        :param target: the card that receives
        :param points: how many, positive
        :return: the debit and the credits
        :raise UserError: not covered, another program, the same card, a blocked card
        """
        self.ensure_one()
        points = exact(points)
        self._points_check_transfer(target, points)
        self._points_lock(self | target)
        chosen = self._points_choose_lots(points)
        return self._points_move_lots(target, chosen, reason_code, reason)

    def _points_check_transfer(self, target, points):
        if target == self:
            raise UserError(
                self.env._(
                    "Choose another card: points cannot be sent to the same one."
                )
            )
        if target.program_id != self.program_id:
            raise UserError(
                self.env._("Points can only be sent to a card of the same program.")
            )
        if points <= 0:
            raise UserError(self.env._("Say how many points to send: more than zero."))
        if self.status != "active" or target.status == "closed":
            raise UserError(
                self.env._("A blocked or closed card cannot take part in a transfer.")
            )

    def _points_choose_lots(self, points):
        """Usable lots, in the order in which they are spent, that make up `points`."""
        chosen = {}
        for lot in self._points_lots():
            taken = min(points, exact(lot.remaining))
            if taken <= 0:
                break
            chosen[lot] = taken
            points -= taken
        if points > 0:
            raise UserError(
                self.env._("Card %(card)s has too few usable points.", card=self.code)
            )
        return chosen

    def _points_move_lots(self, target, chosen, reason_code, reason):
        common = {"type": "transfer", "reason_code": reason_code, "reason": reason}
        debit = self._points_post(
            [
                {
                    **common,
                    "card_id": self.id,
                    "points": -sum(chosen.values()),
                    "lots": {lot.id: taken for lot, taken in chosen.items()},
                    "origin_name": target.code,
                }
            ]
        )
        return debit + self._points_post(
            [
                {
                    **common,
                    "card_id": target.id,
                    "points": taken,
                    "component": lot.component,
                    "expiry_date": lot.expiry_date or None,
                    "idle_months": lot.idle_months or None,
                    "counterpart_id": debit.id,
                    "origin_name": self.code,
                }
                for lot, taken in chosen.items()
            ]
        )

    def _points_absorb(self, others, reason):
        """Take over all that other cards of the holder have, debts too; archive them (S2).

        Lapsed lots move with their dates: the next expiry run takes them.
        """
        self.ensure_one()
        for other in others:
            lots = other.sudo().entry_ids.filtered(lambda entry: entry.remaining > 0)
            if lots:
                other._points_move_lots(
                    self,
                    {lot: exact(lot.remaining) for lot in lots},
                    "duplicate",
                    reason,
                )
            other._points_move_debts(self, reason)
            other._points_move_pending(self)
        # what documents of these cards post from now on goes on to the card that is kept
        others.sudo().write(
            {"active": False, "status": "closed", "successor_id": self.id}
        )

    def _points_pass_on(self, entries):
        """Hand on what a document posted to cards that were put together with others."""
        posted = entries.filtered(lambda entry: entry.type != "transfer")
        for card in self & posted.card_id:
            kept = card.successor_id
            while kept.successor_id:
                kept = kept.successor_id
            kept._points_absorb(card, self.env._("Second card of the same holder"))

    def _points_move_debts(self, target, reason):
        owed = exact(self.points)
        if owed >= 0:
            return
        common = {"type": "transfer", "reason_code": "duplicate", "reason": reason}
        credit = self._points_post(
            [
                {
                    **common,
                    "card_id": self.id,
                    "points": -owed,
                    "origin_name": target.code,
                }
            ]
        )
        self._points_post(
            [
                {
                    **common,
                    "card_id": target.id,
                    "points": owed,
                    "counterpart_id": credit.id,
                    "origin_name": self.code,
                }
            ]
        )

    def _points_move_pending(self, target):
        pending = self.sudo().entry_ids.filtered(lambda entry: entry.state == "pending")
        if not pending:
            return
        self._points_mark_void(pending)
        self._points_post(
            [
                {
                    **self._points_release_vals(entry, exact(entry.points)),
                    "card_id": target.id,
                    "state": "pending",
                    "waits_for": entry.waits_for,
                    "release_date": entry.release_date,
                }
                for entry in pending
            ]
        )

    @api.model
    def _points_change_validity(self, lots, expiry_date, reason):
        """Extend or shorten chosen lots: they are taken out and put in again, as new rows.

        :param lots: entries with something remaining
        :param expiry_date: the new last day, None for never
        """
        vals_list = []
        for lot in lots:
            common = {
                "card_id": lot.card_id.id,
                "type": "adjust",
                "component": lot.component,
                "reason_code": "extension",
                "reason": reason,
                "origin_name": lot.origin_name or None,
            }
            remaining = exact(lot.remaining)
            vals_list.append(
                {**common, "points": -remaining, "lots": {lot.id: remaining}}
            )
            vals_list.append(
                {
                    **common,
                    "points": remaining,
                    "expiry_date": expiry_date,
                    "idle_months": None,
                    "counterpart_id": lot.id,
                }
            )
        return self._points_post(vals_list)
