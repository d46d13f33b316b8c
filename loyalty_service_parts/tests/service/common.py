"""A service centre: a team with working hours, promises by tier, members with tickets."""

from contextlib import contextmanager
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.fields import Command

from ..tier.common import TierCommon

ANSWER = "We look into it."


class ServiceCommon(TierCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.env["resource.calendar"].create(
            {
                "name": "Monday to Friday, 9 to 17",
                "tz": "UTC",
                "hours_per_day": 8,
                "attendance_ids": [
                    Command.clear(),
                    *(
                        Command.create(
                            {
                                "name": f"Day {day}",
                                "dayofweek": str(day),
                                "hour_from": 9,
                                "hour_to": 17,
                                "day_period": "morning",
                            }
                        )
                        for day in range(5)
                    ),
                ],
            }
        )
        cls.env["helpdesk.sla"].search([("id", "!=", False)]).active = False
        stages = cls.env["helpdesk.ticket.stage"]
        cls.new, cls.waiting, cls.solved = stages.create(
            [
                {"name": "New here", "sequence": 1000},
                {"name": "Waiting here", "sequence": 1001},
                {"name": "Solved here", "sequence": 1002, "closed": True},
            ]
        )
        cls.team = cls.env["helpdesk.ticket.team"].create(
            {
                "name": "Workshop",
                "use_sla": True,
                "resource_calendar_id": cls.calendar.id,
            }
        )
        (cls.new | cls.waiting | cls.solved).team_ids = cls.team
        cls.agent = cls.make_user("agent", "helpdesk_mgmt.group_helpdesk_user")

    @classmethod
    def make_sla(cls, name, promise="resolution", hours=8, tiers=None, **values):
        return cls.env["helpdesk.sla"].create(
            {
                "name": name,
                "promise": promise,
                "hours": hours,
                "stage_id": cls.solved.id if promise == "resolution" else False,
                "ignore_stage_ids": [Command.link(cls.waiting.id)],
                "tier_ids": [Command.set(tiers.ids if tiers else [])],
                **values,
            }
        )

    @classmethod
    def open_ticket(cls, partner=None, **values):
        ticket = cls.env["helpdesk.ticket"].create(
            {
                "name": "The brakes squeak",
                "description": "Since yesterday",
                "team_id": cls.team.id,
                **({"partner_id": partner.id} if partner else {}),
                **values,
            }
        )
        # as at the end of a request: what is computed belongs to this moment
        cls.env.flush_all()
        return ticket

    @contextmanager
    def at(self, time, day="2026-03-02"):
        """A moment (UTC) for Odoo and for what the database takes for now; a Monday."""
        moment = fields.Datetime.to_datetime(f"{day} {time}:00")
        with freeze_time(moment), patch.object(self.env.cr, "now", lambda: moment):
            yield

    def promises(self, ticket):
        """`{promise: (state, deadline)}` as it is now."""
        self.env.invalidate_all()
        return {
            one.promise: (one.state, str(one.deadline)) for one in ticket.ticket_sla_ids
        }

    def answer(self, ticket, user=None, **values):
        """A public message of staff."""
        return ticket.with_user(user or self.agent).message_post(
            body=ANSWER,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            **values,
        )
