"""Builders for orders, deliveries, invoices and payments."""

from odoo.fields import Command

from ..common import LedgerCommon


class SaleCommon(LedgerCommon):
    """A parts shop: a part, a labour item, a customer with a card."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setup_accounting()
        cls.part = cls.make_product("Brake pads", 100)
        cls.labour = cls.make_product("Change of brake pads", 50, type="service")
        cls.stock = cls.env["stock.warehouse"].search([], limit=1).lot_stock_id
        cls.env["stock.quant"]._update_available_quantity(cls.part, cls.stock, 1000)

    @classmethod
    def setup_accounting(cls):
        company = cls.env.company
        if not company.chart_template:
            cls.env["account.chart.template"].try_loading(
                "generic_coa", company, install_demo=False
            )

    @classmethod
    def make_product(cls, name, price, **values):
        return cls.env["product.product"].create(
            {
                "name": name,
                "type": "consu",
                "is_storable": values.get("type", "consu") == "consu",
                "list_price": price,
                "taxes_id": [Command.clear()],
                "invoice_policy": "order",
                **values,
            }
        )

    @classmethod
    def make_order(cls, *lines, partner=None, **values):
        """An order of `(product, quantity)` or `(product, quantity, price)`."""
        order = cls.env["sale.order"].create(
            {
                "partner_id": (partner or cls.member).id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": line[0].id,
                            "product_uom_qty": line[1],
                            **({"price_unit": line[2]} if len(line) > 2 else {}),
                        }
                    )
                    for line in lines or [(cls.part, 1)]
                ],
                **values,
            }
        )
        order._update_programs_and_rewards()
        return order

    @classmethod
    def use_points(cls, order, points=None, card=None):
        """Put the reward of the program on the order."""
        card = card or cls.card
        reward = card.program_id.reward_ids[:1]
        if points is not None:
            order.points_choice = {str(card.id): points}
        status = order._apply_program_reward(reward, card)
        assert not status, status
        order._update_programs_and_rewards()

    @classmethod
    def deliver(cls, order, quantity=None):
        """Deliver everything, or so many pieces of each line."""
        picking = order.picking_ids.filtered(
            lambda p: p.state not in ("done", "cancel")
        )
        for move in picking.move_ids:
            move.quantity = move.product_uom_qty if quantity is None else quantity
            move.picked = True
        picking.with_context(cancel_backorder=False)._action_done()
        return picking

    @classmethod
    def deliver_lot(cls, order, *lots):
        """Deliver these serial numbers, and everything else of the order."""
        picking = order.picking_ids.filtered(
            lambda p: (
                p.state not in ("done", "cancel") and p.picking_type_code == "outgoing"
            )
        )
        for move in picking.move_ids:
            if move.product_id.tracking == "serial":
                move.move_line_ids.unlink()
                move.move_line_ids = [
                    Command.create(
                        {
                            "lot_id": lot.id,
                            "quantity": 1,
                            "product_id": lot.product_id.id,
                        }
                    )
                    for lot in lots
                ]
            else:
                move.quantity = move.product_uom_qty
            move.picked = True
        picking._action_done()
        return picking

    @classmethod
    def _return_wizard(cls, picking, quantity):
        wizard = (
            cls.env["stock.return.picking"]
            .with_context(
                active_id=picking.id, active_ids=picking.ids, active_model=picking._name
            )
            .create({})
        )
        wizard.product_return_moves.write({"quantity": quantity, "to_refund": True})
        return wizard

    @classmethod
    def _receive(cls, returned, lot):
        for move in returned.move_ids:
            move.move_line_ids.unlink()
            move.move_line_ids = [
                Command.create(
                    {"lot_id": lot.id, "quantity": 1, "product_id": lot.product_id.id}
                )
            ]
            move.picked = True
        returned._action_done()

    @classmethod
    def give_back_lot(cls, picking, lot):
        """A serial number comes back."""
        cls._receive(cls._return_wizard(picking, 1)._create_return(), lot)

    @classmethod
    def exchange(cls, picking, lot):
        """A serial number comes back, another one is to go out."""
        action = cls._return_wizard(picking, 1).action_create_exchanges()
        cls._receive(cls.env["stock.picking"].browse(action["res_id"]), lot)

    @classmethod
    def give_back(cls, picking, quantity):
        """Goods come back: a done return of so many pieces."""
        returned = cls._return_wizard(picking, quantity)._create_return()
        for move in returned.move_ids:
            move.quantity = move.product_uom_qty
            move.picked = True
        returned._action_done()
        return returned

    @classmethod
    def invoice(cls, order):
        invoice = order._create_invoices(final=True)
        invoice.action_post()
        return invoice

    @classmethod
    def pay(cls, invoice, amount=None):
        wizard = (
            cls.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({})
        )
        if amount:
            wizard.amount = amount
        return wizard._create_payments()

    @classmethod
    def credit(cls, invoice, share=1.0):
        """A posted credit note over a share of every line."""
        note = invoice._reverse_moves()
        for line in note.invoice_line_ids:
            line.quantity *= share
        note.action_post()
        return note

    def types(self, card=None):
        """What the entries of a card say, oldest first."""
        self.env.invalidate_all()
        return [
            (entry.type, entry.state, round(entry.points, 4))
            for entry in (card or self.card).entry_ids.sorted("id")
        ]
