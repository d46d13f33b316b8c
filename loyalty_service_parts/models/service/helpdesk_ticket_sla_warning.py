"""Who is responsible is warned before a promise would be broken (S20)."""

from odoo import api, fields, models
from odoo.tools import SQL

BATCH = 200


class HelpdeskSla(models.Model):
    # one concern a file, one file a room
    _inherit = "helpdesk.sla"  # pylint: disable=consider-merging-classes-inherited

    warn_minutes = fields.Integer(
        "Warn Before (Minutes)",
        default=60,
        help="The person responsible, or the leader of the team, gets an activity so many "
        "minutes before the deadline; 0 for no warning.",
    )


class HelpdeskTicketSla(models.Model):
    # one concern a file, one file a room
    _inherit = "helpdesk.ticket.sla"  # pylint: disable=consider-merging-classes-inherited

    warned = fields.Boolean(readonly=True)

    @api.model
    def _cron_warn_of_deadlines(self):
        """Every five minutes: promises that end soon, once each, in batches."""
        while found := self._service_due_soon():
            for promise in found:
                promise._service_warn()
            found.write({"warned": True})
            if not self.env["ir.cron"]._commit_progress(len(found)):
                return

    @api.model
    def _service_due_soon(self):
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT s.id FROM helpdesk_ticket_sla s
                  JOIN helpdesk_sla p ON p.id = s.sla_id
                  JOIN helpdesk_ticket t ON t.id = s.ticket_id
                  JOIN helpdesk_ticket_stage g ON g.id = t.stage_id
                 WHERE s.state = 'in_progress' AND s.warned IS NOT TRUE
                   AND p.warn_minutes > 0 AND t.active AND g.closed IS NOT TRUE
                   AND s.deadline BETWEEN %(now)s
                       AND %(now)s + make_interval(mins => p.warn_minutes)
                 ORDER BY s.deadline, s.id LIMIT %(batch)s
                """,
                now=fields.Datetime.now(),
                batch=BATCH,
            )
        )
        # the run serves every team
        return self.sudo().browse(row[0] for row in rows)

    def _service_warn(self):
        """An activity for the person responsible, or for the leader of the team."""
        self.ensure_one()
        ticket = self.ticket_id
        user = ticket.user_id or ticket.team_id.user_id
        if not user:
            return
        lang = self.with_context(lang=user.lang or self.env.lang)
        ticket.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=fields.Date.context_today(
                self.with_context(tz=user.tz or "UTC"), self.deadline
            ),
            summary=lang.env._(
                "%(promise)s ends at %(time)s",
                promise=self.sla_id.name,
                time=fields.Datetime.context_timestamp(
                    self.with_context(tz=user.tz or "UTC"), self.deadline
                ).strftime("%H:%M"),
            ),
            user_id=user.id,
        )
