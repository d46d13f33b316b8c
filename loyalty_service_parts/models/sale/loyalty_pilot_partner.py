"""A customer of a pilot, or of the control group that it is measured against."""

from odoo import fields, models


class LoyaltyPilotPartner(models.Model):
    _name = "loyalty.pilot.partner"
    _description = "Customer of a Pilot"
    _order = "pilot_id, kind desc, id"
    _rec_name = "partner_id"

    pilot_id = fields.Many2one(
        "loyalty.pilot", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="pilot_id.company_id", store=True)
    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, ondelete="cascade", index=True
    )
    kind = fields.Selection(
        [("pilot", "Member"), ("control", "Control group")],
        "Group",
        default="pilot",
        required=True,
    )

    _once = models.Constraint(
        "UNIQUE (pilot_id, partner_id)", "A customer is in one group of a pilot."
    )
