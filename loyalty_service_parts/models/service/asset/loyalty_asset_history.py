"""Tickets and orders of an asset, of whoever owned it."""

from odoo import fields, models

from ..counting import set_counts


class LoyaltyAsset(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.asset"  # pylint: disable=consider-merging-classes-inherited

    ticket_ids = fields.One2many("helpdesk.ticket", "asset_id", "Tickets")
    order_ids = fields.One2many("sale.order", "asset_id", "Orders")
    ticket_count = fields.Integer(compute="_compute_counts", compute_sudo=True)
    order_count = fields.Integer(compute="_compute_counts", compute_sudo=True)

    def _compute_counts(self):
        set_counts(self, "ticket_count", "helpdesk.ticket", "asset_id")
        set_counts(self, "order_count", "sale.order", "asset_id")

    def action_tickets(self):
        """Open the tickets about this asset."""
        return self._service_open("helpdesk_mgmt.helpdesk_ticket_action")

    def action_orders(self):
        """Open the orders for this asset."""
        return self._service_open("sale.action_quotations_with_onboarding")

    def _service_open(self, action):
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(action),
            "domain": [("asset_id", "=", self.id)],
            "context": {
                "default_asset_id": self.id,
                "default_partner_id": self.partner_id.id,
            },
        }
