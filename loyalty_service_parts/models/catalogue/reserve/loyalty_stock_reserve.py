"""Stock that is kept for members, or for one order, until a day (S30)."""

from odoo import api, fields, models
from odoo.tools import SQL

from .desk import Customer, Desk, Reserve


class LoyaltyStockReserve(models.Model):
    _name = "loyalty.stock.reserve"
    _description = "Stock Kept for Members"
    _order = "state, date_until, id"
    _check_company_auto = True

    # whoever reads a reserve need not be allowed to read the order that it is for
    name = fields.Char(compute="_compute_name", compute_sudo=True)
    product_id = fields.Many2one(
        "product.product",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('is_storable', '=', True)]",
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        ),
    )
    company_id = fields.Many2one(related="warehouse_id.company_id", store=True)
    kind = fields.Selection(
        [("quantity", "Pieces"), ("share", "Share of the stock")],
        "Keeps",
        default="quantity",
        required=True,
    )
    quantity = fields.Float(
        digits="Product Unit", help="What members take is taken out of it."
    )
    share = fields.Float(
        "Share (%)",
        help="Of the stock on hand as it is, rounded up to whole pieces, less what members "
        "have reserved of it.",
    )
    uom_id = fields.Many2one(related="product_id.uom_id")
    program_id = fields.Many2one(
        "loyalty.program",
        "Members Of",
        ondelete="cascade",
        domain="[('program_type', '=', 'loyalty')]",
        help="Empty: members of any program.",
    )
    tier_id = fields.Many2one(
        "loyalty.tier",
        "From Tier",
        ondelete="cascade",
        help="Members of this tier and above take from the reserve; empty: all members.",
    )
    order_id = fields.Many2one(
        "sale.order",
        "Held for Order",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    source_id = fields.Many2one(
        "loyalty.stock.reserve",
        "Out of Reserve",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="What is held for an order of a member is taken out of his tier's reserve.",
    )
    date_from = fields.Datetime("From", required=True, default=fields.Datetime.now)
    date_until = fields.Datetime("Until", help="Empty: until it is released.")
    state = fields.Selection(
        [("live", "Kept"), ("released", "Released")],
        default="live",
        required=True,
        readonly=True,
        copy=False,
    )
    use_ids = fields.One2many(
        "loyalty.stock.reserve.use", "reserve_id", "Deliveries", readonly=True
    )
    used_quantity = fields.Float(
        "Taken", compute="_compute_left", digits="Product Unit"
    )
    left_quantity = fields.Float(
        "Still Kept", compute="_compute_left", digits="Product Unit"
    )
    released_quantity = fields.Float(
        "Given Back", readonly=True, copy=False, digits="Product Unit"
    )
    released_on = fields.Datetime(readonly=True, copy=False)
    # two reservations at once: the second has to start over
    touch = fields.Integer(readonly=True, copy=False)

    _live_index = models.Index("(product_id, warehouse_id) WHERE state = 'live'")
    _quantities_positive = models.Constraint(
        "CHECK (quantity >= 0 AND share >= 0 AND share <= 100)",
        "A reserve keeps no negative quantity, and at most 100 % of the stock.",
    )
    _keeps_something = models.Constraint(
        "CHECK (CASE kind WHEN 'share' THEN share > 0 ELSE quantity > 0 END)",
        "Say how much is kept: pieces, or a share of the stock.",
    )
    _period = models.Constraint(
        "CHECK (date_until > date_from)", "A reserve ends after it begins."
    )

    @api.depends("product_id", "tier_id", "program_id", "order_id")
    def _compute_name(self):
        for reserve in self:
            reserve.name = (
                f"{reserve.product_id.display_name}: {reserve._reserve_for()}"
            )

    def _reserve_for(self):
        """For whom it is kept, in words."""
        self.ensure_one()
        if self.order_id:
            return self.order_id.name
        if self.tier_id:
            return self.env._("%s and up", self.tier_id.name)
        return self.program_id.name or self.env._("Members")

    @api.depends("quantity", "share", "kind", "state", "use_ids.move_id.quantity")
    def _compute_left(self):
        rows = {row[0]: row for row in self._reserve_rows(self)}
        for reserve in self:
            row = rows.get(reserve._origin.id)
            reserve.used_quantity = row[3] if row else 0.0
            reserve.left_quantity = row[4] if row else 0.0

    # -- desk --------------------------------------------------------------------------
    @api.model
    def _reserve_desk(self, products, warehouses=None, lock=False):
        """Free stock and what is kept of these products now, or None if nothing is kept.

        :param warehouses: only these; all when None
        :param lock: whoever takes stock at the same time starts over
        """
        if not products:
            return None
        # reserves are kept from whoever sells or delivers, whatever he may read
        self = self.sudo()
        self.flush_model()
        now = fields.Datetime.now()
        domain = [
            ("state", "=", "live"),
            ("product_id", "in", products.ids),
            ("date_from", "<=", now),
            "|",
            ("date_until", "=", False),
            ("date_until", ">", now),
        ]
        if warehouses is not None:
            domain.append(("warehouse_id", "in", warehouses.ids))
        reserves = self.search(domain, order="id")
        if not reserves:
            return None
        if lock:
            reserves._reserve_touch()
        rows = {}
        for id_, product, warehouse, _used, left, taken in self._reserve_rows(reserves):
            one = self.browse(id_)
            rows.setdefault((product, warehouse), []).append(
                Reserve(
                    id=id_,
                    left=left,
                    open=taken,
                    tier=one.tier_id.id,
                    program=one.program_id.id or 0,
                    order=one.order_id.id,
                    rank=one.tier_id.threshold,
                )
            )
        return Desk(self._reserve_free(reserves), rows)

    def _reserve_touch(self):
        """A second session that takes stock of these products starts over."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE loyalty_stock_reserve SET touch = COALESCE(touch, 0) + 1
                 WHERE id IN (SELECT id FROM loyalty_stock_reserve WHERE id IN %s
                               ORDER BY id FOR NO KEY UPDATE)
                """,
                tuple(self.ids),
            )
        )
        self.invalidate_recordset(["touch"], flush=False)

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

    @api.model
    def _reserve_customer(self, partner, companies, orders=()):
        """A customer as the desk knows him.

        :param orders: ids of the orders that he comes with
        """
        cards = self.env["loyalty.card"]
        return _customer(cards._catalogue_grants(partner, companies, orders), orders)

    @api.model
    def _reserve_customers(self, orders):
        """`{order: customer}`, with one query for each company."""
        cards = self.env["loyalty.card"]
        result = {}
        for company, own in orders.grouped("company_id").items():
            grants = cards._catalogue_grants_of(own.partner_id, company)
            for order in own:
                mine = grants.get(order.partner_id, ())
                result[order] = _customer(
                    [grant for made_by, *grant in mine if made_by != order.id],
                    order.ids,
                )
        return result


def _customer(grants, orders):
    return Customer(
        tuple((program, tuple(tiers)) for program, tiers, _days in grants),
        tuple(orders),
    )
