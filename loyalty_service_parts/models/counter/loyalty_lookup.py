"""Who looked up which card by its number: written down, and not too fast (S51).

A number is an identifier, not a secret; whoever tries many of them is noticed.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

#: In these minutes different cards are counted.
MINUTES = 10


class LoyaltyLookup(models.Model):
    _name = "loyalty.lookup"
    _description = "Look-up of a Card"
    _order = "id desc"
    _rec_name = "ending"

    date = fields.Datetime(required=True, readonly=True)
    user_id = fields.Many2one("res.users", "By", required=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    channel = fields.Selection(
        [("counter", "Counter"), ("order", "Order"), ("api", "Interface")],
        required=True,
        readonly=True,
    )
    ending = fields.Char(
        "Number", readonly=True, help="Its end; the rest is not written down."
    )
    card_id = fields.Many2one(
        "loyalty.card", "Found", readonly=True, ondelete="cascade", index=True
    )
    is_found = fields.Boolean("Known", readonly=True)

    _by_user = models.Index("(user_id, date)")

    @api.model
    def _lookup_note(self, channel, code, card):
        """Write down a look-up, also one that ends with an error; too many are refused.

        :raise UserError: the user looked up as many cards in this minute as he may
        """
        last_minute = self._lookup_write(channel, code, card.id)
        registry, uid = self.env.registry, self.env.uid
        context = {"allowed_company_ids": self.env.company.ids, "lang": self.env.lang}

        @self.env.cr.postrollback.add
        def _note_all_the_same():
            # whoever tries numbers that are refused is the one to be noticed
            with registry.cursor() as cr:
                env = api.Environment(cr, uid, context)
                env[self._name]._lookup_write(channel, code, card.id)

        # the limits are the company's; whoever looks up need not be allowed to read them
        limits = self.env.company.sudo()
        is_till = channel == "api"
        if last_minute >= (limits.api_lookups if is_till else limits.counter_lookups):
            raise UserError(
                self.env._(
                    "You looked up %(count)d cards within a minute. Wait a moment, then "
                    "go on.",
                    count=last_minute,
                )
            )

    @api.model
    def _lookup_write(self, channel, code, card_id):
        """Write it down and tell the managers of too many; look-ups of the last minute."""
        ((last_minute, cards),) = self.env.execute_query(
            self._lookup_statement(channel, code, card_id)
        )
        # a till serves everybody; the limit is the company's
        if cards > self.env.company.sudo().counter_cards and channel != "api":
            self.env["loyalty.alert"]._alert_raise(
                "many_cards",
                self.env._(
                    "%(user)s looked up %(count)d different cards within %(minutes)d "
                    "minutes.",
                    user=self.env.user.name,
                    count=cards,
                    minutes=MINUTES,
                ),
            )
        return last_minute

    @api.model
    def _lookup_statement(self, channel, code, card_id):
        """Write it down; look-ups of the last minute before, numbers of the last minutes.

        Numbers that nobody has are counted by their ends.
        """
        now = fields.Datetime.now()
        return SQL(
            """
            WITH recent AS (
              SELECT date, COALESCE(card_id::text, '?' || ending) AS which
                FROM loyalty_lookup
               WHERE user_id = %(user)s AND date > %(since)s
            ), noted AS (
              INSERT INTO loyalty_lookup (date, user_id, company_id, channel, ending,
                                          card_id, is_found)
              VALUES (%(now)s, %(user)s, %(company)s, %(channel)s, %(ending)s,
                      (SELECT id FROM loyalty_card WHERE id = %(card)s), %(found)s)
            )
            SELECT count(*) FILTER (WHERE date > %(minute)s),
                   count(DISTINCT which) + (count(*) FILTER (WHERE which = %(which)s) = 0)::int
              FROM recent
            """,
            user=self.env.uid,
            since=now - timedelta(minutes=MINUTES),
            minute=now - timedelta(minutes=1),
            now=now,
            company=self.env.company.id,
            channel=channel,
            ending=code[-4:],
            card=card_id or None,
            found=bool(card_id),
            which=str(card_id) if card_id else f"?{code[-4:]}",
        )
