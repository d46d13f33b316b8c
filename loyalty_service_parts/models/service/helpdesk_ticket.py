"""The promises of a ticket: by tier, the tightest of each kind, kept as they were (S19)."""

from odoo import api, fields, models
from odoo.fields import Domain


class HelpdeskTicket(models.Model):
    # one concern a file, one file a room
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    sale_order_id = fields.Many2one(
        "sale.order",
        "Order",
        index="btree_not_null",
        domain="[('partner_id', 'child_of', commercial_partner_id)]",
        help="What the ticket is about; a guarantee may pay a share of it.",
    )
    sla_due = fields.Datetime(
        "Due",
        compute="_compute_sla_due",
        store=True,
        index="btree_not_null",
        help="The next promise that is neither kept nor broken.",
    )
    sla_broken = fields.Boolean(
        "Promise Broken", compute="_compute_sla_due", store=True
    )

    @api.depends("ticket_sla_ids.state", "ticket_sla_ids.deadline")
    def _compute_sla_due(self):
        for ticket in self:
            running = ticket.ticket_sla_ids.filtered(
                lambda one: one.state == "in_progress" and one.deadline
            )
            ticket.sla_due = min(running.mapped("deadline"), default=False)
            ticket.sla_broken = "expired" in ticket.ticket_sla_ids.mapped("state")

    def _get_sla_ticket_domain(self):
        """Promises for everybody, and those for the tier of the opening."""
        domain = Domain(super()._get_sla_ticket_domain())
        domain &= Domain("company_id", "in", (False, self.company_id.id))
        return domain & (
            Domain("tier_ids", "=", False)
            | Domain("tier_ids", "=", self.tier_id.id or -1)
        )

    def _get_sla(self):
        """Where a tier promises something, the tightest of the same kind wins."""
        # whoever serves the ticket need not be allowed to read tiers
        found = super(HelpdeskTicket, self.sudo())._get_sla()
        if not found.tier_ids:
            return found.sudo(self.env.su)
        tightest = {}
        for sla in found:
            known = tightest.get(sla.promise)
            if not known or self._service_hours(sla) < self._service_hours(known):
                tightest[sla.promise] = sla
        return self.env["helpdesk.sla"].union(*tightest.values()).sudo(self.env.su)

    @api.private
    def set_sla(self):
        """At the opening, whoever opens the ticket; never from outside: it begins anew."""
        return super(HelpdeskTicket, self.sudo()).set_sla()

    def refresh_sla(self):
        """What was kept or broken stays; what runs may become tighter (S19)."""
        self.ensure_one()
        self.check_access("write")
        wanted = self._get_sla()
        # whoever serves the ticket need not be allowed to write promises
        promises = self.ticket_sla_ids.sudo()
        settled = promises.filtered(
            lambda one: one.state in ("accomplished", "expired")
        )
        running = promises - settled
        running.filtered(lambda one: one.sla_id not in wanted).unlink()
        done = set(settled.mapped("promise"))
        if self.sudo().answered_date:
            done.add("reaction")
        fresh = promises.create(
            [
                {"ticket_id": self.id, "sla_id": sla.id}
                for sla in wanted - self.ticket_sla_ids.sla_id
                if sla.promise not in done
            ]
        )
        # what could not be kept any more when it was promised was not promised
        now = fields.Datetime.now()
        fresh.filtered(lambda one: one.deadline and one.deadline < now).unlink()

    def _service_hours(self, sla):
        """Working hours of a promise, by the calendar of the team."""
        calendar = self.team_id.resource_calendar_id
        return sla.hours + sla.days * (calendar.hours_per_day or 8)

    # -- the first public message of staff -------------------------------------------
    def _message_post_after_hook(self, message, msg_vals):
        """A reaction is accomplished by the first public message of staff."""
        result = super()._message_post_after_hook(message, msg_vals)
        if self._service_is_reaction(message):
            # whoever answers need not be allowed to write promises
            self.sudo().ticket_sla_ids._service_react()
        return result

    def _service_is_reaction(self, message):
        """Whether a message is an answer of staff that the customer can read."""
        users = message.author_id.user_ids
        return (
            message.message_type in ("comment", "email")
            and not message.is_internal
            and not message.subtype_id.internal
            and any(not user.share for user in users)
        )
