"""Orders of a member come to his personal manager, or to the deputy (S21)."""

from odoo import models


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    def _compute_user_id(self):
        """As core does it, only for a new customer; the manager before the salesman."""
        kept = self.filtered(lambda order: order._origin.id and order.user_id)
        result = super()._compute_user_id()
        changed = self - kept
        # whoever sells need not be allowed to read cards of other sellers' customers
        cards = self.env["loyalty.card"].sudo()
        found = cards._points_cards_by_contact(
            list(changed.partner_id), changed.company_id or self.env.company
        )
        present = cards.union(*found.values()).manager_id._service_present()
        for order in changed:
            manager = found.get(order.partner_id, cards).manager_id
            if user := present.get(manager):
                order.user_id = user.sudo(False)
        return result
