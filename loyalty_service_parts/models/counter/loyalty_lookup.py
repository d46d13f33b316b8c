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
        statement = self._lookup_statement(channel, code, card)
        ((last_minute, cards),) = self.env.execute_query(statement)
        registry = self.env.registry

        @self.env.cr.postrollback.add
        def _note_all_the_same():
            # whoever tries numbers that are refused is the one to be noticed
            with registry.cursor() as cr:
                cr.execute(statement)

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
        # a till serves everybody
        if cards > limits.counter_cards and not is_till:
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

    @api.model
    def _lookup_statement(self, channel, code, card):
        """Write it down; look-ups of the last minute and cards of the last minutes before."""
        now = fields.Datetime.now()
        return SQL(
            """
            WITH recent AS (
              SELECT date, card_id FROM loyalty_lookup
               WHERE user_id = %(user)s AND date > %(since)s
            ), noted AS (
              INSERT INTO loyalty_lookup (date, user_id, company_id, channel, ending,
                                          card_id, is_found)
              VALUES (%(now)s, %(user)s, %(company)s, %(channel)s, %(ending)s,
                      (SELECT id FROM loyalty_card WHERE id = %(card)s), %(found)s)
            )
            SELECT count(*) FILTER (WHERE date > %(minute)s), count(DISTINCT card_id)
              FROM recent
            """,
            user=self.env.uid,
            since=now - timedelta(minutes=MINUTES),
            minute=now - timedelta(minutes=1),
            now=now,
            company=self.env.company.id,
            channel=channel,
            ending=code[-4:],
            card=card.id or None,
            found=bool(card),
        )
