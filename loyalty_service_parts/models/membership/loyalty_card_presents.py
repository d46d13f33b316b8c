"""Points for joining and for birthdays: bonus points that count for no tier (S34)."""

from odoo import api, models
from odoo.tools import SQL, float_is_zero

BATCH = 500
#: A run that could not take place for some days gives what is due for them, too.
CATCH_UP_DAYS = 7


class LoyaltyCard(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.card"  # pylint: disable=consider-merging-classes-inherited

    def _points_present(self, points, key, reason_code, reason):
        """Values of an entry that gives a member points as a present.

        :param str key: names the occasion: given once, whoever asks again
        """
        self.ensure_one()
        return {
            "card_id": self.id,
            "points": self.program_id._points_round(points, "DOWN"),
            "type": "earn",
            "component": "bonus",
            "reason_code": reason_code,
            "reason": reason,
            "idempotency_key": key,
        }

    def _points_known(self, key):
        """Whether something was posted for an occasion in the program already."""
        self.ensure_one()
        # every entry counts, whatever the user may read
        entries = self.env["loyalty.points.entry"].sudo()
        return bool(
            entries.search_count(
                [
                    ("program_id", "=", self.program_id.id),
                    ("idempotency_key", "=", key),
                ],
                limit=1,
            )
        )

    def _points_in_his_language(self):
        """The environment in which the member reads what is said to him."""
        lang = self.partner_id.lang or self.env.lang
        return self.with_context(lang=lang).env

    # -- welcome -----------------------------------------------------------------------
    def _points_welcome(self):
        """The points of the beginning and the mail, once in the life of a member."""
        self.ensure_one()
        key = f"welcome/{self.holder_id.id}"
        # the enrolment was allowed; who enrols need not be allowed to give points
        card = self.sudo()
        known = card._points_known(key)
        points = card.program_id._points_round(card.program_id.welcome_points, "DOWN")
        if known or float_is_zero(points, precision_digits=4):
            return
        reason = card._points_in_his_language()._("Welcome")
        card._points_post([card._points_present(points, key, "welcome", reason)])

    # -- birthday ----------------------------------------------------------------------
    @api.model
    def _cron_give_birthday_points(self):
        """Birthday points and mails, for all programs, in batches."""
        for program in self.env["loyalty.points.run"]._ledger_programs():
            while found := self._points_birthdays(program):
                self._points_give_birthdays(found)
                if not self.env["ir.cron"]._commit_progress(len(found)):
                    return

    @api.model
    def _points_give_birthdays(self, found):
        """Post and tell; `found` as `_points_birthdays` gives it."""
        # the run serves every member
        cards = self.sudo().browse(card_id for card_id, _day in found)
        days = dict(found)
        wanted = [
            card._points_present(
                card._points_of_birthday(),
                _birthday_key(card, days[card.id]),
                "birthday",
                card._points_in_his_language()._("Happy birthday"),
            )
            for card in cards
        ]
        self._points_post([vals for vals in wanted if vals["points"]])
        cards._points_send("birthday", "advertising")
        for card in cards:
            card.birthday_date = days[card.id]

    def _points_of_birthday(self):
        """Hook: how many points the member gets for his birthday."""
        self.ensure_one()
        return self.program_id.birthday_points

    @api.model
    def _points_birthdays(self, program):
        """`[(card id, day)]` of members whose birthday is, or was some days ago.

        Not if the date was entered or changed shortly before, nor if he joined after it.
        """
        if not program.birthday_template_id and not program.birthday_points:
            return []
        self.flush_model()
        self.env["res.partner"].flush_model(["birthdate_date", "birthdate_since"])
        return self.env.execute_query(
            SQL(
                """
                WITH born AS (
                    SELECT c.id, c.birthday_date, c.enrolled_date, p.birthdate_since,
                           CASE WHEN this.day <= %(today)s THEN this.day
                                ELSE (this.day - interval '1 year')::date END AS day
                      FROM loyalty_card c JOIN res_partner p ON p.id = c.partner_id
                      CROSS JOIN LATERAL (
                        SELECT (p.birthdate_date + make_interval(years =>
                          (date_part('year', %(today)s::date)
                           - date_part('year', p.birthdate_date))::int))::date AS day
                      ) AS this
                     WHERE c.program_id = %(program)s AND c.is_ledger AND c.active
                       AND c.status != 'closed' AND p.active AND NOT p.is_company
                       AND p.birthdate_date < %(today)s
                )
                SELECT id, day FROM born
                 WHERE day > %(today)s - %(late)s
                   AND (birthday_date IS NULL OR birthday_date < day - 180)
                   AND COALESCE(enrolled_date, day) <= day
                   AND (birthdate_since IS NULL OR birthdate_since <= day - %(known)s)
                 ORDER BY id LIMIT %(batch)s
                """,
                program=program.id,
                today=program._points_day(),
                late=CATCH_UP_DAYS,
                known=program.birthday_known_days,
                batch=BATCH,
            )
        )


def _birthday_key(card, day):
    return f"birthday/{card.holder_id.id}/{day.year}"
