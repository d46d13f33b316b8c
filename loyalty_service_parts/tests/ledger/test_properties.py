"""Random histories: the ledger in the database against the pure model, step by step."""

import datetime
from decimal import Decimal

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...models.ledger import fifo
from ..common import LedgerCommon

POINTS = st.integers(1, 40_000).map(lambda n: Decimal(n) / 100)
SHARE = st.integers(1, 100).map(lambda n: Decimal(n) / 100)
VALIDITY = st.one_of(st.none(), st.integers(0, 60))


WHICH = st.integers(0, 2)


class LedgerMachine(RuleBasedStateMachine):
    """Does the same to three cards and to their pure models; after each step they must agree."""

    case = None

    def __init__(self):
        super().__init__()
        self.today = datetime.date(2026, 1, 1)
        make = self.case.make_card
        self.cards = [
            make(self.case.make_partner(f"Random Member {n}")) for n in range(3)
        ]
        self.models = [fifo.Card() for _card in self.cards]
        self.env = self.case.env

    def clock(self):
        return self.case.on(self.today.isoformat())

    def usable(self, which, share):
        """A share of what a card may spend, in whole hundredths."""
        points = self.models[which].usable(self.today) * share
        return points.quantize(Decimal("0.01"))

    def post(self, which, points, kind, days=None, idle=None):
        card = self.cards[which]
        expiry = None if days is None else self.today + datetime.timedelta(days=days)
        vals = {"card_id": card.id, "points": points, "type": kind}
        if points > 0:
            vals |= {"expiry_date": expiry, "idle_months": idle}
        with self.clock():
            entry = card._points_post([vals])
        self.models[which].post(
            points, kind, self.today, expiry_date=expiry, idle=idle, number=entry.id
        )

    @rule(
        which=WHICH,
        points=POINTS,
        days=VALIDITY,
        idle=st.sampled_from([None, None, 1, 2]),
    )
    def earn(self, which, points, days, idle):
        self.post(which, points, "earn", days, idle)

    @rule(which=WHICH, share=SHARE)
    def redeem(self, which, share):
        if points := self.usable(which, share):
            self.post(which, -points, "redeem")

    @rule(which=WHICH, more=POINTS)
    def redeeming_more_than_usable_is_refused(self, which, more):
        card = self.cards[which]
        points = self.models[which].usable(self.today) + more
        try:
            with self.clock(), self.env.cr.savepoint():
                card._points_post(
                    [{"card_id": card.id, "points": -points, "type": "redeem"}]
                )
        except UserError:
            return
        raise AssertionError("not refused")

    @rule(which=WHICH, points=POINTS, sign=st.sampled_from([1, -1]))
    def adjust(self, which, points, sign):
        self.post(which, sign * points, "adjust")

    @rule(which=WHICH, data=st.data(), share=SHARE)
    def reverse(self, which, data, share):
        rows = self.reversible(which)
        if not rows:
            return
        row = data.draw(st.sampled_from(rows))
        left = abs(row.points) - row.reversed
        points = max((left * share).quantize(Decimal("0.01")), Decimal("0.01"))
        entry = self.env["loyalty.points.entry"].browse(row.number)
        with self.clock():
            made = self.cards[which]._points_reverse(entry, {entry: points})
        self.models[which].reverse(row.number, points, self.today, number=made.id)

    def reversible(self, which):
        return [
            row
            for row in self.models[which].rows.values()
            if row.kind in ("earn", "redeem") and abs(row.points) > row.reversed
        ]

    @rule(days=st.integers(1, 25))
    def time_passes(self, days):
        self.today += datetime.timedelta(days=days)

    @rule()
    def expire(self):
        with self.clock():
            self.env["loyalty.points.run"]._expire_all()
        for card, model in zip(self.cards, self.models, strict=True):
            last = card.entry_ids.sorted("id")[-1:]
            number = last.id if last.id not in model.rows else None
            model.expire(self.today, number=number)

    @rule(source=WHICH, step=st.integers(1, 2), share=SHARE)
    def transfer(self, source, step, share):
        points, target = self.usable(source, share), (source + step) % 3
        if not points:
            return
        with self.clock():
            debit, *credits = self.cards[source]._points_transfer(
                self.cards[target], points
            )
        giving, taking = self.models[source], self.models[target]
        chosen, left = {}, points
        for lot in giving.lots(self.today):
            taken = min(left, lot.remaining)
            if taken:
                chosen[lot.number] = taken
            left -= taken
        giving.take_lots(chosen, "transfer", self.today, number=debit.id)
        for credit, (number, taken) in zip(credits, chosen.items(), strict=True):
            lot = giving.rows[number]
            taking.add(
                taken,
                "transfer",
                self.today,
                expiry_date=lot.expiry_date,
                idle=lot.idle,
                number=credit.id,
            )
        taking.settle(self.today)

    @rule()
    def seal(self):
        self.env["loyalty.points.seal"]._seal_all()

    @invariant()
    def both_agree(self):
        self.env.invalidate_all()
        with self.clock():
            usable = self.env["loyalty.card"].union(*self.cards)._points_usable()
        for card, model in zip(self.cards, self.models, strict=True):
            model.check()
            assert round(card.points, 4) == float(model.balance)
            found = {entry.id: round(entry.remaining, 4) for entry in card.entry_ids}
            wanted = {row.number: float(row.remaining) for row in model.rows.values()}
            assert found == wanted, (found, wanted)
            assert usable[card] == float(model.usable(self.today)), usable
        ids = [card.id for card in self.cards]
        assert self.env["loyalty.points.verify"]._verify(ids) == []


@tagged("post_install", "-at_install")
class TestProperties(LedgerCommon):
    def test_random_histories_agree_with_the_pure_model(self):
        """S6: balance = sum of rows = what is left of the lots, whatever happens."""
        machine = type("Machine", (LedgerMachine,), {"case": self})
        case = machine.TestCase
        case.settings = settings(
            max_examples=40,
            stateful_step_count=50,
            deadline=None,
            derandomize=True,
            database=None,
            # a shrunk example is shorter, and takes minutes of database time to find
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        case("runTest").runTest()
