"""A reserve ends: what is left is given back, and waiting deliveries get it (S30)."""

from odoo import api, fields, models

BATCH = 100


class LoyaltyStockReserve(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.stock.reserve"  # pylint: disable=consider-merging-classes-inherited

    def action_release(self):
        """Give back what is left, now."""
        self.check_access("write")
        self._reserve_release()

    def action_moves(self):
        """Open the deliveries that took from it."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Deliveries"),
            "res_model": "stock.move",
            "views": [(False, "list"), (False, "form")],
            "domain": [("reserve_use_ids.reserve_id", "in", self.ids)],
        }

    @api.model
    def _cron_release(self):
        """Release reserves whose time is over, in batches."""
        domain = [
            ("state", "=", "live"),
            ("date_until", "<=", fields.Datetime.now()),
        ]
        while ended := self.search(domain, limit=BATCH):
            ended._reserve_release()
            if not self.env["ir.cron"]._commit_progress(len(ended)):
                return

    def _reserve_release(self):
        live = self.filtered(lambda one: one.state == "live")
        for reserve in live:
            reserve.write(
                {
                    "released_quantity": reserve.left_quantity,
                    "released_on": fields.Datetime.now(),
                    "state": "released",
                }
            )
        live._reserve_waiting_moves()._action_assign()

    def _reserve_waiting_moves(self):
        """Deliveries that wait for these products, in the order of the scheduler."""
        # whoever releases a reserve gives it to all deliveries
        moves = self.env["stock.move"].sudo()
        if not self:
            return moves
        return moves.search(
            [
                ("state", "in", ("confirmed", "partially_available")),
                ("product_id", "in", self.product_id.ids),
                ("location_id", "child_of", self.warehouse_id.view_location_id.ids),
                ("picking_type_id.reservation_method", "!=", "manual"),
                "|",
                ("reservation_date", "=", False),
                ("reservation_date", "<=", fields.Date.context_today(self)),
            ],
            order="priority desc, date, id",
        )
