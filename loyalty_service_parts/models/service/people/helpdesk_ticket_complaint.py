"""A bad rating opens a complaint, which is answered before it is closed (S22)."""

from odoo import fields, models
from odoo.exceptions import UserError


class HelpdeskTicket(models.Model):
    # one concern a file, one file a room
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    is_complaint = fields.Boolean("Complaint", readonly=True, copy=False)
    complaint_of_id = fields.Many2one(
        "helpdesk.ticket",
        "Complaint About",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="cascade",
    )
    complaint_ids = fields.One2many("helpdesk.ticket", "complaint_of_id", "Complaints")
    answered_date = fields.Datetime("First Answered On", readonly=True, copy=False)

    def write(self, vals):
        """A complaint without an answer stays open.

        :raise UserError: nobody answered the complaint yet
        """
        if vals.get("stage_id"):
            stage = self.env["helpdesk.ticket.stage"].browse(vals["stage_id"])
            unanswered = self.filtered(
                lambda one: one.is_complaint and not one.answered_date
            )
            if stage.closed and unanswered:
                raise UserError(
                    self.env._(
                        "Complaint %s was not answered yet: write to the customer, then "
                        "close it.",
                        ", ".join(unanswered.mapped("number")),
                    )
                )
        return super().write(vals)

    def _message_post_after_hook(self, message, msg_vals):
        """The first public message of staff is the answer."""
        result = super()._message_post_after_hook(message, msg_vals)
        if not self.answered_date and self._service_is_reaction(message):
            self.sudo().answered_date = fields.Datetime.now()
        return result

    def _service_rated_card(self):
        """A complaint that is rated badly opens no other."""
        return (
            self.browse().card_id
            if self.is_complaint
            else super()._service_rated_card()
        )

    def _service_complaints(self):
        return self.complaint_ids

    def _service_complaint_values(self):
        """For the leader of the team, else for who did the work."""
        return {
            "partner_id": self.partner_id.id,
            "team_id": self.team_id.id,
            "user_id": (self.team_id.user_id or self.user_id).id,
            "asset_id": self.asset_id.id,
            "sale_order_id": self.sale_order_id.id,
            "complaint_of_id": self.id,
            "company_id": self.company_id.id,
        }
