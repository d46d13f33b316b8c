"""Finding a customer while it is typed: three statements, whatever the number of customers."""

from dataclasses import replace

from odoo import api, models
from odoo.tools import SQL
from odoo.tools.sql import escape_psql

from ..service.asset.keys import key_of
from ..tier.loyalty_tier_poster import style_of
from .typed import Typed, is_card_number, read

#: So many are shown, and so many are looked at: those who may not be read are left out.
SHOWN, LOOKED_AT = 10, 40
#: From this rank on it is a name or an address: of several, members come first.
NAMED = 2
_BOTH = ("active", "company_id")


class LoyaltyCounter(models.AbstractModel):
    # one concern a file
    _inherit = "loyalty.counter"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def find(self, text):
        """Customers by phone, its last four digits, card, plate, VIN, name or e-mail.

        The best match first, members before others. A look-up by a card's whole number is
        written down (S51).

        :param str text: as typed or scanned
        :return: `{"found": [customer], "more": bool, "may": what the user may do}`
        :raise UserError: too many look-ups by number
        """
        self._counter_check()
        typed = self._counter_read(text)
        if not typed:
            return {"found": [], "more": False, "may": self._counter_may()}
        ranks, how = self._counter_matches(typed)
        contacts = self.env["res.partner"].search_fetch(
            [("id", "in", list(ranks))],
            ["complete_name", "phone", "email", "commercial_partner_id"],
        )
        cards = self._counter_cards(contacts)
        rows = sorted(
            contacts,
            key=lambda one: (
                min(ranks[one.id], NAMED),
                one.id not in cards,
                ranks[one.id],
                one.complete_name or "",
            ),
        )
        return {
            "found": [
                self._counter_row(one, cards.get(one.id), how[one.id])
                for one in rows[:SHOWN]
            ],
            "more": len(rows) > SHOWN,
            "may": self._counter_may(),
        }

    @api.model
    def _counter_read(self, text):
        """What a text may be; a whole phone number as Odoo writes it, too."""
        country = self.env.company.country_id
        typed = read(text, str(country.phone_code or ""))
        if not typed.phones:
            return typed
        number = self.env["res.partner"]._phone_format(number=text, country=country)
        if not number:
            return typed
        return replace(typed, phones=tuple(dict.fromkeys((*typed.phones, number))))

    @api.model
    def _counter_row(self, contact, card, how):
        return {
            "id": contact.id,
            "name": contact.complete_name or contact.phone or "",
            "phone": contact.phone or "",
            "email": contact.email or "",
            "how": how or "",
            "card": card or False,
        }

    @api.model
    def _counter_matches(self, typed, channel="counter"):
        """`({contact: rank}, {contact: what matched})`; a whole card number is written down."""
        by_card = self._counter_by_card(typed, channel)
        return by_card or self._counter_candidates(typed)

    @api.model
    def _counter_by_card(self, typed, channel):
        """The same of a whole card number; None where it is none."""
        if not typed.card:
            return None
        # whose card it is, is read below with the rights of whoever looks
        card = self.env["loyalty.card"]._counter_by_code(typed.card, self.env.company)
        if card or is_card_number(typed.card):
            self.env["loyalty.lookup"]._lookup_note(channel, typed.card, card)
        owner = (card.partner_id or card.holder_id).id
        return ({owner: 0}, {owner: typed.card}) if owner else None

    @api.model
    def _counter_candidates(self, typed):
        """The same of everything else, in one statement."""
        branches = [
            SQL("(%s LIMIT %s)", branch, LOOKED_AT)
            for branch in self._counter_branches(typed)
        ]
        if not branches:
            return {}, {}
        for model, names in (
            (
                "res.partner",
                ["phone_sanitized", "email_normalized", "complete_name", *_BOTH],
            ),
            ("loyalty.asset", ["number_key", "plate_key", "partner_id", *_BOTH]),
        ):
            self.env[model].flush_model(names)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id, min(rank), (array_agg(how ORDER BY rank))[1]
                  FROM (%s) AS found
                 GROUP BY id ORDER BY 2, id LIMIT %s
                """,
                SQL(" UNION ALL ").join(branches),
                LOOKED_AT,
            )
        )
        return (
            {contact: rank for contact, rank, _how in rows},
            {contact: how for contact, _rank, how in rows},
        )

    @api.model
    def _counter_branches(self, typed: Typed):
        """Statements `(id, rank, how)`, each by an index of its own."""
        phone = "SELECT id, 1 AS rank, '' AS how FROM res_partner WHERE active AND "
        ours = self._counter_ours()
        result = [
            SQL(
                phone
                + "phone_sanitized IS NOT NULL AND phone_sanitized LIKE %s AND %s",
                _begins(number),
                ours,
            )
            for number in typed.phones
        ]
        if typed.ending:
            result.append(
                SQL(
                    phone
                    + "phone_sanitized IS NOT NULL AND right(phone_sanitized, 4) = %s "
                    "AND %s",
                    typed.ending,
                    ours,
                )
            )
        if key := key_of(typed.number):
            result += [
                SQL(
                    "SELECT partner_id AS id, 0 AS rank, %(shown)s AS how FROM loyalty_asset "
                    "WHERE active AND %(column)s <> '' AND %(column)s LIKE %(key)s "
                    "AND %(ours)s",
                    ours=ours,
                    shown=SQL.identifier(shown),
                    column=SQL.identifier(column),
                    key=_begins(key),
                )
                for column, shown in (("number_key", "number"), ("plate_key", "plate"))
            ]
        if typed.email:
            result.append(
                SQL(
                    "SELECT id, 2 AS rank, '' AS how FROM res_partner WHERE active "
                    "AND email_normalized IS NOT NULL AND email_normalized LIKE %s AND %s",
                    _begins(typed.email),
                    ours,
                )
            )
        return result + self._counter_by_name(typed)

    @api.model
    def _counter_by_name(self, typed):
        if not typed.words:
            return []
        name = "SELECT id, {} AS rank, '' AS how FROM res_partner WHERE active AND "
        ours = self._counter_ours()
        begins = SQL(
            name.format(3) + "lower(complete_name) LIKE %s AND %s",
            _begins(" ".join(typed.words)),
            ours,
        )
        contains = SQL(" AND ").join(
            SQL("lower(complete_name) LIKE %s", f"%{escape_psql(word)}%")
            for word in typed.words
        )
        return [begins, SQL(name.format(4) + "%s AND %s", contains, ours)]

    @api.model
    def _counter_ours(self):
        """Condition: of no company, or of those of the user, and of those above them.

        Before the limit: others' rows would push out those that may be read.
        """
        return SQL(
            "(company_id IS NULL OR company_id IN %s)",
            tuple(self.env.companies.parent_ids.ids) or (None,),
        )

    @api.model
    def _counter_cards(self, contacts):
        """`{contact id: card}` of these contacts or their companies, in one statement."""
        if not contacts:
            return {}
        holders = {one.id: one.commercial_partner_id.id for one in contacts}
        cards = self.env["loyalty.card"]
        query = cards._search(
            [
                ("holder_id", "in", list({*holders, *holders.values()})),
                ("is_ledger", "=", True),
                ("program_id.program_type", "=", "loyalty"),
                ("company_id", "in", (False, *self.env.company.parent_ids.ids)),
            ]
        )
        self.env["loyalty.card"].flush_model(["code", "status", "points", "tier_id"])
        self.env["loyalty.program"].flush_model(["card_holder", "portal_point_name"])
        # the names of tiers and programs are no secret to whoever reads a card
        tiers = self.env["loyalty.tier"].sudo()
        programs = self.env["loyalty.program"].sudo()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT c.holder_id, c.id, c.code, c.status, c.points, %(tier)s, t.color,
                       g.card_holder, %(points)s
                  FROM loyalty_card c
                  JOIN loyalty_program g ON g.id = c.program_id
                  LEFT JOIN loyalty_tier t ON t.id = c.tier_id
                 WHERE c.id IN %(cards)s
                 ORDER BY c.tier_id IS NULL, g.sequence, c.id
                """,
                cards=query.subselect(),
                tier=tiers._field_to_sql("t", "name"),
                points=programs._field_to_sql("g", "portal_point_name"),
            )
        )
        result = {}
        for holder, *card, card_holder, name in rows:
            for contact, company in holders.items():
                is_his = contact == holder or (
                    card_holder == "company" and company == holder
                )
                if is_his and contact not in result:
                    result[contact] = self._counter_card_row(*card, name)
        return result

    @api.model
    def _counter_card_row(self, id_, code, status, points, tier, color, name):
        return {
            "id": id_,
            "code": code,
            "status": status,
            "points": f"{points or 0:.2f}".rstrip("0").rstrip(".") + f" {name or ''}",
            "tier": tier or "",
            "style": style_of(color) if tier else "",
        }


def _begins(text):
    return escape_psql(text) + "%"
