"""Work that was done starts its own warranty, and that of the parts it installed (S24)."""

from odoo import fields, models


class SaleOrderLine(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order.line"  # pylint: disable=consider-merging-classes-inherited

    def _service_on_work_done(self):
        """Start what waited for this work; labour has a warranty of its own."""
        result = super()._service_on_work_done()
        today = fields.Date.context_today(self)
        warranties = self.env["loyalty.warranty"]
        warranties.search(
            [
                ("sale_line_id.installed_by_id", "in", self.ids),
                ("state", "=", "waiting"),
            ]
        )._service_start(today)
        labour = self.filtered("product_id.warranty_months")
        customers = [line.order_id.partner_id for line in labour]
        tiers = warranties._service_tiers(customers, labour.company_id)
        started = warranties.create(
            [
                {
                    **warranties._service_values(
                        line.product_id,
                        line.order_id.partner_id,
                        tiers.get(line.order_id.partner_id, self.env["loyalty.tier"]),
                        line,
                    ),
                    "quantity": line.qty_delivered,
                    "state": "waiting",
                }
                for line in labour
            ]
        )
        started._service_start(today)
        return result

    def _service_on_work_undone(self):
        """Work that was not done has no warranty."""
        result = super()._service_on_work_undone()
        running = self.env["loyalty.warranty"].search(
            [("sale_line_id", "in", self.ids), ("state", "=", "active")]
        )
        for warranty in running:
            warranty._service_end(warranty.quantity)
        return result
