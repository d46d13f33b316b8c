"""The order of a till as a points document: it states what it should have posted.

What it earns and spends is fixed when it is paid; later only what came back counts.
"""

from odoo import api, fields, models


class PosOrder(models.Model):
    _name = "pos.order"
    _inherit = ["pos.order", "loyalty.points.document", "loyalty.points.sale"]

    points_terms = fields.Json(
        copy=False,
        groups="base.group_system",
        help="By card: what the order earned and spent when it was paid, by line.",
    )
    points_offline = fields.Boolean(
        "Sold Without a Connection",
        copy=False,
        readonly=True,
        help="The till could not ask: what was not allowed is told to the managers.",
    )

    @api.model
    def _process_order(self, order, existing_order):
        """What the engine keeps with an order is not for a till to say."""
        order = {name: value for name, value in order.items() if name != "points_terms"}
        return super()._process_order(order, existing_order)

    def _points_origin_name(self):
        """Orders of tills are known by the number on the receipt."""
        return self.pos_reference or self.name

    def _points_is_sold(self):
        return self.state in ("paid", "done")

    def action_pos_order_paid(self):
        """A sale earns and spends when it is paid, in the same transaction (S48, D2, D4).

        :raise UserError: points that are not there, or a part that is not for the customer
        """
        result = super().action_pos_order_paid()
        # a cashier reads neither programs and tiers nor entries
        order = self.sudo()
        order._points_check_parts()
        order._points_check_spending()
        order._points_close()
        order._points_alert()
        return result

    def _points_close(self):
        """Fix what was sold, and post it; of what came back, the first sale gives way.

        Idempotent: an order that a till pushes twice posts once (D13). An order that is
        settled earns itself, once (D4).
        """
        for order in self.filtered(lambda order: order._points_is_sold()):
            order._points_keep_terms()
        (self | self.lines.refunded_orderline_id.order_id)._points_sync()
        lines = self.lines | self.lines.refunded_orderline_id
        lines.sale_order_origin_id._points_sync_confirmed()

    def _points_keep_terms(self):
        """Fix what the order earns and spends on cards that it has no terms for yet."""
        self.ensure_one()
        terms = dict(self.points_terms or {})
        spent = self._points_spent_terms()
        for program in self._points_programs():
            card = self._points_member_card(program)
            if not card and (program in spent or self._points_to_earn(program)):
                card = self._points_new_card(program)
            if card and str(card.id) not in terms:
                terms[str(card.id)] = {
                    "accrual": program.points_accrual,
                    "rows": self._points_earned_terms(program, card),
                }
        for program, rewards in spent.items():
            for card, row in rewards:
                self._points_add_spent(terms, program, card, row)
        if terms != (self.points_terms or {}):
            self.points_terms = terms

    def _points_add_spent(self, terms, program, card, row):
        """Add what a reward cost to the terms of its card, once."""
        card = card or self._points_member_card(program)
        term = terms.setdefault(
            str(card.id), {"accrual": program.points_accrual, "rows": []}
        )
        known = [one["line_id"] for one in term["rows"] if one["type"] == "redeem"]
        if row["line_id"] not in known:
            term["rows"] = [*term["rows"], row]

    def _points_new_card(self, program):
        """The customer's first purchase makes his card, as in core."""
        return self.env["loyalty.card"].create(
            {
                "program_id": program.id,
                "partner_id": self.partner_id.id,
                "source_pos_order_id": self.id,
            }
        )
