"""Builders for tills: a session, sales as the till pushes them, refunds."""

import uuid

from odoo import fields
from odoo.fields import Command

from odoo.addons.loyalty_service_parts.tests.sale.common import SaleCommon


class TillCommon(SaleCommon):
    """A shop with one till, a cashier who has no other rights, and a member."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cashier = cls.make_user(
            "cashier", "base.group_user", "point_of_sale.group_pos_user"
        )
        products = cls.part | cls.labour
        products.available_in_pos = True
        journals = cls.env["account.journal"]
        cls.cash = cls.env["pos.payment.method"].create(
            {
                "name": "Till cash",
                "journal_id": journals.create(
                    {"name": "Till", "type": "cash", "code": "TILLC"}
                ).id,
            }
        )
        # with one method alone the till would choose it by itself
        cls.later = cls.env["pos.payment.method"].create({"name": "On account"})
        cls.till = cls.make_till("Shop", cls.cash | cls.later)
        cls.till.open_ui()
        cls.opened = cls.till.current_session_id
        cls.opened.set_opening_control(0, None)

    @classmethod
    def make_till(cls, name, methods):
        return cls.env["pos.config"].create(
            {"name": name, "payment_method_ids": [Command.set(methods.ids)]}
        )

    @classmethod
    def line(cls, product, quantity=1, price=None, **values):
        """A line as the till sends it."""
        price = product.list_price if price is None else price
        return {
            "product_id": product.id,
            "qty": quantity,
            "price_unit": price,
            "price_subtotal": price * quantity,
            "price_subtotal_incl": price * quantity,
            "uuid": str(uuid.uuid4()),
            **values,
        }

    @classmethod
    def points_line(cls, points, card=None, money=None, **values):
        """The reward: points that pay money."""
        card = card or cls.card
        reward = card.program_id.reward_ids[:1]
        money = points if money is None else money
        return cls.line(
            reward.discount_line_product_id,
            price=-money,
            is_reward_line=True,
            reward_id=reward.id,
            coupon_id=card.id,
            points_cost=points,
            reward_identifier_code="code",
            **values,
        )

    @classmethod
    def pushed(cls, *lines, partner=None, **values):
        """An order as the till pushes it, paid in cash; of a refund with turned signs."""
        partner = cls.member if partner is None else partner
        lines = [
            line if isinstance(line, dict) else cls.line(*line)
            for line in lines or [(cls.part, 1)]
        ]
        total = sum(line["price_subtotal_incl"] for line in lines)
        return {
            "amount_paid": total,
            "amount_return": 0,
            "amount_tax": 0,
            "amount_total": total,
            "date_order": fields.Datetime.to_string(fields.Datetime.now()),
            "fiscal_position_id": False,
            "pricelist_id": cls.till.pricelist_id.id,
            "name": "Order",
            "last_order_preparation_change": "{}",
            "lines": [
                (0, 0, cls.turned(line) if values.get("is_refund") else line)
                for line in lines
            ],
            "partner_id": partner.id,
            "session_id": cls.opened.id,
            "payment_ids": [
                (
                    0,
                    0,
                    {
                        "amount": total,
                        "name": fields.Datetime.now(),
                        "payment_method_id": cls.cash.id,
                    },
                )
            ],
            "uuid": str(uuid.uuid4()),
            "access_token": str(uuid.uuid4()),
            "user_id": cls.cashier.id,
            "state": "paid",
            **values,
        }

    @classmethod
    def push(cls, data):
        """What the till's request does."""
        orders = cls.env["pos.order"].with_user(cls.cashier)
        # a till says what it says on every push; the server takes from the dictionary
        copied = {**data, "lines": [(0, 0, {**line}) for _c, _i, line in data["lines"]]}
        found = orders.sync_from_ui([copied])["pos.order"]
        own = [one["id"] for one in found if one["uuid"] == data["uuid"]]
        return cls.env["pos.order"].browse(own)

    @classmethod
    def turned(cls, line):
        """A line of a refund as the till sends it: with the signs of its sums turned."""
        sums = ("price_subtotal", "price_subtotal_incl")
        return {**line, **{name: -line[name] for name in sums}}

    @classmethod
    def sell(cls, *lines, **values):
        """A sale at the till, paid; `(product, quantity, price)` or lines of the builders."""
        return cls.push(cls.pushed(*lines, **values))

    @classmethod
    def sums(cls, total, **values):
        """Values of an order as the back office makes it, without lines."""
        return {
            "session_id": cls.opened.id,
            "partner_id": cls.member.id,
            "company_id": cls.env.company.id,
            "amount_total": total,
            "amount_paid": total,
            "amount_tax": 0,
            "amount_return": 0,
            **values,
        }

    @classmethod
    def refund(cls, order, *parts, **values):
        """Take back `(line, quantity)` of an order at the till; all when nothing is said."""
        parts = parts or [(line, line.qty) for line in order.lines]
        lines = [
            cls.line(
                line.product_id,
                -quantity,
                line.price_unit,
                refunded_orderline_id=line.id,
            )
            for line, quantity in parts
        ]
        partner = order.partner_id
        return cls.sell(*lines, partner=partner, is_refund=True, **values)

    @classmethod
    def top_up(cls, order, card, points):
        """What core's till says after it pushed an order."""
        return order.with_user(cls.cashier).confirm_coupon_programs(
            {
                str(card.id): {
                    "points": points,
                    "program_id": card.program_id.id,
                    "coupon_id": card.id,
                    "partner_id": card.partner_id.id,
                    "barcode": False,
                }
            }
        )

    def amounts(self, order, card=None):
        """Points of the entries of an order, in their sequence: `(type, points)`."""
        entries = order._points_entries().filtered(
            lambda entry: entry.card_id == (card or self.card)
        )
        return [(one.type, one.points) for one in entries.sorted("id")]
