"""Goods that went to a customer, or came back from one."""

from odoo import models


class StockPicking(models.Model):
    # one concern a file, one file a room
    _inherit = "stock.picking"  # pylint: disable=consider-merging-classes-inherited

    def _action_done(self):
        """What is owned and guaranteed follows from what was delivered (S24, S25)."""
        result = super()._action_done()
        # a warehouse clerk need not be allowed to read orders and warranties
        moves = self.sudo().move_ids.filtered(lambda move: move.state == "done")
        moves.filtered(lambda move: move._service_goes_out())._service_delivered()
        moves.filtered(lambda move: move._service_comes_back())._service_returned()
        return result


class StockMove(models.Model):
    _inherit = "stock.move"

    def _service_goes_out(self):
        return (
            self.location_dest_id.usage == "customer"
            and self.location_id.usage != "customer"
        )

    def _service_comes_back(self):
        return (
            self.location_id.usage == "customer"
            and self.location_dest_id.usage != "customer"
        )

    def _service_customer(self):
        """Who bought: the customer of the order, without one who got the goods."""
        return self.sale_line_id.order_id.partner_id or self.picking_id.partner_id

    def _service_delivered(self):
        """These moves brought goods to customers."""
        self.env["loyalty.asset"]._service_delivered(self)
        self.env["loyalty.warranty"]._service_delivered(self)

    def _service_returned(self):
        """These moves brought goods back."""
        self.env["loyalty.asset"]._service_came_back(self)
        self.env["loyalty.warranty"]._service_returned(self)
