"""Messages to members: points that expire soon, the monthly statement. In batches."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..ledger.door_sql import last_day

MAIL_BATCH = 200


class LoyaltyCard(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.card"  # pylint: disable=consider-merging-classes-inherited

    points_warned_date = fields.Date(
        "Warned Of Expiry Until",
        readonly=True,
        copy=False,
        help="The member was told of everything that expires until this day.",
    )
    points_warned_on = fields.Datetime("Warned On", readonly=True, copy=False)
    birthday_date = fields.Date("Birthday Kept", readonly=True, copy=False)
    statement_date = fields.Date("Last Statement Sent", readonly=True, copy=False)

    # -- expiry warning ----------------------------------------------------------------
    @api.model
    def _cron_warn_of_expiry(self):
        """Tell members, who agreed, of points that expire soon: once, in batches (S9)."""
        for program in self.env["loyalty.points.run"]._ledger_programs():
            until = program._points_day() + timedelta(days=program.points_warning_days)
            found = self._points_to_warn(program, until)
            for start in range(0, len(found), MAIL_BATCH):
                cards = found[start : start + MAIL_BATCH]
                cards._points_send("expiry", "advertising")
                cards.write(
                    {
                        "points_warned_date": until,
                        "points_warned_on": fields.Datetime.now(),
                    }
                )
                if not self.env["ir.cron"]._commit_progress(len(cards)):
                    return

    @api.model
    def _points_to_warn(self, program, until):
        """Members with a lot that ends by `until` of which the last mail did not tell."""
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT c.id
                  FROM loyalty_points_entry e JOIN loyalty_card c ON c.id = e.card_id
                 WHERE e.program_id = %(program)s AND e.remaining > 0
                   AND c.partner_id IS NOT NULL AND %(last)s BETWEEN %(today)s AND %(until)s
                   AND (c.points_warned_date IS NULL OR c.points_warned_date < %(last)s
                        OR c.points_warned_on < e.recorded_at)
                 ORDER BY c.id
                """,
                program=program.id,
                last=last_day(SQL("e"), SQL("c")),
                today=program._points_day(),
                until=until,
            )
        )
        return self.sudo().browse(row[0] for row in rows)

    # -- statement ---------------------------------------------------------------------
    @api.model
    def _cron_send_statements(self):
        """Send the statement of last month to members who agreed to it (S14)."""
        first = fields.Date.context_today(self).replace(day=1)
        domain = [
            ("is_ledger", "=", True),
            ("partner_id", "!=", False),
            "|",
            ("statement_date", "=", False),
            ("statement_date", "<", first),
        ]
        while cards := self.sudo().search(domain, limit=MAIL_BATCH, order="id"):
            cards._points_send("statement", "statement")
            cards.write({"statement_date": first})
            if not self.env["ir.cron"]._commit_progress(len(cards)):
                return

    def _points_statement_period(self):
        """The month before this one: first and last day."""
        last = fields.Date.context_today(self).replace(day=1) - relativedelta(days=1)
        return last.replace(day=1), last

    # -- sending -----------------------------------------------------------------------
    def _points_send(self, message, kind=None):
        """Send a message of the program to those of these members who agreed to it.

        :param str message: the program's field is `<message>_template_id`; empty: not sent
        :param str kind: the consent that is needed; without, only opting out stops it
        """
        if self.env.context.get("loyalty_no_mail"):
            return self.browse()
        # messages and settings are the program's: whoever causes one need not read them
        cards = self.sudo()
        state = self.env["loyalty.consent"].sudo()._points_state(cards.partner_id)
        opted_out = cards.partner_id._points_blacklisted()
        agreed = cards.filtered(
            lambda card: (
                card.partner_id.email
                and card.partner_id not in opted_out
                and (not kind or state.get((card.partner_id.id, kind, "email")))
            )
        )
        for program, own in agreed.grouped("program_id").items():
            template = program[f"{message}_template_id"]
            for start in range(0, len(own) if template else 0, MAIL_BATCH):
                template.send_mail_batch(own[start : start + MAIL_BATCH].ids)
        return agreed
