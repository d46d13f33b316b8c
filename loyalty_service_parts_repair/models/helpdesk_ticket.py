"""Work orders of a ticket; a complaint about one."""

from odoo import fields, models

from odoo.addons.loyalty_service_parts.models.service.counting import set_counts


class HelpdeskTicket(models.Model):
    _inherit = "helpdesk.ticket"

    repair_id = fields.Many2one(
        "repair.order",
        "Complaint About Repair",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    repair_ids = fields.One2many("repair.order", "ticket_id", "Work Orders")
    repair_count = fields.Integer(compute="_compute_repair_count", compute_sudo=True)

    def _compute_repair_count(self):
        set_counts(self, "repair_count", "repair.order", "ticket_id")

    def action_repairs(self):
        """The work orders of the ticket; a new one takes over what is known."""
        self.ensure_one()
        lot = self.lot_id or self.asset_id.lot_id
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Work Orders"),
            "res_model": "repair.order",
            "view_mode": "list,form" if self.repair_count else "form",
            "views": [(False, "list"), (False, "form")]
            if self.repair_count
            else [(False, "form")],
            "domain": [("ticket_id", "=", self.id)],
            "context": {
                "default_ticket_id": self.id,
                "default_partner_id": self.partner_id.id,
                "default_asset_id": self.asset_id.id,
                "default_product_id": lot.product_id.id,
                "default_lot_id": lot.id,
            },
        }
