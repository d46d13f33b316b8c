"""What tills do to cards: hold, redeem, earn, reverse; each once for a key (S47, D13)."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare

from . import values
from .errors import ApiError


class LoyaltyApi(models.AbstractModel):
    # one concern a file
    _inherit = "loyalty.api"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _api_once(self, key, method, body, work):
        """Do it once for a key; what the ledger refuses has a code, too.

        :raise ApiError: `key_reused`, `invalid`, `refused`
        """
        door = self._api_door()
        key = door._api_read("key", values.key, key)
        requests = door.env["loyalty.api.request"]
        try:
            return requests._api_once(self._api_owner(), key, method, body, work)
        except ApiError:
            raise
        except UserError as error:
            # the ledger speaks to people: not covered, blocked, closed
            raise ApiError("refused", str(error)) from error

    @api.model
    def hold(self, key, card, points, reference, minutes=10):
        """Keep points for a purchase that is under way; they come back by themselves.

        :param str key: of this request
        :param str points: how many
        :param str reference: the till's number of the purchase
        :param int minutes: how long, up to 120
        :return: the document: `document`, `kind`, `points`, `state`, `until` (UTC)
        :raise ApiError: `card_not_found`, `not_enough`, `refused`, `key_reused`, `invalid`
        """
        door = self._api_door()
        minutes = door._api_read("minutes", values.whole, minutes, 1, 120)
        body = {
            "card": card,
            "points": points,
            "reference": reference,
            "minutes": minutes,
        }

        def work():
            document = door._api_spend("hold", card, points, reference)
            document.write({"state": "held", "until": document._api_until(minutes)})
            return door._api_answer(document)

        return self._api_once(key, "hold", body, work)

    @api.model
    def redeem(self, key, card, points, reference, hold=None):
        """Pay with points.

        :param str key: of this request
        :param str points: how many; of a hold at most what is held, the rest comes back
        :param str reference: the till's number of the purchase
        :param int hold: the document of a hold that becomes this payment
        :return: the document
        :raise ApiError: as `hold`; `document_not_found`, `hold_over`
        """
        door = self._api_door()
        body = {"card": card, "points": points, "reference": reference, "hold": hold}

        def work():
            if hold is None:
                return door._api_answer(
                    door._api_spend("redeem", card, points, reference)
                )
            return door._api_answer(
                door._api_redeem_hold(hold, card, points, reference)
            )

        return self._api_once(key, "redeem", body, work)

    @api.model
    def earn(self, key, card, reference, amount=None, lines=None, currency=None):
        """A purchase earns points, by the rules of the program and the member's tier.

        :param str key: of this request
        :param str reference: the till's number of the purchase
        :param str amount: without what was paid by points; or lines, as for `quote`
        :return: the document; what waits (days of holding) is `pending`
        :raise ApiError: as `quote`; `refused`, `key_reused`
        """
        door = self._api_door()
        body = {
            "card": card,
            "reference": reference,
            "amount": amount,
            "lines": lines,
            "currency": currency,
        }

        def work():
            known = door._api_card(card)
            own = door._api_currency(known, currency)
            total, basket = door._api_basket(amount, lines)
            base, tier = known._points_of_sale(basket)
            document = door._api_document(
                "earn",
                known,
                reference,
                amount=float(total),
                currency_id=own.id,
                points=base,
                tier_points=tier,
            )
            document._points_sync()
            return door._api_answer(document)

        return self._api_once(key, "earn", body, work)

    @api.model
    def reverse(self, key, document, amount=None, points=None):
        """Take a document back, or a part of it.

        Of a sale the points of the goods that came back go; of a payment the points come
        back to the lots that they were taken from; a hold ends.

        :param str key: of this request
        :param int document: of `earn`, `redeem` or `hold`
        :param str amount: money of a sale that is paid back; all when empty
        :param str points: of a payment that come back; all when empty
        :return: the document
        :raise ApiError: `document_not_found`, `too_much`, `refused`, `key_reused`
        """
        door = self._api_door()
        body = {"document": document, "amount": amount, "points": points}

        def work():
            known = door._api_own_document(document)
            known._api_take_back(door._api_part(known, amount, points))
            return door._api_answer(known)

        return self._api_once(key, "reverse", body, work)

    # -- steps -----------------------------------------------------------------------
    @api.model
    def _api_part(self, document, amount, points):
        """How much is taken back; None for all."""
        is_sale = document.kind == "earn"
        if (points if is_sale else amount) is not None:
            raise ApiError(
                "invalid",
                self.env._("A sale is taken back by money, a payment by points."),
            )
        given = amount if is_sale else points
        if document.state == "reversed":
            raise ApiError(
                "too_much", self.env._("This document was taken back already.")
            )
        if given is None:
            return None
        part = self._api_read("amount" if is_sale else "points", values.amount, given)
        whole = document.amount if is_sale else document.points
        if (
            not part
            or float_compare(document.returned + float(part), whole, precision_digits=4)
            > 0
        ):
            raise ApiError(
                "too_much",
                self.env._(
                    "At most %s can be taken back.",
                    values.shown(whole - document.returned),
                ),
            )
        return part

    @api.model
    def _api_document(self, kind, card, reference, **figures):
        return self.env["loyalty.api.document"].create(
            {
                "kind": kind,
                "reference": self._api_read("reference", values.text, reference),
                "owner_id": self._api_owner().id,
                "user_id": self.env.uid,
                "card_id": card.id,
                "company_id": self.env.company.id,
                "currency_id": card.program_id.currency_id.id,
                **figures,
            }
        )

    @api.model
    def _api_spend(self, kind, number, points, reference):
        card = self._api_card(number)
        wanted = self._api_read("points", values.amount, points)
        self._api_end_holds(card)
        if (
            not wanted
            or float_compare(float(wanted), card.points_usable, precision_digits=4) > 0
        ):
            raise ApiError(
                "not_enough",
                self.env._(
                    "%s points can be used now.", values.shown(card.points_usable)
                ),
            )
        document = self._api_document(kind, card, reference, points=float(wanted))
        document._points_sync()
        return document

    @api.model
    def _api_end_holds(self, card):
        """Points that were held come back on time, also when the cron is late."""
        over = self.env["loyalty.api.document"].search(
            [
                ("card_id", "=", card.id),
                ("state", "=", "held"),
                ("until", "<=", fields.Datetime.now()),
            ]
        )
        over._api_release()

    @api.model
    def _api_own_document(self, number):
        """:raise ApiError: `document_not_found`: none, or somebody else's"""
        number = self._api_read("document", values.whole, number, 1, 2**31 - 1)
        document = self.env["loyalty.api.document"].search(
            [
                ("id", "=", number),
                ("owner_id", "=", self._api_owner().id),
                ("company_id", "=", self.env.company.id),
            ]
        )
        if not document:
            raise ApiError(
                "document_not_found", self.env._("There is no such document.")
            )
        return document

    @api.model
    def _api_redeem_hold(self, hold, number, points, reference):
        """A hold becomes a payment; what is not needed comes back."""
        document = self._api_own_document(hold)
        wanted = self._api_read("points", values.amount, points)
        is_over = document.until and document.until <= fields.Datetime.now()
        if document.state != "held" or is_over:
            raise ApiError(
                "hold_over", self.env._("These points are not held any more.")
            )
        if document.card_id != self._api_card(number):
            raise ApiError(
                "invalid", self.env._("These points are held on another card.")
            )
        if (
            not wanted
            or float_compare(float(wanted), document.points, precision_digits=4) > 0
        ):
            raise ApiError(
                "not_enough",
                self.env._("%s points are held.", values.shown(document.points)),
            )
        document.write(
            {
                "kind": "redeem",
                "state": "done",
                "points": float(wanted),
                "reference": self._api_read("reference", values.text, reference),
            }
        )
        document._points_sync()
        return document

    @api.model
    def _api_answer(self, document):
        entries = document._points_entries().filtered(lambda one: one.state != "void")
        posted = entries.filtered(lambda entry: entry.state == "posted")
        return {
            "document": document.id,
            "kind": document.kind,
            "state": document.state,
            "reference": document.reference,
            "card": document.card_id.code,
            "points": values.shown(sum(posted.mapped("points"))),
            "pending": values.shown(sum((entries - posted).mapped("points"))),
            "usable": values.shown(document.card_id.points_usable),
            "until": fields.Datetime.to_string(document.until) or None,
        }
