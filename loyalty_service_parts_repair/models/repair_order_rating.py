"""Repairs are rated like tickets (S58, S22)."""

from odoo import fields, models


class RepairOrder(models.Model):
    _name = "repair.order"
    # before the class of repairs: its parents come after a mixin that extends them
    _inherit = ["rating.mixin", "repair.order", "loyalty.rated"]

    rating_asked_date = fields.Datetime("Rating Asked On", readonly=True, copy=False)
    complaint_ids = fields.One2many("helpdesk.ticket", "repair_id", "Complaints")

    def action_repair_done(self):
        """A member is asked, once."""
        result = super().action_repair_done()
        # whoever repairs need not be allowed to read programs
        for repair in self.sudo().filtered(
            lambda one: one.card_id and not one.rating_asked_date
        ):
            template = repair.card_id.program_id.repair_rating_template_id
            if template and repair.partner_id.email:
                repair.rating_send_request(
                    template, lang=repair.partner_id.lang, force_send=False
                )
                repair.rating_asked_date = fields.Datetime.now()
        return result

    def rating_apply(self, rate, token=None, rating=None, **kwargs):
        """The answer is heard."""
        result = super().rating_apply(rate, token=token, rating=rating, **kwargs)
        self._service_heard(rate, kwargs.get("feedback"))
        return result

    def _service_rated_card(self):
        return self.card_id

    def _service_rated_end(self):
        return self.done_date

    def _service_rated_name(self):
        return self.name

    def _service_complaints(self):
        return self.complaint_ids

    def _service_complaint_values(self):
        """In the queue of the ticket that it belongs to, or of the member's tier."""
        team = self.ticket_id.team_id
        return {
            "partner_id": self.partner_id.id,
            "user_id": (team.user_id or self.user_id).id,
            "asset_id": self.asset_id.id,
            "sale_order_id": self.sale_order_id.id,
            "complaint_of_id": self.ticket_id.id,
            "repair_id": self.id,
            "company_id": self.company_id.id,
            **({"team_id": team.id} if team else {}),
        }
