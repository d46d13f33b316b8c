"""The till of the demo: open, with sales of today: earned, paid by points, taken back."""

import uuid

from odoo import api, fields, models
from odoo.fields import Command


class LoyaltyDemo(models.AbstractModel):
    _inherit = "loyalty.demo"

    @api.model
    def _finish(self):
        """Last: the shop's till."""
        result = super()._finish()
        self._open_the_shop()
        self._sell_at_the_till()
        return result

    @api.model
    def _open_the_shop(self):
        """Everything in the catalogue is for sale at the till, by the salesman and the clerk."""
        parts = self.env["product.template"].search(
            [("default_code", "!=", False), ("sale_ok", "=", True)]
        )
        parts.available_in_pos = True
        cashiers = self._ref("user_salesman") | self._ref("user_clerk")
        cashiers.group_ids = [
            Command.link(self.env.ref("point_of_sale.group_pos_user").id)
        ]
        journal = self._record(
            "journal_till",
            "account.journal",
            {"name": "Cash of the Till", "type": "cash", "code": "CSHT"},
        )
        cash = self._record(
            "payment_cash",
            "pos.payment.method",
            {"name": "Cash", "journal_id": journal.id},
        )
        card = self._record(
            "payment_card",
            "pos.payment.method",
            {
                "name": "Bank Card",
                "journal_id": self.env["account.journal"]
                .search([("type", "=", "bank")], limit=1)
                .id,
            },
        )
        till = self._record(
            "till",
            "pos.config",
            {
                "name": "Parts Counter",
                "payment_method_ids": [Command.set((cash | card).ids)],
            },
        )
        till.with_user(self._ref("user_salesman")).open_ui()
        till.current_session_id.set_opening_control(5000, None)

    @api.model
    def _sell_at_the_till(self):
        pads, oil = self._product("BP-101"), self._product("OF-301")
        anna, boris = self._ref("partner_anna"), self._ref("partner_boris")
        self._ring_up(anna, (pads, 1), (oil, 2))
        self._ring_up(boris, (oil, 4), points=100)
        back = self._ring_up(anna, (oil, 1))
        self._ring_up(anna, (oil, -1), refunded=back.lines)
        self._ring_up(self.env["res.partner"], (pads, 1))

    @api.model
    def _ring_up(self, partner, *sold, points=0, refunded=None):
        """A sale as the till pushes it, paid by card."""
        till = self._ref("till")
        tax = till.company_id.account_sale_tax_id
        lines = []
        for product, pieces in sold:
            price = product.list_price
            sums = tax.compute_all(price, quantity=pieces, product=product)
            lines.append(
                {
                    "product_id": product.id,
                    "qty": pieces,
                    "price_unit": price,
                    "price_subtotal": sums["total_excluded"],
                    "price_subtotal_incl": sums["total_included"],
                    "tax_ids": [Command.set(tax.ids)],
                    "refunded_orderline_id": refunded.id if refunded else False,
                }
            )
        if points:
            lines.append(self._reward_line(partner, points))
        total = sum(line["price_subtotal_incl"] for line in lines)
        net = sum(line["price_subtotal"] for line in lines)
        order = {
            "session_id": till.current_session_id.id,
            "user_id": self._ref("user_salesman").id,
            "partner_id": partner.id,
            "pricelist_id": till.pricelist_id.id,
            "fiscal_position_id": False,
            "date_order": fields.Datetime.to_string(fields.Datetime.now()),
            "lines": [Command.create(line) for line in lines],
            "payment_ids": [
                Command.create(
                    {
                        "amount": total,
                        "name": fields.Datetime.now(),
                        "payment_method_id": self._ref("payment_card").id,
                    }
                )
            ],
            "amount_total": total,
            "amount_tax": total - net,
            "amount_paid": total,
            "amount_return": 0,
            "last_order_preparation_change": "{}",
            "uuid": str(uuid.uuid4()),
            "state": "paid",
            "is_refund": bool(refunded),
        }
        found = self.env["pos.order"].sync_from_ui([order])["pos.order"]
        return self.env["pos.order"].browse(found[-1]["id"])

    @api.model
    def _reward_line(self, partner, points):
        program = self._ref("program")
        card = self.env["loyalty.card"]._points_find_card(program, partner)
        reward = program.reward_ids.filtered(
            lambda one: (
                one.reward_type == "discount" and one.discount_mode == "per_point"
            )
        )[:1]
        money = -points * reward.discount
        return {
            "product_id": reward.discount_line_product_id.id,
            "qty": 1,
            "price_unit": money,
            "price_subtotal": money,
            "price_subtotal_incl": money,
            "is_reward_line": True,
            "reward_id": reward.id,
            "coupon_id": card.id,
            "points_cost": points,
            "reward_identifier_code": "demo",
        }
