"""A promise on a ticket: when it is kept, and that a broken one is noticed (S19, D22)."""

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

BATCH = 1000


class HelpdeskTicketSla(models.Model):
    _inherit = "helpdesk.ticket.sla"

    promise = fields.Selection(related="sla_id.promise", store=True)
    kept_date = fields.Datetime(readonly=True)
    broken_date = fields.Datetime(
        readonly=True, help="When the deadline was over; not when it was noticed."
    )

    @api.depends("sla_id")
    def _compute_sla_data(self):
        """A reaction waits for a message, not for a stage."""
        result = super()._compute_sla_data()
        for record in self.filtered(lambda one: one.sla_id.promise == "reaction"):
            record.expected_stage_id = False
            waits = record.ticket_id.stage_id in record.sla_id.ignore_stage_ids
            record.state = "on_hold" if waits else "in_progress"
        return result

    # -- who may write -----------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        """Promises of members are not made by hand."""
        promises = super().create(vals_list)
        promises._service_check_hands()
        return promises

    def write(self, vals):
        """Promises of members are not changed by hand: points depend on them."""
        self._service_check_hands()
        return super().write(vals)

    def unlink(self):
        """Nor taken away."""
        self._service_check_hands()
        return super().unlink()

    def _service_check_hands(self):
        """:raise AccessError: an agent touches what a member was promised"""
        if self.env.su or self.env.user.has_group(
            "helpdesk_mgmt.group_helpdesk_manager"
        ):
            return
        if self.ticket_id.card_id:
            raise AccessError(
                self.env._(
                    "Promises to a member follow from the ticket; nobody edits them."
                )
            )

    def _stage_recompute(self):
        """A closed ticket never newly breaks a promise; a reaction knows no stage."""
        self.ensure_one()
        if not self.env.su:
            # whoever serves the ticket need not be allowed to write promises
            return self.sudo()._stage_recompute()
        if self.promise == "reaction":
            return self._service_hold_reaction()
        was_on_hold = self.state == "on_hold"
        result = super()._stage_recompute()
        if was_on_hold and self.ticket_id.closed and self.state == "in_progress":
            # closed out of the hold after the old deadline: the time did not run
            self.state = "accomplished"
        if self.state == "accomplished" and not self.kept_date:
            self.kept_date = fields.Datetime.now()
        self._service_date_broken()
        return result

    def _service_hold_reaction(self):
        """Time on hold does not count; nothing else follows from a stage."""
        now = fields.Datetime.now()
        if self.state not in ("in_progress", "on_hold"):
            return
        holds = self.ticket_id.stage_id in self.sla_id.ignore_stage_ids
        if self.state == "in_progress":
            calendar = self.ticket_id.team_id.resource_calendar_id
            self.consumed_time += calendar.get_work_hours_count(
                self.last_state_date, now, compute_leaves=True
            )
        self.last_state_date = now
        if self.ticket_id.closed:
            self._service_react()
        else:
            self.state = "on_hold" if holds else "in_progress"

    def _service_react(self):
        """Reactions among these promises are kept now, or were broken before."""
        now = fields.Datetime.now()
        for record in self.filtered(
            lambda one: (
                one.promise == "reaction" and one.state in ("in_progress", "on_hold")
            )
        ):
            late = record.state == "in_progress" and record.deadline < now
            record.state = "expired" if late else "accomplished"
            record.kept_date = now
        self._service_date_broken()

    def _service_date_broken(self):
        """Promises that were just found broken: dated, and worth what is guaranteed."""
        broken = self.filtered(
            lambda one: one.state == "expired" and not one.broken_date
        )
        for record in broken:
            record.broken_date = record.deadline
        if broken:
            # whoever answers late need not be allowed to read guarantees and cards
            self.env["loyalty.guarantee.breach"].sudo()._record(broken.sudo())

    # -- reading ---------------------------------------------------------------------
    def _service_left_text(self):
        """How much time is left, to read: “2 h 05 min left”."""
        self.ensure_one()
        seconds = max((self.deadline - fields.Datetime.now()).total_seconds(), 0)
        hours, minutes = divmod(int(seconds // 60), 60)
        if hours >= 48:
            return self.env._("%s days left", hours // 24)
        return self.env._(
            "%(hours)s h %(minutes)02d min left", hours=hours, minutes=minutes
        )

    def _service_state_text(self):
        """What became of the promise, as the member reads it."""
        self.ensure_one()
        if self.state == "accomplished":
            return self.env._("Kept")
        if self.state == "on_hold":
            return self.env._("Waits, the time does not run")
        if self.state == "in_progress":
            return self.env._("In time")
        breach = self.env["loyalty.guarantee.breach"].search(
            [("ticket_id", "=", self.ticket_id.id), ("promise", "=", self.promise)]
        )
        if breach.state in ("pending", "paid"):
            points = breach.card_id.program_id._points_named(breach.points)
            return self.env._("Broken: you get %s", points)
        return self.env._("Broken")

    def _service_badge(self):
        """The colour of the state."""
        return {
            "accomplished": "text-bg-success",
            "expired": "text-bg-danger",
            "on_hold": "text-bg-secondary",
        }.get(self.state, "text-bg-warning")

    # -- breaches --------------------------------------------------------------------
    @api.model
    def _cron_notice_breaches(self):
        """Every five minutes: what OCA leaves “in progress” for ever, in batches."""
        while found := self._service_overdue():
            found._service_break()
            if not self.env["ir.cron"]._commit_progress(len(found)):
                return

    @api.model
    def _service_overdue(self):
        """Promises whose deadline is over, of tickets that are still open; locked."""
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT s.id FROM helpdesk_ticket_sla s
                  JOIN helpdesk_ticket t ON t.id = s.ticket_id
                  JOIN helpdesk_ticket_stage g ON g.id = t.stage_id
                 WHERE s.state = 'in_progress' AND s.deadline < %s
                   AND t.active AND g.closed IS NOT TRUE
                 ORDER BY s.id LIMIT %s FOR NO KEY UPDATE OF s SKIP LOCKED
                """,
                fields.Datetime.now(),
                BATCH,
            )
        )
        # the run serves every team
        return self.sudo().browse(row[0] for row in rows)

    def _service_break(self):
        """Note the breach."""
        self.write({"state": "expired"})
        self._service_date_broken()
