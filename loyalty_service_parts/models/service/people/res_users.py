"""Who serves the members of a personal manager today (S21)."""

from odoo import api, fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    loyalty_deputy_id = fields.Many2one(
        "res.users",
        "Deputy for Members",
        help="Gets the tickets and orders of this manager's members while he is on leave.",
    )

    def _service_present(self):
        """`{manager: user}`: the manager, or who stands in for him now; never in a circle.

        Empty for who is archived.

        Away is who has an absence of ours, or a leave in his working calendar.
        """
        deputies = self._service_deputies() if self else {}
        return {manager: self._service_follow(manager, deputies) for manager in self}

    @api.model
    def _service_follow(self, manager, deputies):
        seen, user = self.browse(), manager
        while user in deputies and user not in seen:
            seen |= user
            user = deputies[user]
        # all of them are away: the manager himself finds it when he is back
        found = manager if user in seen else user
        # nobody, if he left for good: then it goes the usual way
        return found if found.active else self.browse()

    @api.model
    def _service_deputies(self):
        """`{user who is away: deputy}` of today (the company's) and this hour."""
        today = fields.Date.context_today(self)
        # whoever opens a ticket need not be allowed to read absences and leaves
        absences = (
            self.env["loyalty.absence"]
            .sudo()
            .search([("date_from", "<=", today), ("date_to", ">=", today)])
        )
        now = fields.Datetime.now()
        leaves = (
            self.env["resource.calendar.leaves"]
            .sudo()
            .search(
                [
                    ("date_from", "<=", now),
                    ("date_to", ">=", now),
                    ("time_type", "=", "leave"),
                    ("resource_id.user_id.loyalty_deputy_id", "!=", False),
                ]
            )
        )
        on_leave = leaves.resource_id.user_id
        found = {user: user.loyalty_deputy_id for user in on_leave}
        return found | {absence.user_id: absence.deputy_id for absence in absences}
