"""The forecast says how much of the free stock is kept for members (S30)."""

from odoo import models

from .desk import ANYBODY


class StockForecasted(models.AbstractModel):
    _inherit = "stock.forecasted_product_product"

    def _free_stock_lines(self, product, free_stock, moves_data, wh_location_ids, read):
        """Free stock, and apart from it what is kept."""
        lines = super()._free_stock_lines(
            product, free_stock, moves_data, wh_location_ids, read
        )
        warehouses = self.env["stock.location"].browse(wh_location_ids).warehouse_id
        desk = self.env["loyalty.stock.reserve"]._reserve_desk(product, warehouses)
        kept = min(
            sum(desk.kept(key, ANYBODY) for key in desk.reserves) if desk else 0.0,
            max(free_stock, 0.0),
        )
        if not kept:
            return lines
        # dates of removal come before what is free
        lines[-1]["quantity"] -= kept
        line = self._prepare_report_line(kept, product=product, read=read)
        return [*lines, {**line, "kept_for_members": True}]
