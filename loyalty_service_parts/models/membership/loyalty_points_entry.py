"""What people read of an entry beside its columns."""

from odoo import api, fields, models


class LoyaltyPointsEntry(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.points.entry"  # pylint: disable=consider-merging-classes-inherited

    waits_text = fields.Char("Waits", compute="_compute_waits_text")

    @api.depends("state", "waits_for", "release_date")
    def _compute_waits_text(self):
        """What pending points wait for: an event, or the end of the waiting period (S7)."""
        cards = self.env["loyalty.card"]
        for entry in self:
            entry.waits_text = cards._points_waits_text(entry)
