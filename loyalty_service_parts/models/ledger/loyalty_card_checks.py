"""What the door refuses: keys used twice, points that are not there, closed cards."""

import hashlib
import json
from decimal import Decimal

from odoo import api, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from .loyalty_card_door import exact


class LoyaltyCard(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.card"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _points_digest(self, vals):
        """What the same request must be equal in; not when it came, nor how it is explained."""
        body = {
            key: value for key, value in vals.items() if key not in ("date", "reason")
        }
        body["points"] = exact(vals["points"])
        text = json.dumps(body, sort_keys=True, default=str, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    @api.model
    def _points_known_keys(self, wanted):
        keys = [
            vals["idempotency_key"] for vals in wanted if vals.get("idempotency_key")
        ]
        if not keys:
            return {}
        programs = self.browse(vals["card_id"] for vals in wanted).program_id
        entries = self.env["loyalty.points.entry"].search(
            [("program_id", "in", programs.ids), ("idempotency_key", "in", keys)]
        )
        return {entry.idempotency_key: entry for entry in entries}

    @api.model
    def _points_is_known(self, vals, known):
        entry = known.get(vals.get("idempotency_key"))
        if not entry:
            return False
        if entry.idempotency_digest != vals["idempotency_digest"]:
            raise UserError(
                self.env._(
                    "The key “%s” was already used for another operation. Use a new key for a "
                    "new operation.",
                    vals["idempotency_key"],
                )
            )
        return True

    @api.model
    def _points_check(self, fresh, locked):
        usable = {}
        for card_id, card in locked.items():
            if not card.is_ledger:
                raise ValueError(f"Card {card_id} has no ledger")
            usable[card_id] = Decimal(0)
            if card.status == "active":
                usable[card_id] = max(card.points - card.lapsed, Decimal(0))
        for vals in fresh:
            card_id = vals["card_id"]
            if vals["state"] != "posted":
                continue
            if vals["points"] > 0 and vals.get("same_batch"):
                usable[card_id] += vals["points"]
            if vals["type"] == "redeem":
                self._points_check_redeem(vals, locked[card_id].status, usable[card_id])
                usable[card_id] += vals["points"]
            if (
                locked[card_id].status == "closed"
                and vals["type"] == "earn"
                and not locked[card_id].successor_id
            ):
                raise UserError(
                    self.env._("This card is closed: it cannot earn points.")
                )

    @api.model
    def _points_check_redeem(self, vals, status, usable):
        card = self.browse(vals["card_id"])
        if status != "active":
            raise UserError(
                self.env._(
                    "Card %(card)s is %(status)s: its points cannot be spent.",
                    card=card.code,
                    status=self._points_status_label(status),
                )
            )
        if -vals["points"] > usable:
            raise UserError(
                self.env._(
                    "Card %(card)s has %(usable)s usable now, %(wanted)s are needed. Use fewer "
                    "points, or wait until pending points are released.",
                    card=card.code,
                    usable=card._format_points(float(usable)),
                    wanted=card._format_points(float(-vals["points"])),
                )
            )

    @api.model
    def _points_status_label(self, status):
        return dict(self._fields["status"]._description_selection(self.env))[
            status
        ].lower()

    @api.model
    def _points_check_lots(self, posted):
        wanted = {lot: taken for vals in posted for lot, taken in vals["lots"].items()}
        rows = self.env.execute_query(
            SQL(
                "SELECT id, remaining FROM loyalty_points_entry WHERE id = ANY(%s)",
                list(wanted),
            )
        )
        left = {lot: exact(remaining) for lot, remaining in rows}
        if any(left.get(lot, 0) < taken for lot, taken in wanted.items()):
            raise UserError(
                self.env._(
                    "Some of these points were spent in the meantime. Reload and try again."
                )
            )

    @api.constrains("is_ledger")
    def _check_points_of_ledger(self):
        """A card cannot enter or leave the ledger with points on it."""
        for card in self:
            has_entries = bool(card.sudo().entry_ids[:1])
            if has_entries and not card.is_ledger:
                raise ValidationError(
                    self.env._(
                        "Card %s has a ledger: its program cannot be changed.",
                        card.code,
                    )
                )
