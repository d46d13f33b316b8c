"""What was sold with a serial number becomes an asset of the customer (S25)."""

from odoo import api, fields, models


class LoyaltyAsset(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.asset"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _service_delivered(self, moves):
        """Make assets of the serial numbers that went to customers.

        One that is known changes its owner instead: it came back and was sold again.
        """
        rows = moves.move_line_ids.filtered(
            lambda row: row.lot_id and row.product_id.asset_type_id
        )
        known = {
            asset.lot_id: asset
            for asset in self.with_context(active_test=False).search(
                [("lot_id", "in", rows.lot_id.ids)]
            )
        }
        fresh = []
        for row in rows:
            owner = row.move_id._service_customer()
            if asset := known.get(row.lot_id):
                asset.write({"partner_id": owner.id, "active": True})
            elif owner:
                fresh.append(self._service_delivered_values(row, owner))
        return self.create(fresh)

    @api.model
    def _service_delivered_values(self, row, owner):
        product = row.product_id
        return {
            "type_id": product.asset_type_id.id,
            "partner_id": owner.id,
            "company_id": row.company_id.id,
            "model": product.name,
            "number": row.lot_id.name,
            "lot_id": row.lot_id.id,
            "sale_line_id": row.move_id.sale_line_id.id,
            "bought_date": fields.Date.context_today(self, row.date),
        }
