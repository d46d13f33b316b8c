"""Warranties go with what is owned."""

from odoo import fields, models


class LoyaltyAsset(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.asset"  # pylint: disable=consider-merging-classes-inherited

    warranty_ids = fields.Many2many(
        "loyalty.warranty",
        compute="_compute_warranty_ids",
        compute_sudo=True,
        string="Warranties",
    )

    def _compute_warranty_ids(self):
        by_lot = self._service_warranties().grouped("lot_id")
        for asset in self:
            asset.warranty_ids = by_lot.get(asset.lot_id)

    def _service_warranties(self):
        """Of their serial numbers; asked anew, deliveries write them any time."""
        return self.env["loyalty.warranty"].search([("lot_id", "in", self.lot_id.ids)])

    def _service_write_owner(self):
        """The new owner is covered as the one before was."""
        result = super()._service_write_owner()
        owners = {asset.lot_id: asset.partner_id for asset in self}
        for warranty in self._service_warranties():
            owner = owners[warranty.lot_id]
            if warranty.state != "ended" and warranty.partner_id != owner:
                warranty.partner_id = owner
        return result
