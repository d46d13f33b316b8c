"""The order of a till as a points document: it states what it should have posted.

What it earns and spends is fixed once, when it is paid; later only what came back counts.
Cashiers may write orders and lines over RPC: nothing is read from them again.
"""

from odoo import api, fields, models


class Pushed:
    """Says that a till pushes the order: it is created as paid before its payments are.

    In the context as an object: a context that arrives over RPC cannot hold one.
    """

    __slots__ = ()


PUSHED, PUSHED_KEY = Pushed(), "points_pushed"
SOLD = ("paid", "done")


class PosOrder(models.Model):
    _name = "pos.order"
    _inherit = ["pos.order", "loyalty.points.document", "loyalty.points.sale"]

    points_terms = fields.Json(
        copy=False,
        groups="base.group_system",
        help="What the order earned and spent when it was paid, by card; pieces and money of "
        "its lines, and of those what came back.",
    )
    points_offline = fields.Boolean(
        "Sold Without a Connection",
        copy=False,
        readonly=True,
        help="The till could not ask: what was not allowed is told to the managers.",
    )

    def _points_origin_name(self):
        """Orders of tills are known by the number on the receipt."""
        return self.pos_reference or self.name

    def _points_is_sold(self):
        return self.state in SOLD

    # -- when it is sold -----------------------------------------------------------------
    @api.model
    def _process_order(self, order, existing_order):
        """What the engine keeps with an order is not for a till to say."""
        order = {name: value for name, value in order.items() if name != "points_terms"}
        pushed = self.with_context(**{PUSHED_KEY: PUSHED})
        return super(PosOrder, pushed)._process_order(order, existing_order)

    @api.model_create_multi
    def create(self, vals_list):
        """An order that is made as a paid one is sold."""
        orders = super().create(vals_list)
        if not orders._points_is_pushed():
            orders.filtered(lambda order: order._points_is_sold())._points_sell()
        return orders

    def write(self, vals):
        """A sale earns and spends when it is paid, in the same transaction (S48, D2, D4).

        :raise UserError: points that are not there, or a part that is not for the customer
        """
        selling = self.browse()
        if vals.get("state") in SOLD:
            selling = self.filtered(
                lambda order: not order._points_is_sold() or order._points_is_pushed()
            )
        result = super().write(vals)
        selling._points_sell()
        return result

    def _points_is_pushed(self):
        return self.env.context.get(PUSHED_KEY) is PUSHED

    def _points_sell(self):
        """Check what is sold, fix it and post it; once for each order (D13)."""
        # a cashier reads neither programs and tiers nor entries
        for order in self.sudo():
            if not (order.points_terms or {}).get("sold"):
                order._points_check_parts()
                order._points_check_spending()
                order._points_fix()
                order._points_post_all()
                order._points_alert()

    def _points_post_all(self):
        """Post the difference; also of sales of which something came back, and of orders.

        An order that is settled earns itself, once (D4).
        """
        back = self.lines.refunded_orderline_id
        (self | back.order_id)._points_sync()
        (self.lines | back).sale_order_origin_id._points_sync_confirmed()

    # -- what is fixed -------------------------------------------------------------------
    def _points_fix(self):
        """Fix what the order earns and spends, and what came back of other orders."""
        self.ensure_one()
        known = (self.points_terms or {}).get("cards", {})
        cards = {card_id: {**term} for card_id, term in known.items()}
        spent = self._points_spent_terms()
        programs = self._points_programs()
        if programs and not self._points_adds_up():
            programs = programs.browse()
        for program in programs:
            card = self._points_member_card(program)
            if not card and (program in spent or self._points_to_earn(program)):
                card = self._points_new_card(program)
            if card:
                cards[str(card.id)] = {
                    "accrual": program.points_accrual,
                    "rows": self._points_earned_terms(program, card),
                }
        for program, rewards in spent.items():
            for card, row in rewards:
                card = card or self._points_member_card(program)
                new = {"accrual": program.points_accrual, "rows": []}
                term = cards.setdefault(str(card.id), new)
                term["rows"] = [*term["rows"], row]
        lines = {str(line.id): [line.qty, line._points_sum()] for line in self.lines}
        self.points_terms = {
            "sold": True,
            "cards": cards,
            "lines": lines,
            "back": {},
            "customer": self.partner_id.id,
            "top_ups": self._points_top_ups(),
        }
        self._points_fix_returns()

    def _points_fix_returns(self):
        """Tell the orders of which pieces came back how many, and for how much money (D2)."""
        for order, lines in self.lines.grouped(
            lambda line: line.refunded_orderline_id.order_id
        ).items():
            terms = order.points_terms
            if not order or not terms or order == self:
                continue
            back = {line_id: [*sums] for line_id, sums in terms["back"].items()}
            returns = lines.filtered(lambda line: line._points_is_return())
            if not self._points_adds_up():
                # nobody paid what was paid with points
                returns -= returns.filtered(lambda line: line._points_sum() > 0)
            for line in returns:
                sums = back.setdefault(str(line.refunded_orderline_id.id), [0, 0])
                sums[0] -= line.qty
                sums[1] -= line._points_sum()
            order.points_terms = {**terms, "back": back}

    def _points_new_card(self, program):
        """The customer's first purchase makes his card, as in core."""
        return self.env["loyalty.card"].create(
            {
                "program_id": program.id,
                "partner_id": self.partner_id.id,
                "source_pos_order_id": self.id,
            }
        )
