"""While a program is tried with some customers, orders of others do not know it (S4)."""

from odoo import models


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    def _get_program_domain(self):
        """Without the programs whose pilot runs without this customer."""
        domain = super()._get_program_domain()
        closed = self.env["loyalty.pilot"]._points_closed_to(self.partner_id)
        return [*domain, ("id", "not in", closed)] if closed else domain
