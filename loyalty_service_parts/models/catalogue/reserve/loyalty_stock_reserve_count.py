"""What was taken out of reserves, what is left of them, what is free: one statement each (S30)."""

from odoo import api, fields, models
from odoo.tools import SQL


class LoyaltyStockReserve(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.stock.reserve"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _reserve_rows(self, reserves):
        """`[(id, product, warehouse, taken, still kept, reserved)]`, in the product's unit.

        What is held for orders counts as taken out of the reserve that it comes from.
        """
        if not reserves.ids:
            return []
        self.flush_model()
        self.env["stock.move.line"].flush_model(["quantity_product_uom", "move_id"])
        self.env["stock.move"].flush_model(["state"])
        self.env["loyalty.stock.reserve.use"].flush_model()
        self.env["stock.quant"].flush_model(["quantity", "location_id"])
        rows = self.env.execute_query(
            SQL(
                """
                WITH rows AS (
                  SELECT u.reserve_id, s.state, LEAST(u.quantity, GREATEST(
                           q.total - sum(u.quantity) OVER (
                             PARTITION BY u.move_id ORDER BY u.id) + u.quantity, 0)) AS pieces
                    FROM loyalty_stock_reserve_use u
                    JOIN stock_move s ON s.id = u.move_id AND s.state != 'cancel'
                    CROSS JOIN LATERAL (
                      SELECT COALESCE(sum(ml.quantity_product_uom), 0) AS total
                        FROM stock_move_line ml WHERE ml.move_id = s.id) AS q
                   WHERE u.move_id IN (
                     SELECT o.move_id FROM loyalty_stock_reserve_use o
                       JOIN loyalty_stock_reserve k ON k.id = o.reserve_id
                      WHERE k.id IN %(ids)s OR k.source_id IN %(ids)s)
                ), used AS (
                  SELECT reserve_id AS id, sum(pieces) AS taken,
                         sum(pieces) FILTER (WHERE state != 'done') AS open
                    FROM rows GROUP BY reserve_id
                ), held AS (
                  SELECT h.source_id AS id,
                         sum(CASE WHEN h.state = 'live' AND h.date_until > %(now)s
                                  THEN GREATEST(h.quantity, COALESCE(used.taken, 0))
                                  ELSE COALESCE(used.taken, 0) END) AS taken,
                         sum(CASE WHEN h.state = 'live' AND h.date_until > %(now)s
                                  THEN GREATEST(h.quantity - COALESCE(used.taken, 0), 0)
                                  ELSE 0 END + COALESCE(used.open, 0)) AS open
                    FROM loyalty_stock_reserve h LEFT JOIN used ON used.id = h.id
                   WHERE h.source_id IN %(ids)s
                   GROUP BY h.source_id
                )
                SELECT r.id, r.product_id, r.warehouse_id,
                       COALESCE(u.taken, 0) + COALESCE(h.taken, 0),
                       CASE WHEN r.state != 'live' THEN 0
                            WHEN r.kind = 'quantity'
                            THEN r.quantity - COALESCE(u.taken, 0) - COALESCE(h.taken, 0)
                            ELSE ceil(round((r.share * COALESCE((
                              SELECT sum(q.quantity) FROM stock_quant q
                                JOIN stock_location l ON l.id = q.location_id
                                JOIN stock_warehouse w ON w.id = r.warehouse_id
                                JOIN stock_location shelf ON shelf.id = w.lot_stock_id
                               WHERE q.product_id = r.product_id AND l.usage = 'internal'
                                 AND l.parent_path LIKE shelf.parent_path || '%%'
                            ), 0) / 100)::numeric, 6))
                            - COALESCE(u.open, 0) - COALESCE(h.open, 0)
                       END,
                       COALESCE(u.open, 0)
                  FROM loyalty_stock_reserve r
                  LEFT JOIN used u ON u.id = r.id
                  LEFT JOIN held h ON h.id = r.id
                 WHERE r.id IN %(ids)s
                 ORDER BY r.id
                """,
                ids=tuple(reserves.ids),
                now=fields.Datetime.now(),
            )
        )
        return [
            (id_, product, warehouse, float(taken), max(float(left), 0.0), float(open_))
            for id_, product, warehouse, taken, left, open_ in rows
        ]

    @api.model
    def _reserve_free(self, reserves):
        """`{(product id, warehouse id): pieces}` that nobody has reserved, in the shelves."""
        self.env["stock.quant"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT q.product_id, w.id, sum(q.quantity - q.reserved_quantity)
                  FROM stock_warehouse w
                  JOIN stock_location shelf ON shelf.id = w.lot_stock_id
                  JOIN stock_location l ON l.parent_path LIKE shelf.parent_path || '%%'
                                       AND l.usage = 'internal'
                  JOIN stock_quant q ON q.location_id = l.id
                 WHERE w.id IN %s AND q.product_id IN %s
                 GROUP BY q.product_id, w.id
                """,
                tuple(reserves.warehouse_id.ids),
                tuple(reserves.product_id.ids),
            )
        )
        return {(product, warehouse): free for product, warehouse, free in rows}
