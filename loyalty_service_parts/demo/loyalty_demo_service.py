"""The workshop of the demo: promises by tier, tickets in every state, breaches."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

#: Tier, promise, working hours, points if it is broken.
PROMISES = (
    (None, "reaction", 8, 0),
    (None, "resolution", 40, 0),
    ("silver", "reaction", 4, 50),
    ("gold", "reaction", 2, 100),
    ("gold", "resolution", 16, 200),
    ("platinum", "reaction", 1, 200),
    ("platinum", "resolution", 8, 400),
)
#: Customer, what he writes, what becomes of it.
TICKETS = (
    ("anna", "The brakes squeak after the change", "open"),
    ("anna", "When will my filter come?", "answered"),
    ("boris", "Oil under the car", "paid"),
    ("vera", "Wrong part delivered", "paid"),
    ("darya", "The battery does not hold", "excused"),
    ("zhanna", "Wheel alignment again", "pending"),
    ("ivan", "Invoice for the tax office", "solved"),
    ("kira", "Price of shock absorbers?", "waiting"),
)


class LoyaltyDemo(models.AbstractModel):
    # one chapter of the story a file
    _inherit = "loyalty.demo"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _finish(self):
        """After the year of sales, the workshop of these days."""
        result = super()._finish()
        self._make_workshop()
        for number, (login, title, fate) in enumerate(TICKETS, 1):
            getattr(self, f"_ticket_{fate}")(self._make_ticket(number, login, title))
        return result

    @api.model
    def _make_workshop(self):
        team = self._record(
            "team_workshop",
            "helpdesk.ticket.team",
            {
                "name": "Workshop",
                "use_sla": True,
                "resource_calendar_id": self.env.company.resource_calendar_id.id,
                "user_ids": [Command.link(self._ref("user_clerk").id)],
                "user_id": self._ref("user_clerk").id,
            },
        )
        clerk = self._ref("user_clerk")
        clerk.group_ids = [
            Command.link(self.env.ref("helpdesk_mgmt.group_helpdesk_user").id)
        ]
        for code, promise, hours, points in PROMISES:
            tier = self._ref(f"tier_{code}") if code else self.env["loyalty.tier"]
            self._record(
                f"sla_{code or 'all'}_{promise}",
                "helpdesk.sla",
                {
                    "name": f"{tier.name or 'Everybody'}: {promise}",
                    "promise": promise,
                    "hours": hours,
                    "team_ids": [Command.set(team.ids)],
                    "tier_ids": [Command.set(tier.ids)],
                    "stage_id": self._solved().id if promise == "resolution" else False,
                    "ignore_stage_ids": [Command.set(self._waiting().ids)],
                },
            )
            if points:
                self._record(
                    f"guarantee_{code}_{promise}",
                    "loyalty.guarantee",
                    {
                        "tier_id": tier.id,
                        "promise": promise,
                        "points": points,
                        "member_cap": 1000,
                    },
                )
        for code, priority in (("gold", "2"), ("platinum", "3")):
            self._ref(f"tier_{code}").write(
                {"ticket_priority": priority, "ticket_team_id": team.id}
            )

    @api.model
    def _solved(self):
        return self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")

    @api.model
    def _waiting(self):
        return self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_awaiting")

    @api.model
    def _make_ticket(self, number, login, title):
        return self._record(
            f"ticket_{number}",
            "helpdesk.ticket",
            {
                "name": title,
                "description": title,
                "partner_id": self._ref(f"partner_{login}").id,
                "team_id": self._ref("team_workshop").id,
                "user_id": self._ref("user_clerk").id,
            },
        )

    # -- what becomes of a ticket --------------------------------------------------------
    @api.model
    def _ticket_open(self, ticket):
        """Nobody has answered yet."""

    @api.model
    def _ticket_answered(self, ticket):
        text = "It comes tomorrow."
        ticket.with_user(self._ref("user_clerk")).message_post(
            body=text, message_type="comment", subtype_xmlid="mail.mt_comment"
        )

    @api.model
    def _ticket_solved(self, ticket):
        self._ticket_answered(ticket)
        ticket.stage_id = self._solved()

    @api.model
    def _ticket_waiting(self, ticket):
        ticket.stage_id = self._waiting()

    @api.model
    def _ticket_pending(self, ticket):
        """The answer was due two hours ago."""
        promise = ticket.ticket_sla_ids.filtered(lambda one: one.promise == "reaction")
        self.env.flush_all()
        promise.deadline = fields.Datetime.now() - timedelta(hours=2)
        promise._service_break()
        return self.env["loyalty.guarantee.breach"].search(
            [("ticket_id", "=", ticket.id)]
        )

    @api.model
    def _ticket_paid(self, ticket):
        breach = self._ticket_pending(ticket)
        breach.filtered(lambda one: one.state == "pending")._pay()

    @api.model
    def _ticket_excused(self, ticket):
        breach = self._ticket_pending(ticket)
        breach.filtered(lambda one: one.state == "pending")._excuse(
            self.env.ref("loyalty_service_parts.excuse_customer"), "He was away"
        )
