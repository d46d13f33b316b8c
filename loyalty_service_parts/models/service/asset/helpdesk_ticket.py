"""What a ticket is about; its owner is found by VIN, serial number or plate (S19, S25)."""

from odoo import api, fields, models


class HelpdeskTicket(models.Model):
    # one concern a file, one file a room
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    asset_id = fields.Many2one(
        "loyalty.asset",
        index="btree_not_null",
        domain="[('partner_id', 'child_of', commercial_partner_id)]",
        tracking=True,
    )
    asset_service_ids = fields.Many2many(
        "loyalty.asset.service",
        "helpdesk_ticket_asset_service_rel",
        "ticket_id",
        "service_id",
        "Services Done",
        domain="[('asset_id', '=', asset_id)]",
        help="They count as done when the ticket is closed.",
    )

    @api.model
    def _service_complete_own(self, vals_list):
        """The asset that the customer named is the one that the ticket is about."""
        found = self.env["loyalty.asset"]._service_by_hint(self._hints(vals_list))
        for vals in vals_list:
            if vals.get("member_hint") in found and not vals.get("asset_id"):
                vals["asset_id"] = found[vals["member_hint"]].id
        return super()._service_complete_own(vals_list)

    @api.model
    def _service_find_contacts(self, vals_list):
        """Where nothing else tells, the owner of the asset."""
        contacts = super()._service_find_contacts(vals_list)
        assets = self.env["loyalty.asset"]
        return [
            contact or assets.browse(vals.get("asset_id") or []).partner_id
            for contact, vals in zip(contacts, vals_list, strict=True)
        ]

    @api.model
    def _hints(self, vals_list):
        return [vals["member_hint"] for vals in vals_list if vals.get("member_hint")]

    def write(self, vals):
        """Services that were done in the ticket count from its end."""
        still_open = self.filtered(lambda ticket: not ticket.closed)
        result = super().write(vals)
        if "stage_id" in vals:
            done = still_open.filtered(
                lambda ticket: ticket.closed and not ticket.stage_id.not_served
            )
            if self.env.user._is_internal():
                # whoever closes the ticket need not be allowed to write services
                done.sudo().asset_service_ids._service_done()
        return result
