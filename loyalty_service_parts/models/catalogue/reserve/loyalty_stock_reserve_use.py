"""How many pieces of a delivery are counted to which reserve (S30)."""

from odoo import fields, models


class LoyaltyStockReserveUse(models.Model):
    _name = "loyalty.stock.reserve.use"
    _description = "Pieces Taken From a Reserve"
    _order = "id"

    move_id = fields.Many2one(
        "stock.move", "Delivery", required=True, index=True, ondelete="cascade"
    )
    reserve_id = fields.Many2one(
        "loyalty.stock.reserve", required=True, index=True, ondelete="cascade"
    )
    quantity = fields.Float(
        digits="Product Unit",
        help="When the delivery has fewer pieces by now, the first rows count.",
    )


class StockMove(models.Model):
    # what a delivery took, row by row
    _inherit = "stock.move"  # pylint: disable=consider-merging-classes-inherited

    reserve_use_ids = fields.One2many(
        "loyalty.stock.reserve.use", "move_id", "Taken From Reserves", readonly=True
    )

    def _reserve_count(self, taken, more):
        """Count pieces to reserves.

        :param taken: `[(reserve id, pieces)]`
        :param more: how many pieces the move has more than before, in the product's unit
        """
        self.ensure_one()
        # kept by the reservation alone
        uses = self.env["loyalty.stock.reserve.use"].sudo()
        known = uses.search([("move_id", "=", self.id)])
        if known:
            had = sum(self.move_line_ids.mapped("quantity_product_uom")) - more
            known._reserve_trim(had)
        if taken:
            uses.create(
                [
                    {"move_id": self.id, "reserve_id": reserve, "quantity": pieces}
                    for reserve, pieces in taken
                ]
            )


class LoyaltyStockReserveUseTrim(models.Model):
    # rows of one move, in the order in which they were written
    _inherit = "loyalty.stock.reserve.use"  # pylint: disable=consider-merging-classes-inherited

    def _reserve_trim(self, pieces):
        """Only so many pieces are left of what these rows of one move counted."""
        for use in self.sorted("id"):
            kept = min(use.quantity, max(pieces, 0.0))
            pieces -= kept
            if kept <= 0:
                use.unlink()
            elif kept < use.quantity:
                use.quantity = kept
