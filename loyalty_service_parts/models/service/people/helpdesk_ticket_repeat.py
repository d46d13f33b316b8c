"""The same thing comes back soon after it was repaired: marked (quality control, S22)."""

from datetime import timedelta

from odoo import api, fields, models


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
        if vals.keys() & {"asset_id", "lot_id", "sale_line_id"}:
            self.sudo()._service_mark_repeats()
        return result

    def _service_mark_repeats(self):
        """The latest closed ticket about the same asset, serial number or order line."""
        for ticket in self:
            things = [
                (name, "=", ticket[name].id)
                for name in ("asset_id", "lot_id", "sale_line_id")
                if ticket[name]
            ]
            days = ticket.team_id.repeat_days
            if not things or not days or ticket.is_complaint:
                continue
            opened = ticket.create_date or fields.Datetime.now()
            ticket.repeat_of_id = self.search(
                [
                    ("id", "!=", ticket.id),
                    ("closed_date", ">=", opened - timedelta(days=days)),
                    ("closed_date", "<=", opened),
                    *["|"] * (len(things) - 1),
                    *things,
                ],
                order="closed_date desc",
                limit=1,
            )
