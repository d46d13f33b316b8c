"""A bad rating opens a complaint, which is answered before it is closed (S22)."""

from odoo import fields, models
from odoo.exceptions import UserError


class HelpdeskTicket(models.Model):
    # one concern a file, one file a room
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

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
                lambda one: one.complaint_of_id and not one.answered_date
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

    def _service_complain(self, rate):
        """One complaint per ticket, for who closed it and for his leader."""
        limit = self.card_id.program_id.rating_bad or "1"
        if (
            self.complaint_of_id
            or self.complaint_ids
            or not self.card_id
            or not int(limit)
            or rate > int(limit)
        ):
            return
        feedback = self.rating_ids.sorted("write_date")[-1:].feedback
        lang = self.with_context(lang=self.team_id.user_id.lang or self.env.lang).env
        complaint = self.create(
            {
                "name": lang._("Complaint: %s", self.name),
                "description": feedback or lang._("The customer was not satisfied."),
                "partner_id": self.partner_id.id,
                "team_id": self.team_id.id,
                "user_id": (self.team_id.user_id or self.user_id).id,
                "priority": "3",
                "asset_id": self.asset_id.id,
                "sale_order_id": self.sale_order_id.id,
                "complaint_of_id": self.id,
                "company_id": self.company_id.id,
            }
        )
        if complaint.user_id:
            complaint.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=lang._("Answer the complaint"),
                user_id=complaint.user_id.id,
            )
