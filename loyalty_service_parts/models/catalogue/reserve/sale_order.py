"""An order as the reserves know its customer; pieces that are held for a quotation (S30, S31)."""

from datetime import timedelta

from odoo import fields, models


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    hold_ids = fields.One2many(
        "loyalty.stock.reserve", "order_id", "Held Pieces", readonly=True
    )
    hold_until = fields.Datetime("Held Until", compute="_compute_hold_until")

    def _compute_hold_until(self):
        for order in self:
            # the customer reads until when his pieces are held
            live = order.sudo().hold_ids.filtered(
                lambda one: one.state == "live" and one.date_until
            )
            order.hold_until = min(live.mapped("date_until"), default=False)

    def _catalogue_tier(self):
        """The tier that counts for the delivery: as confirmed, or of this moment."""
        # whoever sells need not be allowed to read tiers
        order = self.sudo()
        if order.points_tier_id or not order.points_tier_id._catalogue_delivers():
            return order.points_tier_id
        cards = order._points_tier_cards()
        active = cards.filtered(lambda card: card.status == "active")
        return order._points_tier_now(cards) & active.tier_id

    def _reserve_customer(self):
        """The order's customer, as the desk knows him."""
        self.ensure_one()
        return self.env["loyalty.stock.reserve"]._reserve_customer(
            self.partner_id, self.company_id, self._origin.ids
        )

    def _reserve_hold(self, hours):
        """Hold what this quotation asks for, as far as its customer can have it now.

        :param hours: how long
        :return: the reserves
        """
        self.ensure_one()
        wanted = {}
        for line in self.order_line.filtered(lambda one: one.product_id.is_storable):
            key = (line.product_id, line.warehouse_id)
            pieces = line.product_uom_id._compute_quantity(
                line.product_uom_qty, line.product_id.uom_id
            )
            wanted[key] = wanted.get(key, 0.0) + pieces
        # customers neither make reserves nor read stock
        reserves = self.env["loyalty.stock.reserve"].sudo()
        until = fields.Datetime.now() + timedelta(hours=hours)
        values = []
        for (product, warehouse), pieces in wanted.items():
            free = (
                product.sudo()
                ._reserve_for(self.partner_id, self.company_id, self.ids)
                .with_context(warehouse_id=warehouse.id)
                .free_qty
            )
            if min(pieces, free) > 0:
                values.append(
                    {
                        "product_id": product.id,
                        "warehouse_id": warehouse.id,
                        "quantity": min(pieces, free),
                        "order_id": self.id,
                        "source_id": self._reserve_source(product, warehouse),
                        "date_until": until,
                    }
                )
        # the order has the history of what is held for it
        return reserves.with_context(tracking_disable=True).create(values)

    def _reserve_source(self, product, warehouse):
        """The id of the reserve that pieces for this customer are taken out of."""
        desk = self.env["loyalty.stock.reserve"]._reserve_desk(product, warehouse)
        if desk is None:
            return False
        own = desk.own((product.id, warehouse.id), self._reserve_customer())
        return next((one.id for one in own if one.left > 0 and not one.order), False)

    def _reserve_drop_earlier(self, product):
        """One hold for a customer and a product: the earlier ones end with a new one."""
        # customers neither change reserves nor read stock
        earlier = (
            self.env["loyalty.stock.reserve"]
            .sudo()
            .search(
                [
                    ("state", "=", "live"),
                    ("product_id", "=", product.id),
                    ("order_id.state", "in", ("draft", "sent")),
                    (
                        "order_id.partner_id",
                        "child_of",
                        self.partner_id.commercial_partner_id.id,
                    ),
                ]
            )
        )
        earlier._reserve_release()

    def _action_cancel(self):
        """What was held for the quotation is given back."""
        result = super()._action_cancel()
        # whoever cancels an order need not be allowed to change reserves
        self.sudo().hold_ids._reserve_release()
        return result
