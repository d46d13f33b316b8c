"""The year before today: visits, payments with points, returns, corrections by hand."""

import random
from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.fields import Command

from ..models.ledger.clock import CLOCK_KEY, PointsClock
from . import catalogue

DAYS = 365


class LoyaltyDemo(models.AbstractModel):
    # one chapter of the story a file
    _inherit = "loyalty.demo"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _live_a_year(self):
        chance = random.Random(19)  # noqa: S311 the same story each time
        first = fields.Date.context_today(self) - timedelta(days=DAYS)
        for number, (day, customer) in enumerate(self._calendar(chance, first)):
            at = self._at(first + timedelta(days=day))
            at._run_crons()
            at._buy(chance, customer, number, age=DAYS - day)

    @api.model
    def _calendar(self, chance, first):
        """Days after the first and customers, in the order of time."""
        visits = []
        names = [f"partner_{login}" for _name, login, *_rest in catalogue.PEOPLE]
        names += [
            f"partner_{login.replace('.', '_')}"
            for _name, login, _phone in catalogue.COMPANIES
        ]
        for place, name in enumerate(names):
            count = 8 if place < 2 else chance.randint(3, 6)
            days = chance.sample(range(5, DAYS - 2), count)
            if place < 2:
                days += [DAYS - 170 - place, DAYS - 12, DAYS - 3]
            visits += [(day, name) for day in days]
        return sorted(visits)

    @api.model
    def _at(self, day):
        moment = datetime.combine(day, time(9, 30))
        return self.with_context(
            **{CLOCK_KEY: PointsClock(moment)},
            tracking_disable=True,
            loyalty_no_mail=True,
        )

    @api.model
    def _moment(self):
        return self.env.context[CLOCK_KEY].now

    @api.model
    def _run_crons(self):
        self.env["loyalty.points.run"]._release_all()
        self.env["loyalty.points.run"]._expire_all()
        self.env["loyalty.tier.evaluation"]._review_all()

    @api.model
    def _buy(self, chance, customer, number, age):
        order = self._make_order(chance, customer)
        if number % 3 == 1:
            self._pay_with_points(order)
        if age < 10 and number % 2:
            return  # stays a quotation
        self._confirm(order)
        if number % 17 == 5:
            order._action_cancel()
            return
        if age < 20 and number % 3 == 0:
            return  # points wait for the payment
        self._deliver(order)
        invoice = self._invoice(order)
        self._pay(invoice)
        if number % 9 == 4:
            self._credit(invoice, 0.5 if number % 2 else 1.0)

    @api.model
    def _make_order(self, chance, customer):
        lines = []
        for _name, code, _price in chance.sample(catalogue.PARTS, chance.randint(1, 3)):
            lines.append((code, chance.choice((1, 1, 2, 4))))
        for _name, code, _price in chance.sample(
            catalogue.LABOUR, chance.randint(0, 2)
        ):
            lines.append((code, 1))
        order = self.env["sale.order"].create(
            {
                "partner_id": self._ref(customer).id,
                "user_id": self._ref("user_salesman").id,
                "date_order": self._moment(),
                "order_line": [
                    Command.create(
                        {
                            "product_id": self._product(code).id,
                            "product_uom_qty": quantity,
                        }
                    )
                    for code, quantity in lines
                ],
            }
        )
        order._update_programs_and_rewards()
        return order

    @api.model
    def _pay_with_points(self, order):
        card = order._points_main_card()
        reward = card.program_id.reward_ids.filtered(order._points_is_per_point)[:1]
        most = order._points_most(reward, card)
        if most >= card.program_id.redeem_min_points:
            order._points_use(card, reward, most)

    @api.model
    def _confirm(self, order):
        order.action_confirm()
        order.date_order = self._moment()

    @api.model
    def _deliver(self, order):
        picking = order.picking_ids.filtered(lambda picking: picking.state != "cancel")
        for move in picking.move_ids:
            move.quantity = move.product_uom_qty
            move.picked = True
        picking._action_done()
        picking.date_done = self._moment()
        for line in order.order_line.filtered(
            lambda line: line.product_id.type == "service"
        ):
            line.qty_delivered = line.product_uom_qty

    @api.model
    def _invoice(self, order):
        invoice = order._create_invoices(final=True)
        invoice.invoice_date = self._moment().date()
        invoice.action_post()
        return invoice

    @api.model
    def _pay(self, invoice):
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({"payment_date": self._moment().date()})._create_payments()

    @api.model
    def _credit(self, invoice, share):
        note = invoice._reverse_moves([{"invoice_date": self._moment().date()}])
        for line in note.invoice_line_ids:
            line.quantity *= share
        note.action_post()
        self._pay(note)

    @api.model
    def _finish(self):
        """What happened by hand, and what runs every night."""
        self._run_crons()
        cards = self.env["loyalty.card"].search([("is_ledger", "=", True)], order="id")
        clerk = self._ref("user_clerk")
        cards[2].with_user(clerk)._points_adjust(
            300, "complaint", "Waited an hour for the car"
        )
        cards[4].with_user(clerk)._points_adjust(
            -120, "correction", "Points of a private sale"
        )
        cards[0]._points_transfer(cards[1], 100, reason="Gift to a friend")
        cards[5].with_user(clerk).action_block()
        asked = self.env["loyalty.points.adjust"].with_user(clerk)
        asked.create(
            {
                "card_id": cards[3].id,
                "points": 2500,
                "reason_code": "goodwill",
                "reason": "Engine oil of the wrong grade was sold",
            }
        ).action_apply()
        self.env["loyalty.points.seal"]._seal_all()
        self.env["loyalty.points.check"]._run_check()
