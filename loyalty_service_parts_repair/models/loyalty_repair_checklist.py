"""Checklists for work orders: what is looked at before something is ready (S58)."""

from odoo import api, fields, models


class LoyaltyRepairChecklist(models.Model):
    _name = "loyalty.repair.checklist"
    _description = "Quality Checklist"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company")
    asset_type_id = fields.Many2one(
        "loyalty.asset.type", "For", help="Assets of this type; everything when empty."
    )
    line_ids = fields.One2many(
        "loyalty.repair.checklist.line", "checklist_id", "Points"
    )

    @api.model
    def _service_of(self, asset_type, company):
        """The checklist of a type of asset, else the one for everything."""
        found = self.search(
            [
                ("asset_type_id", "in", (False, *asset_type.ids)),
                ("company_id", "in", (False, company.id)),
            ]
        )
        return found.sorted(lambda one: (not one.asset_type_id, one.sequence))[:1]


class LoyaltyRepairChecklistLine(models.Model):
    _name = "loyalty.repair.checklist.line"
    _description = "Point of a Checklist"
    _order = "sequence, id"

    checklist_id = fields.Many2one(
        "loyalty.repair.checklist", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
