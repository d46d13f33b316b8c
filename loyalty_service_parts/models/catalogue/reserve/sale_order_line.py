"""What a quotation says of availability is what its customer can have (S30)."""

from datetime import timedelta

from odoo import api, fields, models

from .product_product import CUSTOMER


class SaleOrderLine(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order.line"  # pylint: disable=consider-merging-classes-inherited

    @api.depends("order_id.partner_id")
    def _compute_qty_at_date(self):
        """Without what is kept for others."""
        result = super()._compute_qty_at_date()
        asked = self.filtered(
            lambda line: (
                line.state in ("draft", "sent")
                and line.display_qty_widget
                and line.product_id
            )
        )
        desk = self.env["loyalty.stock.reserve"]._reserve_desk(
            asked.product_id, asked.warehouse_id
        )
        for line in asked.filtered(lambda line: line.product_id._reserve_is_kit()):
            line._reserve_show_kit()
        for line in asked if desk else ():
            kept = desk.kept(
                (line.product_id.id, line.warehouse_id.id),
                line.order_id._reserve_customer(),
            )
            kept = line.product_id.uom_id._compute_quantity(kept, line.product_uom_id)
            for name in ("free_qty_today", "virtual_available_at_date"):
                if line[name] > 0:
                    line[name] = max(line[name] - kept, 0.0)
        return result

    def _reserve_show_kit(self):
        """A kit can be had as far as its parts."""
        kit = self.product_id.with_context(
            **{CUSTOMER: self.order_id._reserve_customer()},
            warehouse_id=self.warehouse_id.id,
        )
        free = kit.uom_id._compute_quantity(kit.free_qty, self.product_uom_id)
        for name in ("free_qty_today", "virtual_available_at_date"):
            self[name] = min(self[name], max(free, 0.0))

    def _expected_date(self):
        """Members of some tiers get it days earlier (S17); never before the order."""
        date = super()._expected_date()
        days = self.order_id._catalogue_tier().delivery_days
        if not days:
            return date
        begin = self.order_id.date_order if self.state == "sale" else None
        return self._catalogue_earlier(date, days, begin)

    @api.model
    def _catalogue_earlier(self, date, days, begin):
        earliest = begin or fields.Datetime.now()
        return max(date - timedelta(days=days), min(earliest, date))
