"""The same thing comes back soon after it was repaired: marked (quality control, S22)."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

#: What a ticket can be about.
_THINGS = ("asset_id", "lot_id", "sale_line_id")


class HelpdeskTicketTeam(models.Model):
    # one concern a file, one file a room
    _inherit = "helpdesk.ticket.team"  # pylint: disable=consider-merging-classes-inherited

    repeat_days = fields.Integer(
        "Repeated Within (Days)",
        default=30,
        help="A ticket about the same thing, opened within so many days after another one "
        "was closed, is marked as a repeated repair; 0: none is.",
    )


class HelpdeskTicket(models.Model):
    # one concern a file, one file a room
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    repeat_of_id = fields.Many2one(
        "helpdesk.ticket",
        "Repeats",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups="helpdesk_mgmt.group_helpdesk_user_own",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Marked at the opening."""
        tickets = super().create(vals_list)
        # whoever opens a ticket need not be allowed to read those of other teams
        tickets.sudo()._service_mark_repeats()
        return tickets

    def write(self, vals):
        """Marked, too, when somebody says later what it is about."""
        result = super().write(vals)
        if vals.keys() & set(_THINGS):
            self.sudo()._service_mark_repeats()
        return result

    def _service_mark_repeats(self):
        """The latest closed ticket about the same asset, serial number or order line."""
        wanted = self.filtered(
            lambda one: (
                one.team_id.repeat_days
                and not one.is_complaint
                and any(one[name] for name in _THINGS)
            )
        )
        if not wanted:
            return
        longest = timedelta(days=max(wanted.team_id.mapped("repeat_days")))
        things = [Domain(name, "in", wanted[name].ids) for name in _THINGS]
        earlier = self.search(
            Domain("closed_date", ">=", min(wanted.mapped("create_date")) - longest)
            & Domain.OR(things),
            order="closed_date desc, id desc",
        )
        for ticket in wanted:
            ticket.repeat_of_id = earlier.filtered(ticket._service_repeats)[:1]

    def _service_repeats(self, other):
        """Whether another ticket about the same was closed shortly before this one."""
        since = self.create_date - timedelta(days=self.team_id.repeat_days)
        return (
            other != self
            and since <= other.closed_date <= self.create_date
            and any(self[name] and self[name] == other[name] for name in _THINGS)
        )
