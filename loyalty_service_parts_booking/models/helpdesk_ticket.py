"""The ticket of a visit: what was promised is the time that the customer chose."""

from odoo import fields, models


class HelpdeskTicket(models.Model):
    _inherit = "helpdesk.ticket"

    is_visit = fields.Boolean("Of a Visit", readonly=True, copy=False)
    booking_ids = fields.One2many("resource.booking", "ticket_id", "Bookings")

    def _get_sla(self):
        """No reaction and no solution is due before the customer comes."""
        return self.env["helpdesk.sla"] if self.is_visit else super()._get_sla()
