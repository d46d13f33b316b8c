"""Correct a balance, with a reason; above the clerk's limit, ask a manager."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare

ADJUST_REASONS = ("correction", "goodwill", "complaint", "gift", "other")


class LoyaltyPointsAdjust(models.TransientModel):
    _name = "loyalty.points.adjust"
    _description = "Adjust Points"

    card_id = fields.Many2one("loyalty.card", required=True, readonly=True)
    partner_id = fields.Many2one(related="card_id.partner_id", string="Member")
    balance = fields.Char(related="card_id.points_display", string="Balance")
    direction = fields.Selection(
        [("give", "Give points"), ("take", "Take points")],
        "Do",
        default="give",
        required=True,
    )
    points = fields.Float(digits=(16, 2), required=True)
    reason_code = fields.Selection(
        selection="_selection_reason_code",
        string="Reason",
        default="correction",
        required=True,
    )
    reason = fields.Char("Explanation", required=True)
    limit_left = fields.Float("Left Today", compute="_compute_limit_left")
    needs_manager = fields.Boolean(compute="_compute_limit_left")
    makes_debt = fields.Boolean(compute="_compute_makes_debt")

    @api.model
    def _selection_reason_code(self):
        field = self.env["loyalty.points.entry"]._fields["reason_code"]
        return [
            option
            for option in field._description_selection(self.env)
            if option[0] in ADJUST_REASONS
        ]

    @api.depends("points", "card_id")
    def _compute_limit_left(self):
        manager = self.env.user.has_group("loyalty_service_parts.group_loyalty_manager")
        for wizard in self:
            program = wizard.card_id.program_id
            wizard.limit_left = (
                wizard.card_id._points_adjust_left(program) if program else 0
            )
            wizard.needs_manager = (
                not manager
                and float_compare(wizard.points, wizard.limit_left, precision_digits=4)
                > 0
            )

    @api.depends("points", "direction", "card_id")
    def _compute_makes_debt(self):
        for wizard in self:
            wizard.makes_debt = wizard.direction == "take" and (
                float_compare(wizard.points, wizard.card_id.points, precision_digits=4)
                > 0
            )

    def action_apply(self):
        """Post the correction, or ask a manager.

        :raise UserError: the number of points is not positive
        """
        self.ensure_one()
        if float_compare(self.points, 0, precision_digits=4) <= 0:
            raise UserError(
                self.env._(
                    "Say how many points, more than zero, and whether to give or take."
                )
            )
        points = self.points * (1 if self.direction == "give" else -1)
        if self.needs_manager:
            return self._ask_manager(points)
        self.card_id._points_adjust(points, self.reason_code, self.reason)
        return {"type": "ir.actions.act_window_close"}

    def _ask_manager(self, points):
        self.card_id._points_check_may_adjust()
        # what is asked for cannot be changed until a manager decides: nobody may write it
        self.env["loyalty.points.request"].sudo().create(
            {
                "card_id": self.card_id.id,
                "points": points,
                "reason_code": self.reason_code,
                "reason": self.reason,
            }
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "message": self.env._(
                    "The correction waits until a manager confirms it."
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
