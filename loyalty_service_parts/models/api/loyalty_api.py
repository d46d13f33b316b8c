"""What tills and web sites ask over Odoo's own JSON-2 interface (S47).

`POST /json/2/loyalty.api/<method>` with an API key of a user in the group “Interface for
Tills”. Amounts and points are strings; errors have a code in `context.code`. What a key
did is seen by keys of the same customer or company alone.
"""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from . import values
from .errors import ApiError

GROUP = "loyalty_service_parts.group_loyalty_api"


class LoyaltyApi(models.AbstractModel):
    _name = "loyalty.api"
    _description = "Interface for Tills"

    # -- who asks --------------------------------------------------------------------
    @api.model
    def _api_door(self):
        """This model as whoever may do what the interface does; checked here, and only here.

        :raise AccessError: the user is not in the group of the interface
        """
        if not self.env.user.has_group(GROUP):
            raise AccessError(self.env._("This key is not for the loyalty interface."))
        # a company that the user does not belong to is refused here, before sudo
        company = self.env.company
        # the user of a till has no other rights; what he may do is what is written here
        return self.sudo().with_company(company)

    @api.model
    def _api_owner(self):
        """To whom the documents of this key belong."""
        return self.env.user.partner_id.commercial_partner_id

    @api.model
    def _api_read(self, name, read, *arguments):
        """A value that a till sent.

        :raise ApiError: `invalid`: it is not what it should be
        """
        try:
            return read(*arguments)
        except values.Invalid as error:
            raise ApiError(
                "invalid",
                self.env._("“%s” is not what it should be: see the description.", name),
            ) from error

    @api.model
    def _api_card(self, number):
        """:raise ApiError: `card_not_found`"""
        number = self._api_read("card", values.text, number)
        card = self._api_cards_of(number, is_phone=False)
        if not card:
            raise ApiError("card_not_found", self.env._("There is no such card."))
        return card

    @api.model
    def _api_card_domain(self):
        return [
            ("is_ledger", "=", True),
            ("program_id.program_type", "=", "loyalty"),
            ("program_id.active", "=", True),
            ("company_id", "in", (False, *self.env.company.parent_ids.ids)),
        ]

    @api.model
    def _api_currency(self, card, currency):
        """:raise ApiError: `currency`: not that of the program"""
        own = card.program_id.currency_id
        if currency != own.name:
            raise ApiError(
                "currency",
                self.env._("Amounts are in %s for this card.", own.name),
            )
        return own

    # -- reading ---------------------------------------------------------------------
    @api.model
    def find(self, code=None, phone=None):
        """A card by its number, or by the phone of its holder, however it is written.

        :param str code: the number on the card
        :param str phone: instead of it
        :return: as `balance`
        :raise ApiError: `card_not_found`, `several` (a phone of several members),
            `too_many` look-ups in a minute
        """
        door = self._api_door()
        if (code is None) == (phone is None):
            raise ApiError("invalid", self.env._("Send a card's number, or a phone."))
        text = door._api_read("code or phone", values.text, code or phone)
        cards = door._api_cards_of(text, is_phone=phone is not None)
        try:
            self.env["loyalty.lookup"]._lookup_note("api", text, cards[:1])
        except UserError as error:
            raise ApiError("too_many", str(error)) from error
        if not cards:
            raise ApiError("card_not_found", self.env._("There is no such card."))
        if len(cards) > 1:
            raise ApiError(
                "several",
                self.env._("Several members have this phone: ask for the card."),
            )
        return door._api_state(cards)

    @api.model
    def _api_cards_of(self, text, is_phone):
        cards = self.env["loyalty.card"]
        if not is_phone:
            return cards.search([("code", "=", text), *self._api_card_domain()])
        contacts = self.env["res.partner"]._counter_same_phone(text)
        return cards.search(
            [("holder_id", "in", contacts.ids), *self._api_card_domain()]
        )

    @api.model
    def balance(self, card):
        """What a card has.

        :param str card: its number
        :return: `card`, `holder`, `status`, `tier`, `balance`, `usable`, `pending`,
            `debt`, `expiring` (`points`, `date`) and `point_value` with its `currency`
        :raise ApiError: `card_not_found`
        """
        door = self._api_door()
        return door._api_state(door._api_card(card))

    @api.model
    def _api_state(self, card):
        program = card.program_id
        return {
            "card": card.code,
            "holder": _initials(card.holder_id.name),
            "status": card.status,
            "program": program.name,
            "tier": card.tier_id.name or None,
            "balance": values.shown(card.points),
            "usable": values.shown(card.points_usable),
            "pending": values.shown(card.points_pending),
            "debt": values.shown(card.points_debt),
            "expiring": {
                "points": values.shown(card.points_expiring),
                "date": fields.Date.to_string(card.points_expiring_date) or None,
            },
            "point_value": values.shown(program._points_money_of_point()),
            "currency": program.currency_id.name,
        }

    @api.model
    def statement(self, card, limit=50, offset=0):
        """What this key's documents did to a card, the newest first.

        :param str card: its number
        :param int limit: at most so many rows, up to 200
        :return: `{"entries": [{"date", "type", "points", "state", "reference",
            "document"}], "total"}`; dates are UTC
        :raise ApiError: `card_not_found`
        """
        door = self._api_door()
        known = door._api_card(card)
        limit = door._api_read("limit", values.whole, limit, 1, 200)
        offset = door._api_read("offset", values.whole, offset, 0, 10**6)
        documents = door.env["loyalty.api.document"].search(
            [("card_id", "=", known.id), ("owner_id", "=", self._api_owner().id)]
        )
        domain = [*documents._points_origin_domain(), ("state", "!=", "void")]
        entries = door.env["loyalty.points.entry"]
        return {
            "entries": [
                {
                    "date": fields.Datetime.to_string(entry.date),
                    "type": entry.type,
                    "points": values.shown(entry.points),
                    "state": entry.state,
                    "reference": entry.origin_name,
                    "document": entry.origin_id,
                }
                for entry in entries.search(
                    domain, order="id desc", limit=limit, offset=offset
                )
            ],
            "total": entries.search_count(domain),
        }

    @api.model
    def quote(self, card, amount=None, lines=None, currency=None):
        """What a basket would earn, and what points may pay of it now.

        :param str card: its number
        :param str amount: what the basket costs; or
        :param list lines: `[{"product": internal reference or barcode, "amount"}]`
        :param str currency: of the amounts
        :return: `earns` with `base` and `tier`, `may_pay` with `points` and `amount`
        :raise ApiError: `card_not_found`, `product_not_found`, `currency`, `invalid`
        """
        door = self._api_door()
        known = door._api_card(card)
        own = door._api_currency(known, currency)
        total, basket = door._api_basket(amount, lines)
        base, tier = known._points_of_sale(basket)
        points, money = known._counter_may_pay(float(total))
        return {
            "earns": {
                "points": values.shown(base + tier),
                "base": values.shown(base),
                "tier": values.shown(tier),
            },
            "may_pay": {"points": values.shown(points), "amount": values.shown(money)},
            "currency": own.name,
        }

    @api.model
    def _api_basket(self, amount, lines):
        """`(total, {product: money})`; no product stands for what is not named."""
        products = self.env["product.product"]
        if (amount is None) == (lines is None):
            raise ApiError(
                "invalid", self.env._("Send the amount of the basket, or its lines.")
            )
        if lines is None:
            total = self._api_read("amount", values.amount, amount)
            return total, {products: total}
        if not isinstance(lines, list) or not 0 < len(lines) <= 500:
            raise ApiError("invalid", self.env._("A basket has 1 to 500 lines."))
        asked = []
        for line in lines:
            if not isinstance(line, dict) or line.keys() != {"product", "amount"}:
                raise ApiError(
                    "invalid", self.env._("A line has a product and an amount.")
                )
            asked.append(
                (
                    self._api_read("product", values.text, line["product"]),
                    self._api_read("amount", values.amount, line["amount"]),
                )
            )
        known = self._api_products([name for name, _money in asked])
        basket = {}
        for name, money in asked:
            basket[known[name]] = basket.get(known[name], 0) + money
        return sum(money for _name, money in asked), basket

    @api.model
    def _api_products(self, names):
        """`{reference or barcode: product}`.

        :raise ApiError: `product_not_found`
        """
        found = self.env["product.product"].search(
            [
                "|",
                ("default_code", "in", names),
                ("barcode", "in", names),
                ("company_id", "in", (False, self.env.company.id)),
            ],
            order="id desc",
        )
        result = {one.default_code: one for one in found if one.default_code}
        result |= {one.barcode: one for one in found if one.barcode}
        if missing := [name for name in names if name not in result]:
            raise ApiError(
                "product_not_found",
                self.env._("There is no product “%s”.", missing[0]),
            )
        return result


def _initials(name):
    """“Anna P.”: enough to ask a customer whether it is he."""
    first, *rest = (name or "").split()[:2] or [""]
    return " ".join([first, *(f"{part[0]}." for part in rest)])
