"""Runs in Odoo's shell (`env`, `JOB`): the purchases of the job through real orders."""

import datetime
import gc
import json
import time
from decimal import ROUND_DOWN, Decimal

from odoo.fields import Command

from odoo.addons.loyalty_service_parts.models.ledger import fifo
from odoo.addons.loyalty_service_parts.models.ledger.clock import CLOCK_KEY, PointsClock
from odoo.addons.loyalty_service_parts.models.ledger.expiry import last_usable_day

CENT = Decimal("0.01")


def down(value):
    return value.quantize(CENT, ROUND_DOWN)


class Replay:
    def __init__(self, env, job):
        self.env = env(
            context=dict(env.context, tracking_disable=True, mail_notrack=True)
        )
        self.job = job
        self.rule, _colon, count = job["expiry"].partition(":")
        self.count = int(count or 0)
        self.share = Decimal(str(job["redeem"])) / 100
        self.models, self.figures = {}, {}
        self.orders = 0

    def prepare(self):
        env = self.env
        company = env.company
        if not company.chart_template:
            env["account.chart.template"].try_loading("generic_coa", company)
        env["loyalty.program"].search([]).active = False
        self.product = env["product.product"].create(
            {
                "name": "Purchase",
                "type": "consu",
                "invoice_policy": "order",
                "taxes_id": [Command.clear()],
            }
        )
        self.program = env["loyalty.program"].create(
            {
                "name": "Replay",
                "program_type": "loyalty",
                "applies_on": "both",
                "trigger": "auto",
                "points_accrual": self.job["accrual"],
                "points_expiry": self.rule,
                "points_expiry_count": self.count,
                "points_digits": "2",
                "points_on": "net",
                "redeem_max_percent": self.job["redeem"] or 0,
                "rule_ids": [
                    Command.create(
                        {"reward_point_mode": "money", "reward_point_amount": 1}
                    )
                ],
                "reward_ids": [
                    Command.create(
                        {
                            "discount_mode": "per_point",
                            "discount": 1,
                            "discount_applicability": "order",
                            "required_points": 0.01,
                        }
                    )
                ],
            }
        )
        names = list(dict.fromkeys(row[0] for row in self.job["rows"]))
        partners = env["res.partner"].create([{"name": name} for name in names])
        cards = env["loyalty.card"].create(
            [
                {"program_id": self.program.id, "partner_id": partner.id}
                for partner in partners
            ]
        )
        self.partner = dict(zip(names, partners, strict=True))
        self.card = dict(zip(names, cards, strict=True))
        self.models = {name: fifo.Card() for name in names}
        self.figures = {name: {"earned": 0, "spent": 0, "expired": 0} for name in names}

    def run(self):
        self.prepare()
        by_day = {}
        for customer, day, amount in self.job["rows"]:
            by_day.setdefault(datetime.date.fromisoformat(day), []).append(
                (customer, Decimal(amount))
            )
        day, last = min(by_day), max(by_day)
        if self.job["until"]:
            last = datetime.date.fromisoformat(self.job["until"])
        while day <= last:
            self.live(day, by_day.get(day, []))
            day += datetime.timedelta(days=1)
        self.last = last

    def live(self, day, purchases):
        moment = datetime.datetime.combine(day, datetime.time(12))
        env = self.env(
            context=dict(self.env.context, **{CLOCK_KEY: PointsClock(moment)})
        )
        env["loyalty.points.run"]._release_all()
        env["loyalty.points.run"]._expire_all()
        for name, model in self.models.items():
            row = model.expire(day)
            if row:
                self.figures[name]["expired"] -= row.points
        while purchases:
            turn, later, seen = [], [], set()
            for purchase in purchases:
                (later if purchase[0] in seen else turn).append(purchase)
                seen.add(purchase[0])
            self.buy(env, day, turn)
            purchases = later
        env.cr.commit()
        env.invalidate_all()
        gc.collect()

    def buy(self, env, day, turn):
        orders = env["sale.order"].create(
            [
                {
                    "partner_id": self.partner[customer].id,
                    "date_order": datetime.datetime.combine(day, datetime.time(12)),
                    "order_line": [
                        Command.create(
                            {"product_id": self.product.id, "price_unit": float(amount)}
                        )
                    ],
                }
                for customer, amount in turn
            ]
        )
        reward = self.program.with_env(env).reward_ids
        for order, (customer, amount) in zip(orders, turn, strict=True):
            order._update_programs_and_rewards()
            card = self.card[customer].with_env(env)
            points = order._points_most(reward, card) if self.share else 0
            if points:
                order._points_use(card, reward, points)
            self.model_buy(customer, day, amount)
        orders.action_confirm()
        # Odoo dates an order with the moment of its confirmation
        orders.date_order = datetime.datetime.combine(day, datetime.time(12))
        for move in orders.picking_ids.move_ids:
            move.write({"quantity": move.product_uom_qty, "picked": True})
        orders.picking_ids._action_done()
        invoices = orders._create_invoices(final=True)
        invoices.invoice_date = day
        invoices.action_post()
        due = invoices.filtered(lambda invoice: invoice.amount_residual > 0)
        if due:
            env["account.payment.register"].with_context(
                active_model="account.move", active_ids=due.ids
            ).create({"payment_date": day, "group_payment": False})._create_payments()
        self.orders += len(orders)

    def model_buy(self, customer, day, amount):
        model, figures = self.models[customer], self.figures[customer]
        points = down(min(model.usable(day), amount * self.share))
        if points:
            model.post(-points, "redeem", day)
            figures["spent"] += points
        earned = down(amount - points)
        if earned:
            expiry = last_usable_day(self.rule, self.count, day)
            model.post(earned, "earn", day, expiry_date=expiry)
            figures["earned"] += earned

    def result(self):
        env = self.env
        groups = env["loyalty.points.entry"]._read_group(
            [("program_id", "=", self.program.id), ("state", "!=", "void")],
            ["card_id", "type", "state"],
            ["points:sum"],
        )
        sums = {(card.id, kind, state): points for card, kind, state, points in groups}
        ledger, model = {}, {}
        for name, card in self.card.items():
            ledger[name] = [
                text(sums.get((card.id, "earn", "posted"), 0)),
                text(sums.get((card.id, "earn", "pending"), 0)),
                text(-sums.get((card.id, "redeem", "posted"), 0)),
                text(-sums.get((card.id, "expire", "posted"), 0)),
                text(card.points),
            ]
            figures = self.figures[name]
            model[name] = [
                text(figures["earned"]),
                text(0),
                text(figures["spent"]),
                text(figures["expired"]),
                text(self.models[name].balance),
            ]
        return {"ledger": ledger, "model": model}


def text(value):
    return f"{Decimal(str(value)).quantize(CENT) + 0:.2f}"


with open(JOB) as stream:  # noqa: F821
    job = json.load(stream)
# every day makes millions of short-lived objects: collect them once a day, not all the time
gc.disable()
started = time.monotonic()
replay = Replay(env, job)  # noqa: F821
replay.run()
result = {
    **replay.result(),
    "seconds": time.monotonic() - started,
    "orders": replay.orders,
    "until": replay.last.isoformat(),
    "findings": len(env["loyalty.points.verify"]._verify()),  # noqa: F821
}
with open(job["result"], "w") as stream:
    json.dump(result, stream)
