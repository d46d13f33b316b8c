"""Members are asked after the service, once (S22)."""

from odoo import fields, models


class HelpdeskTicket(models.Model):
    _name = "helpdesk.ticket"
    _inherit = ["helpdesk.ticket", "loyalty.rated"]

    is_served = fields.Boolean(
        "Served by Staff",
        readonly=True,
        copy=False,
        help="Staff answered it, or closed it: not the customer himself.",
    )
    rating_asked_date = fields.Datetime("Rating Asked On", readonly=True, copy=False)

    def write(self, vals):
        """A closed ticket asks, once."""
        still_open = self.filtered(lambda ticket: not ticket.closed)
        result = super().write(vals)
        if "stage_id" in vals:
            # whoever closes a ticket need not be allowed to read programs
            closed = still_open.filtered("closed").sudo()
            closed._service_note_served(self.env.user)
            closed._service_ask_rating()
        return result

    def _service_note_served(self, user):
        """Closed by staff, or answered before; a stage may say that nothing was done."""
        for ticket in self:
            ticket.is_served = not ticket.stage_id.not_served and (
                user._is_internal() or bool(ticket.answered_date)
            )

    def _service_ask_rating(self):
        """Send the request of the program, unless the stage has one of its own."""
        for ticket in self.filtered(
            lambda one: (
                one.card_id
                and one.is_served
                and not one.rating_asked_date
                and not one.is_complaint
            )
        ):
            template = ticket.card_id.program_id.rating_template_id
            if ticket.rating_status != "stage_change" or not template:
                continue
            if not ticket.stage_id.rating_mail_template_id and ticket.partner_id.email:
                ticket.rating_send_request(
                    template, lang=ticket.partner_id.lang, force_send=False
                )
            ticket.rating_asked_date = fields.Datetime.now()

    def rating_apply(self, rate, token=None, rating=None, **kwargs):
        """The answer is heard."""
        result = super().rating_apply(rate, token=token, rating=rating, **kwargs)
        self._service_heard(rate, kwargs.get("feedback"))
        return result

    # -- what loyalty.rated asks --------------------------------------------------------
    def _service_rated_card(self):
        return self.card_id

    def _service_rated_end(self):
        return self.is_served and self.closed_date

    def _service_rated_name(self):
        return self.number
