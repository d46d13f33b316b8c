"""A stage that ends a ticket without service: cancelled, rejected."""

from odoo import api, fields, models


class HelpdeskTicketStage(models.Model):
    _inherit = "helpdesk.ticket.stage"

    not_served = fields.Boolean(
        "Nothing Was Done",
        help="Tickets that end here were cancelled or rejected: no rating is asked, planned "
        "services do not count as done.",
    )

    @api.model
    def _service_mark_not_served(self):
        """The stages of the helpdesk addon that end without service."""
        for name in ("cancelled", "rejected"):
            stage = self.env.ref(
                f"helpdesk_mgmt.helpdesk_ticket_stage_{name}", raise_if_not_found=False
            )
            if stage:
                stage.not_served = True
