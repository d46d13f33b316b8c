"""The one door of the ledger: every change of a balance goes through `_points_post`."""

import json
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError

from . import door_sql

FOUR_DIGITS = Decimal("0.0001")
#: What a caller may say of an entry, beside the columns that the door fills itself.
_EXTRA = {"lots", "reason", "same_batch"}
_OWN = {"idempotency_digest", "author_id"}
_STORED = {"day", *door_sql.COLUMNS}


class Locked(NamedTuple):
    """What is known of a card from the moment on that it is locked."""

    points: Decimal
    is_ledger: bool
    status: str
    lapsed: Decimal
    owes: bool
    successor_id: int | None
    today: object


def exact(points):
    """Points as the ledger keeps them: four digits, half up (D8)."""
    return Decimal(str(points)).quantize(FOUR_DIGITS, ROUND_HALF_UP)


class LoyaltyCard(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.card"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _points_post(self, vals_list):
        """Post entries on ledger cards: batch in, entries out.

        Within a batch the credits of a card come before its debits; a redemption must
        still be covered by what was usable before, unless it says `same_batch`. Expired
        points do not cover anything (D5). Reversals and adjustments may go below zero.

        :param list[dict] vals_list: per entry at least `card_id` and signed `points`
            (4 digits); names of columns, and `lots` (`{entry id: points}` that a debit
            takes), `reason` (free text, may be erased later). A known
            `idempotency_key` with the same body answers with the entry of before (D13).
        :return: the entries, in the order of `vals_list`
        :raise UserError: not covered, blocked or closed card, key used for another body
        """
        if not vals_list:
            return self.env["loyalty.points.entry"]
        cards = self.browse({vals["card_id"] for vals in vals_list})
        cards.fetch(["program_id"])
        rules = _Rules(cards)
        wanted = [self._points_prepare(vals, rules) for vals in vals_list]
        self._points_flush()
        spending = {vals["card_id"] for vals in wanted if vals["type"] == "redeem"}
        locked = self._points_lock(cards, rules, spending)
        known = self._points_known_keys(wanted)
        fresh = [vals for vals in wanted if not self._points_is_known(vals, known)]
        fresh.sort(key=lambda vals: vals["points"] < 0)
        self._points_check(fresh, locked)
        made = self._points_insert(fresh)
        self._points_allocate(fresh, locked)
        entries = self.env["loyalty.points.entry"].browse(
            vals.get("id") or known[vals["idempotency_key"]].id for vals in wanted
        )
        cards = self.browse(vals["card_id"] for vals in fresh)
        self._points_forget_cache(cards)
        self._points_after_post(made)
        self._points_tell_milestones(
            cards, {card_id: card.points for card_id, card in locked.items()}
        )
        if stale := [card_id for card_id in locked if locked[card_id].successor_id]:
            self.browse(stale)._points_pass_on(made)
        return entries

    @api.model
    def _points_after_post(self, entries):
        """Hook: called once per batch with what was posted, also by the runs in SQL."""

    # -- steps of the door ---------------------------------------------------------
    @api.model
    def _points_prepare(self, vals, rules):
        unknown = vals.keys() - door_sql.COLUMNS.keys() - _EXTRA | vals.keys() & _OWN
        if unknown:
            raise ValueError(f"Not for the caller of the ledger: {sorted(unknown)}")
        points = exact(vals["points"])
        if not points:
            raise UserError(self.env._("An entry of zero points says nothing."))
        moment = fields.Datetime.to_datetime(vals.get("date") or rules.now)
        day, validity = rules.of(vals["card_id"], moment)
        result = {
            "type": "adjust",
            "component": "base",
            "qualifying": False,
            "state": "posted",
            "reason_code": "other",
            **vals,
            "points": points,
            "amount": exact(vals.get("amount") or 0),
            "date": moment,
            "day": day,
            "author_id": self.env.uid,
            "lots": {
                lot: exact(taken) for lot, taken in (vals.get("lots") or {}).items()
            },
        }
        if points > 0 and result["state"] == "posted" and not vals.get("reverses_id"):
            result = {**validity, **result}
        if vals.get("idempotency_key"):
            result["idempotency_digest"] = self._points_digest(vals)
        return result

    @api.model
    def _points_flush(self):
        self.flush_model()
        self.env["loyalty.points.reason"].flush_model()

    @api.model
    def _points_lock(self, cards, rules=None, spending=()):
        """Lock the cards; `{card id: Locked}`, with what lapsed on those that spend."""
        rules = rules or _Rules(cards)
        today = {card_id: rules.of(card_id, rules.now)[0] for card_id in cards.ids}
        rows = self.env.execute_query(door_sql.lock_cards(today, spending))
        if len(rows) != len(today):
            raise UserError(
                self.env._("A card does not exist any more. Reload the page.")
            )
        return {
            card_id: Locked(exact(points), is_ledger, status, exact(lapsed), *rest)
            for card_id, points, is_ledger, status, lapsed, *rest in rows
        }

    @api.model
    def _points_insert(self, fresh):
        if not fresh:
            return self.env["loyalty.points.entry"]
        rows = [
            {
                **{
                    key: value
                    for key, value in vals.items()
                    if key in _STORED and value is not None and value is not False
                },
                "seq": number,
                "qualifying": bool(vals["qualifying"]),
                "reason": vals.get("reason") or None,
            }
            for number, vals in enumerate(fresh)
        ]
        found = self.env.execute_query(
            door_sql.insert_entries(
                json.dumps(rows, default=str), self.env.uid, fields.Datetime.now()
            )
        )
        for vals, (entry_id,) in zip(fresh, found, strict=True):
            vals["id"] = entry_id
        return self.env["loyalty.points.entry"].browse(row[0] for row in found)

    @api.model
    def _points_allocate(self, fresh, locked):
        posted = [vals for vals in fresh if vals["state"] == "posted"]
        reversals = [vals for vals in posted if vals.get("reverses_id")]
        if back := [vals["id"] for vals in reversals if vals["points"] > 0]:
            self.env.cr.execute(door_sql.give_back(back))
        if own := [vals["id"] for vals in reversals if vals["points"] < 0]:
            self.env.cr.execute(door_sql.take_own_lot(own))
        chosen = [
            (vals["id"], lot, taken)
            for vals in posted
            for lot, taken in vals["lots"].items()
        ]
        if chosen:
            self._points_check_lots(posted)
            self.env.cr.execute(
                door_sql.take_lots(*map(list, zip(*chosen, strict=True)))
            )
        debts = {
            vals["card_id"]: locked[vals["card_id"]].today
            for vals in posted
            if vals["points"] < 0
            or vals.get("reverses_id")
            or locked[vals["card_id"]].owes
        }
        if debts:
            self.env.cr.execute(door_sql.settle(debts))

    @api.model
    def _points_forget_cache(self, cards):
        """What SQL changed behind the ORM's back."""
        cards.invalidate_recordset(
            ["points", "points_activity_date", "entry_ids"], flush=False
        )
        cards.modified(["points"])
        self.env["loyalty.points.entry"].invalidate_model(flush=False)
        self.env["loyalty.points.allocation"].invalidate_model(flush=False)

    @api.model
    def _points_tell_milestones(self, cards, before):
        """Core's mails “when reaching N points” go on working: `{card id: points before}`."""
        telling = cards.program_id.filtered(
            lambda program: (
                "points_reach" in program.communication_plan_ids.mapped("trigger")
            )
        )
        cards = (
            cards.filtered(lambda card: card.program_id in telling) if telling else None
        )
        if cards and not self.env.context.get("loyalty_no_mail"):
            cards._send_points_reach_communication(
                {
                    card: {"old": float(before[card.id]), "new": card.points}
                    for card in cards
                }
            )


class _Rules:
    """Days and validity by program and moment: the same for all entries of a batch."""

    def __init__(self, cards):
        self.now = cards.env["loyalty.program"]._points_now()
        self._program = {card.id: card.program_id for card in cards}
        self._known = {}

    def of(self, card_id, moment):
        """`(day, values of the validity)` of points given to a card at a moment."""
        program = self._program[card_id]
        key = (program.id, moment)
        if key not in self._known:
            self._known[key] = (
                program._points_day(moment),
                program._points_validity(moment),
            )
        return self._known[key]
