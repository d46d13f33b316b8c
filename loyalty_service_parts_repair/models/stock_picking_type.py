"""The message that a repair is ready."""

from odoo import api, fields, models


class StockPickingType(models.Model):
    _inherit = "stock.picking.type"

    ready_template_id = fields.Many2one(
        "mail.template",
        "Repair Is Ready",
        domain="[('model', '=', 'repair.order')]",
        default=lambda self: self._service_ready_template(),
        help="Sent to the customer when a repair is done; empty: not sent.",
    )

    @api.model
    def _service_ready_template(self):
        return self.env.ref(
            "loyalty_service_parts_repair.ready_mail_template", raise_if_not_found=False
        )

    @api.model
    def _service_fill_ready_template(self):
        """Repair operations that were there before the addon."""
        template = self._service_ready_template()
        self.search(
            [("code", "=", "repair_operation"), ("ready_template_id", "=", False)]
        ).ready_template_id = template
