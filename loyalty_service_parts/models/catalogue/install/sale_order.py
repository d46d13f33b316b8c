"""Parts of an order that could be installed, and work that waits for a time (S32)."""

from odoo import models


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    def _install_number_lines(self):
        """Numbers with room between them, so that work stands below its part."""
        for number, line in enumerate(self.order_line.sorted(), start=1):
            line.sequence = 10 * number

    def _install_to_book(self):
        """`[(work, address)]` of a confirmed order that waits for a time."""
        if self.state != "sale":
            return []
        work = self.order_line.filtered(
            lambda line: (
                not line.work_done_date and line in self.order_line.installed_by_id
            )
        )
        found = [(line, line._install_booking_path()) for line in work]
        return [(line, path) for line, path in found if path]
