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
from odoo.addons.loyalty_service_parts.models.tier.member import Member, Rules

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
        self.orders = self.bought = 0

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
        self.prepare_tiers(names)
        self.figures = {name: {"earned": 0, "spent": 0, "expired": 0} for name in names}

    def prepare_tiers(self, names):
        """Up at once, down at the end of a month straight to what is qualified, no grace."""
        ladder = sorted(self.job["tiers"], key=lambda tier: tier[1])
        self.tier_rows = {"ledger": [], "model": []}
        self.members = {}
        if not ladder:
            return
        self.program.write(
            {
                "tier_metric": "spend",
                "tier_window": "rolling",
                "tier_window_months": self.job["window"],
                "tier_review": "monthly",
                "tier_downgrade": "to_qualified",
                "tier_grace_days": 0,
            }
        )
        self.env["loyalty.tier"].create(
            [
                {"program_id": self.program.id, "name": name, "threshold": threshold}
                for name, threshold in ladder
            ]
        )
        rules = Rules(
            ladder=tuple(
                (name, Decimal(str(threshold)), Decimal(str(threshold)))
                for name, threshold in ladder
            ),
            months=self.job["window"],
            review="monthly",
            downgrade="to_qualified",
        )
        self.members = {name: Member(rules) for name in names}

    def run(self):
        self.prepare()
        by_day = {}
        for customer, day, amount in self.job["rows"]:
            by_day.setdefault(datetime.date.fromisoformat(day), []).append(
                (customer, Decimal(amount))
            )
        day, last = min(by_day), max(by_day)
        self.first = day
        if self.job["until"]:
            last = datetime.date.fromisoformat(self.job["until"])
        while day <= last:
            self.live(day, by_day.get(day, []))
            day += datetime.timedelta(days=1)
        self.last = last
        # the last month, too, as if nothing more was bought in it
        over = (last.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
        self.review(self.at(over), over)

    def at(self, day):
        """The environment whose clock stands at noon of a day."""
        clock = PointsClock(datetime.datetime.combine(day, datetime.time(12)))
        return self.env(context=dict(self.env.context, **{CLOCK_KEY: clock}))

    def review(self, env, day):
        """The daily run of the tiers; on the first of a month, what the last one ended with."""
        if not self.members:
            return
        env["loyalty.tier.evaluation"]._review_all()
        for member in self.members.values():
            member.morning(day)
        if day.day == 1 and day > self.first:
            month = (day - datetime.timedelta(days=1)).strftime("%Y-%m")
            env.invalidate_all()
            cards = env["loyalty.card"].browse(card.id for card in self.card.values())
            for name, card in zip(self.card, cards, strict=True):
                self.tier_rows["ledger"].append([name, month, card.tier_id.name or ""])
                self.tier_rows["model"].append(
                    [name, month, self.members[name].tier or ""]
                )

    def live(self, day, purchases):
        env = self.at(day)
        self.review(env, day)
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
        if self.members:
            self.bought += 1
            self.members[customer].buy(self.bought, day, earned, amount - points)

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
        return {"ledger": ledger, "model": model, "tiers": self.tier_rows}


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
