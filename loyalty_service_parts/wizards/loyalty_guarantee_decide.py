"""Excuse a broken promise, or take back what was paid for it (S20)."""

from odoo import fields, models
from odoo.exceptions import UserError


class LoyaltyGuaranteeDecide(models.TransientModel):
    _name = "loyalty.guarantee.decide"
    _description = "Decide About a Broken Promise"

    breach_ids = fields.Many2many(
        "loyalty.guarantee.breach", string="Broken Promises", required=True
    )
    action = fields.Selection(
        [("excuse", "Excuse"), ("reverse", "Take the points back")],
        default="excuse",
        required=True,
    )
    excuse_id = fields.Many2one("loyalty.guarantee.excuse")
    text = fields.Char("Explanation", required=True)

    def action_apply(self):
        """Carry it out.

        :raise UserError: no reason was chosen, or it is too late
        """
        self.ensure_one()
        if self.action == "reverse":
            self.breach_ids._take_back(self.text)
        elif not self.excuse_id:
            raise UserError(self.env._("Choose the reason for which it is excused."))
        else:
            self.breach_ids._excuse(self.excuse_id, self.text)
        return {"type": "ir.actions.act_window_close"}
