"""A team that promises times needs working hours: refused, or made good (D22)."""

from odoo import api, models
from odoo.exceptions import ValidationError


class HelpdeskTicketTeam(models.Model):
    _inherit = "helpdesk.ticket.team"

    @api.constrains("use_sla", "resource_calendar_id")
    def _check_calendar(self):
        for team in self:
            if team.use_sla and not team.resource_calendar_id:
                raise ValidationError(
                    self.env._(
                        "Team “%s” uses SLAs: choose its working hours. Without them no "
                        "ticket could be opened.",
                        team.name,
                    )
                )
