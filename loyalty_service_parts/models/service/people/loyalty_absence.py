"""When a personal manager is away, and who stands in for him (S21)."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class LoyaltyAbsence(models.Model):
    _name = "loyalty.absence"
    _description = "Absence of a Personal Manager"
    _order = "date_from desc, id desc"
    _rec_name = "user_id"

    user_id = fields.Many2one("res.users", "Who Is Away", required=True, index=True)
    deputy_id = fields.Many2one("res.users", required=True)
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To", required=True)

    _dates = models.Constraint(
        "CHECK (date_from <= date_to)", "An absence ends after it began."
    )

    @api.constrains("user_id", "deputy_id")
    def _check_deputy(self):
        for absence in self:
            if absence.user_id == absence.deputy_id:
                raise ValidationError(
                    self.env._("Nobody stands in for himself: choose somebody else.")
                )
