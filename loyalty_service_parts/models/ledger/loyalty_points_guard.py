"""Puts the database guards on the ledger's tables whenever the addon is loaded anew."""

from odoo import models

from . import database_guard


class LoyaltyPointsEntry(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.points.entry"  # pylint: disable=consider-merging-classes-inherited

    def init(self):
        """Create the guards of the entries."""
        if _exists(self.env.cr, "loyalty_points_allocation"):
            database_guard.guard_entries(self.env.cr)


class LoyaltyPointsAllocation(models.Model):
    # here, beside the entry, because the guards need both tables
    # one concern a file, one file a room
    _inherit = "loyalty.points.allocation"  # pylint: disable=consider-merging-classes-inherited

    def init(self):
        """Create the guards of the allocations."""
        if _exists(self.env.cr, "loyalty_points_entry"):
            database_guard.guard_entries(self.env.cr)


def _exists(cr, table):
    cr.execute("SELECT to_regclass(%s)", (table,))
    return bool(cr.fetchone()[0])
