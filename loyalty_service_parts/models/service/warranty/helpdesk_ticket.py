"""Whether what a ticket is about is covered (S24)."""

from odoo import api, fields, models


class HelpdeskTicket(models.Model):
    # one concern a file, one file a room
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    lot_id = fields.Many2one("stock.lot", "Serial Number", index="btree_not_null")
    sale_line_id = fields.Many2one(
        "sale.order.line",
        "Order Line",
        index="btree_not_null",
        domain="[('order_id', '=', sale_order_id)]",
    )
    warranty_id = fields.Many2one(
        "loyalty.warranty", compute="_compute_warranty_id", compute_sudo=True
    )
    warranty_covered = fields.Boolean(
        "Covered by Warranty", compute="_compute_warranty_id", compute_sudo=True
    )
    warranty_text = fields.Char(
        "Warranty", compute="_compute_warranty_id", compute_sudo=True
    )

    @api.depends("lot_id", "sale_line_id", "asset_id.lot_id")
    def _compute_warranty_id(self):
        """By serial number, else by order line; the one that covers longest."""
        lots = self.lot_id | self.asset_id.lot_id
        found = (
            self.env["loyalty.warranty"].search(
                [
                    "|",
                    ("lot_id", "in", lots.ids),
                    ("sale_line_id", "in", self.sale_line_id.ids),
                ]
            )
            if lots or self.sale_line_id
            else self.env["loyalty.warranty"]
        )
        for ticket in self:
            lot = ticket.lot_id or ticket.asset_id.lot_id
            line = ticket.sale_line_id
            own = found.filtered(
                lambda one, lot=lot, line=line: (
                    one.lot_id == lot if lot else line and one.sale_line_id == line
                )
            )
            best = own.sorted(lambda one: (not one.covered, one.state == "ended"))[:1]
            ticket.warranty_id = best
            ticket.warranty_covered = best.covered
            ticket.warranty_text = ticket._service_warranty_text(best, lot or line)

    def _service_warranty_text(self, warranty, thing):
        if warranty:
            return warranty.coverage_text
        if thing:
            return self.env._("Not covered: no warranty was given")
        return False
