"""Tickets of a member come to his personal manager, or to the deputy (S21)."""

from odoo import api, fields, models


class HelpdeskTicket(models.Model):
    # one concern a file, one file a room
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    card_manager_id = fields.Many2one(
        related="card_id.manager_id", string="Personal Manager"
    )

    @api.model
    def _service_complete(self, vals_list):
        """Whoever is named stays; else the manager who is there now."""
        vals_list = super()._service_complete(vals_list)
        # whoever opens a ticket need not be allowed to read cards
        cards = self.env["loyalty.card"].sudo()
        managers = {
            vals["card_id"]: cards.browse(vals["card_id"]).manager_id
            for vals in vals_list
            if vals["card_id"] and not vals.get("user_id")
        }
        present = self.env["res.users"].union(*managers.values())._service_present()
        for vals in vals_list:
            manager = managers.get(vals["card_id"])
            if manager and not vals.get("user_id"):
                vals["user_id"] = present[manager].id
        return vals_list
