"""Tickets of a member come to his personal manager, or to the deputy (S21)."""

from odoo import api, models


class HelpdeskTicket(models.Model):
    # one concern a file, one file a room
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _service_of_member(self, card, vals):
        """Whoever is named stays; else the manager who is there now."""
        result = super()._service_of_member(card, vals)
        if card.manager_id and not vals.get("user_id"):
            result["user_id"] = card._service_manager_now().id
        return result
