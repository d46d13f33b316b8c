"""A better tier improves tickets that are open, where the program says so (S19)."""

from odoo import api, models


class LoyaltyCard(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.card"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _points_after_tier(self, moved):
        """Open tickets of members who went up get the promises of the better tier."""
        result = super()._points_after_tier(moved)
        # whoever posts points need not be allowed to read tiers and tickets
        tiers = self.env["loyalty.tier"].sudo()
        better = {
            card_id: after
            for card_id, before, after in moved
            if after
            and tiers.browse(after).program_id.ticket_upgrade
            and tiers.browse(after).threshold > tiers.browse(before or []).threshold
        }
        tickets = (
            self.env["helpdesk.ticket"]
            .sudo()
            .search([("card_id", "in", list(better)), ("closed", "=", False)])
            if better
            else []
        )
        for ticket in tickets:
            ticket.tier_id = better[ticket.card_id.id]
            ticket.refresh_sla()
        return result
