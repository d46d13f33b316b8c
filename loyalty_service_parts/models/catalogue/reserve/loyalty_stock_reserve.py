"""Stock that is kept for members, or for one order, until a day (S30)."""

from odoo import api, fields, models
from odoo.tools import SQL

from .desk import Customer, Desk, Reserve


class LoyaltyStockReserve(models.Model):
    _name = "loyalty.stock.reserve"
    _description = "Stock Kept for Members"
    _inherit = ["mail.thread"]
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
        digits="Product Unit",
        tracking=True,
        help="What members take is taken out of it.",
    )
    share = fields.Float(
        "Share (%)",
        tracking=True,
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
        tracking=True,
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
    date_from = fields.Datetime(
        "From", required=True, default=fields.Datetime.now, tracking=True
    )
    date_until = fields.Datetime(
        "Until", tracking=True, help="Empty: until it is released."
    )
    state = fields.Selection(
        [("live", "Kept"), ("released", "Released")],
        default="live",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    stage = fields.Selection(
        [
            ("coming", "Begins Later"),
            ("kept", "Kept"),
            ("taken", "Taken"),
            ("released", "Released"),
        ],
        compute="_compute_left",
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
    missing_quantity = fields.Float(
        "Not in Stock",
        compute="_compute_left",
        digits="Product Unit",
        help="So many pieces that are kept are not there: others took them before, or have "
        "reserved them.",
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

    @api.depends(
        "quantity",
        "share",
        "kind",
        "state",
        "date_from",
        "date_until",
        "use_ids.move_id.quantity",
    )
    def _compute_left(self):
        rows = {row[0]: row for row in self._reserve_rows(self)}
        granted = self._reserve_granted()
        for reserve in self:
            row = rows.get(reserve._origin.id)
            reserve.used_quantity = row[3] if row else 0.0
            reserve.left_quantity = left = row[4] if row else 0.0
            reserve.missing_quantity = left - granted.get(reserve._origin.id, left)
            reserve.stage = reserve._reserve_stage()

    def _reserve_stage(self):
        if self.state == "released":
            return "released"
        if self.date_from and self.date_from > fields.Datetime.now():
            return "coming"
        return "kept" if self.left_quantity > 0 or not self.used_quantity else "taken"

    def _reserve_granted(self):
        """`{id: pieces}` that each of these can count on now."""
        desk = self._reserve_desk(self.product_id, self.warehouse_id)
        return {
            one.id: pieces
            for key in (desk.reserves if desk else ())
            for one, pieces in desk.granted(key)
        }

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
