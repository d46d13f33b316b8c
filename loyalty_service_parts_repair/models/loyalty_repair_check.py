"""A point that is checked on a work order, by whom and when (S58)."""

from odoo import fields, models
from odoo.exceptions import UserError


class LoyaltyRepairCheck(models.Model):
    _name = "loyalty.repair.check"
    _description = "Checked Point"
    _order = "sequence, id"

    repair_id = fields.Many2one(
        "repair.order", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="repair_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    done = fields.Boolean()
    note = fields.Char()
    done_by_id = fields.Many2one("res.users", "Checked By", readonly=True)
    done_date = fields.Datetime("Checked On", readonly=True)

    def write(self, vals):
        """Who checked, and when.

        :raise UserError: the repair is ready already
        """
        self._service_check_open(vals)
        if "done" in vals:
            vals = {
                **vals,
                "done_by_id": self.env.uid if vals["done"] else False,
                "done_date": fields.Datetime.now() if vals["done"] else False,
            }
        return super().write(vals)

    def _service_check_open(self, vals):
        if vals.keys() & {"done", "name"} and "done" in self.repair_id.mapped("state"):
            raise UserError(
                self.env._("The repair is ready: its checklist cannot be changed.")
            )
