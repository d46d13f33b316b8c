"""What was sold with a serial number becomes an asset of the customer (S25)."""

from odoo import api, fields, models

from .keys import key_of


class LoyaltyAsset(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.asset"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _service_delivered(self, moves):
        """Make assets of the serial numbers that went to customers.

        One that is known changes its owner instead: it came back and was sold again.
        """
        owners = {
            row: row.move_id._service_customer()
            for row in moves.move_line_ids
            if row.lot_id
            and row.product_id.asset_type_id
            and row.product_id.tracking == "serial"
        }
        rows = moves.move_line_ids.filtered(lambda row: owners.get(row))
        known = self._service_of_lots(rows.lot_id)
        taken = self._service_taken(rows)
        fresh = []
        for row in rows:
            if asset := known.get(row.lot_id):
                asset.write({"partner_id": owners[row].id, "active": True})
                continue
            vals = self._service_delivered_values(row, owners[row])
            place = (row.company_id, key_of(row.lot_id.name))
            if place in taken:
                # another thing has that number: a delivery does not fail for it
                vals["number"] = False
            taken.add(place)
            fresh.append(vals)
        return self.create(fresh)

    @api.model
    def _service_of_lots(self, lots):
        found = self.with_context(active_test=False).search(
            [("lot_id", "in", lots.ids)]
        )
        return {asset.lot_id: asset for asset in found}

    @api.model
    def _service_taken(self, rows):
        """`{(company, key)}` of the numbers that other assets have."""
        keys = [key_of(row.lot_id.name) for row in rows]
        found = self.search([("number_key", "in", keys)])
        return {(asset.company_id, asset.number_key) for asset in found}

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

    @api.model
    def _service_came_back(self, moves):
        """What was returned for good is nobody's asset any more."""
        lots = moves.filtered("to_refund").move_line_ids.lot_id
        self.search([("lot_id", "in", lots.ids)]).active = False
