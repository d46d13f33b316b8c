"""Forms of the reward that need no order: a coupon, or money on the eWallet (S12)."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class LoyaltyPointsForm(models.Model):
    _name = "loyalty.points.form"
    _description = "What Points Can Be Changed Into"
    _order = "program_id, points, id"

    name = fields.Char(required=True, translate=True)
    program_id = fields.Many2one(
        "loyalty.program", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="program_id.company_id", store=True)
    form = fields.Selection(
        [("coupon", "Coupon"), ("ewallet", "Money on the eWallet")],
        required=True,
        default="coupon",
    )
    target_program_id = fields.Many2one(
        "loyalty.program", "Becomes", required=True, ondelete="cascade"
    )
    points = fields.Float("Points Needed", digits=(16, 2), required=True)
    value = fields.Float(
        "Gives",
        digits=(16, 2),
        required=True,
        default=1,
        help="Points of the coupon, or money on the eWallet, in its currency.",
    )

    _points_form_positive = models.Constraint(
        "CHECK (points > 0 AND value > 0)",
        "Points and what they give must be positive.",
    )

    @api.constrains("form", "target_program_id", "program_id")
    def _check_target_program_id(self):
        for form in self:
            types = {
                "coupon": ("coupons", "next_order_coupons"),
                "ewallet": ("ewallet",),
            }
            if form.target_program_id.program_type not in types[form.form]:
                raise ValidationError(
                    self.env._(
                        "“%s” is not a program of this kind.",
                        form.target_program_id.name,
                    )
                )
            if not form.program_id.is_nominative:
                raise ValidationError(
                    self.env._("“%s” has no cards of members.", form.program_id.name)
                )
