"""Parts of an order that could be installed, and work that waits for a time (S32)."""

from odoo import models


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    def copy(self, default=None):
        """Work of a copy is linked with the parts of the copy."""
        copies = super().copy(default)
        if "order_line" in (default or {}):
            return copies
        for order, copy in zip(self, copies, strict=True):
            lines = order._get_copiable_order_lines()
            if len(lines) == len(copy.order_line):
                twins = dict(zip(lines, copy.order_line.sorted("id"), strict=True))
                for line, twin in twins.items():
                    twin.installed_by_id = twins.get(line.installed_by_id, False)
        return copies

    def _install_number_lines(self):
        """Numbers with room between them, so that work stands below its part."""
        for number, line in enumerate(self.order_line.sorted(), start=1):
            line.sequence = 10 * number

    def _install_times(self):
        """`[(work, time in words)]` of what a time was taken for."""
        work = self.order_line.installed_by_id
        found = [(line, line._install_booked()) for line in work]
        return [(line, text) for line, text in found if text]

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
