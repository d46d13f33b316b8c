"""Send points from one member to another (S13)."""

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare


class LoyaltyPointsTransfer(models.TransientModel):
    _name = "loyalty.points.transfer"
    _description = "Transfer Points"

    card_id = fields.Many2one(
        "loyalty.card", "From Member", required=True, readonly=True
    )
    program_id = fields.Many2one(related="card_id.program_id")
    usable = fields.Char(related="card_id.points_usable_display", string="Usable")
    target_id = fields.Many2one(
        "loyalty.card",
        "To Member",
        required=True,
        domain="[('program_id', '=', program_id), ('id', '!=', card_id), "
        "('status', '!=', 'closed')]",
    )
    points = fields.Float(digits=(16, 2), required=True)
    reason = fields.Char("Explanation", required=True)

    def action_apply(self):
        """Move the points: two linked sides, with the explanation."""
        self.ensure_one()
        self.card_id._points_check_service()
        self._check_limit()
        # the right was checked above; the ledger's tables are writable by nobody
        self.card_id.sudo()._points_transfer(
            self.target_id.sudo(), self.points, reason=self.reason
        )
        return {"type": "ir.actions.act_window_close"}

    def _check_limit(self):
        limit = self.program_id.transfer_limit
        if not limit:
            return
        today = self.program_id._points_day()
        sent = (
            self.env["loyalty.points.entry"]
            .sudo()
            .search(
                [
                    ("card_id", "=", self.card_id.id),
                    ("type", "=", "transfer"),
                    ("points", "<", 0),
                    ("reason_code", "=", "transfer"),
                ]
            )
        )
        used = -sum(
            entry.points
            for entry in sent
            if self.program_id._points_day(entry.date) == today
        )
        if float_compare(used + self.points, limit, precision_digits=4) > 0:
            raise UserError(
                self.env._(
                    "A member of “%(program)s” may give away %(limit)s a day; %(left)s are left "
                    "today.",
                    program=self.program_id.name,
                    limit=self.card_id._format_points(limit),
                    left=self.card_id._format_points(max(limit - used, 0)),
                )
            )
