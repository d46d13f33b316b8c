"""Change points into a coupon or money on the eWallet (S12)."""

from odoo import fields, models


class LoyaltyPointsChange(models.TransientModel):
    _name = "loyalty.points.change"
    _description = "Change Points Into Something"

    card_id = fields.Many2one("loyalty.card", required=True, readonly=True)
    program_id = fields.Many2one(related="card_id.program_id")
    usable = fields.Char(related="card_id.points_usable_display", string="Usable")
    form_id = fields.Many2one(
        "loyalty.points.form",
        "Into",
        required=True,
        domain="[('program_id', '=', program_id)]",
    )
    points = fields.Float(related="form_id.points", string="Points Needed")
    value = fields.Float(related="form_id.value", string="Gives")

    def action_apply(self):
        """Post the exchange and show it."""
        self.ensure_one()
        self.card_id._points_check_service()
        self.card_id.check_access("read")
        self.form_id.check_access("read")
        # the right was checked above; coupons of others may not be made by clerks
        exchange = (
            self.env["loyalty.points.exchange"]
            .sudo()
            ._points_make(self.card_id.sudo(), self.form_id.sudo())
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "loyalty.points.exchange",
            "res_id": exchange.id,
            "views": [(False, "form")],
        }
