"""A correction above a clerk's limit: waits until a manager confirms it."""

from odoo import fields, models
from odoo.exceptions import UserError


class LoyaltyPointsRequest(models.Model):
    _name = "loyalty.points.request"
    _description = "Requested Correction of Points"
    _inherit = ["mail.thread"]
    _order = "id desc"
    _rec_name = "card_id"

    card_id = fields.Many2one(
        "loyalty.card",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    company_id = fields.Many2one(related="card_id.company_id", store=True)
    partner_id = fields.Many2one(related="card_id.partner_id", string="Member")
    points = fields.Float(digits=(16, 4), required=True, readonly=True)
    reason_code = fields.Selection(
        selection=lambda self: (
            self.env["loyalty.points.entry"]._fields["reason_code"].selection
        ),
        string="Reason",
        required=True,
        readonly=True,
    )
    reason = fields.Char("Explanation", required=True, readonly=True)
    state = fields.Selection(
        [("waiting", "Waiting"), ("confirmed", "Confirmed"), ("refused", "Refused")],
        "Status",
        default="waiting",
        required=True,
        readonly=True,
        tracking=True,
    )
    author_id = fields.Many2one(
        "res.users", "Requested By", readonly=True, default=lambda self: self.env.user
    )
    decided_id = fields.Many2one("res.users", "Decided By", readonly=True)
    entry_id = fields.Many2one("loyalty.points.entry", readonly=True)

    def _check_decision(self):
        self.check_access("read")
        self.env["loyalty.card"]._points_check_manager()
        if any(request.state != "waiting" for request in self):
            raise UserError(self.env._("This request was decided already."))

    def action_confirm(self):
        """Post the correction; the manager is its author."""
        self._check_decision()
        for request in self:
            entry = request.card_id._points_adjust(
                request.points,
                request.reason_code,
                request.reason,
                idempotency_key=f"request/{request.id}",
            )
            # the right to decide was checked above
            request.sudo().write(
                {"state": "confirmed", "decided_id": self.env.uid, "entry_id": entry.id}
            )

    def action_refuse(self):
        """Nothing is posted."""
        self._check_decision()
        # the right to decide was checked above
        self.sudo().write({"state": "refused", "decided_id": self.env.uid})
