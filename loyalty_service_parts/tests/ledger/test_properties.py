"""Random histories: the ledger in the database against the pure model, step by step."""

import datetime
from decimal import Decimal

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...models.ledger import fifo
from ..common import LedgerCommon

POINTS = st.integers(1, 40_000).map(lambda n: Decimal(n) / 100)
SHARE = st.integers(1, 100).map(lambda n: Decimal(n) / 100)
VALIDITY = st.one_of(st.none(), st.integers(0, 60))


class LedgerMachine(RuleBasedStateMachine):
    """Does the same to a card and to the pure model; after each step they must agree."""

    case = None

    def __init__(self):
        super().__init__()
        self.today = datetime.date(2026, 1, 1)
        self.card = self.case.make_card(self.case.make_partner("Random Member"))
        self.model = fifo.Card()
        self.env = self.case.env

    def clock(self):
        return self.case.on(self.today.isoformat())

    def post(self, points, kind, days=None, idle=None):
        expiry = None if days is None else self.today + datetime.timedelta(days=days)
        vals = {"card_id": self.card.id, "points": points, "type": kind}
        if points > 0:
            vals |= {"expiry_date": expiry, "idle_months": idle}
        with self.clock():
            entry = self.card._points_post([vals])
        self.model.post(
            points, kind, self.today, expiry_date=expiry, idle=idle, number=entry.id
        )

    @rule(points=POINTS, days=VALIDITY, idle=st.sampled_from([None, None, 1, 2]))
    def earn(self, points, days, idle):
        self.post(points, "earn", days, idle)

    @rule(share=SHARE)
    def redeem(self, share):
        points = (self.model.usable(self.today) * share).quantize(Decimal("0.01"))
        if points:
            self.post(-points, "redeem")

    @rule(more=POINTS)
    def redeeming_more_than_usable_is_refused(self, more):
        points = self.model.usable(self.today) + more
        try:
            with self.clock(), self.env.cr.savepoint():
                self.card._points_post(
                    [{"card_id": self.card.id, "points": -points, "type": "redeem"}]
                )
        except UserError:
            return
        raise AssertionError("not refused")

    @rule(points=POINTS, sign=st.sampled_from([1, -1]))
    def adjust(self, points, sign):
        self.post(sign * points, "adjust")

    @precondition(lambda self: self.reversible())
    @rule(data=st.data(), share=SHARE)
    def reverse(self, data, share):
        row = data.draw(st.sampled_from(self.reversible()))
        left = abs(row.points) - row.reversed
        points = max((left * share).quantize(Decimal("0.01")), Decimal("0.01"))
        entry = self.env["loyalty.points.entry"].browse(row.number)
        with self.clock():
            made = self.card._points_reverse(entry, {entry: points})
        self.model.reverse(row.number, points, self.today, number=made.id)

    def reversible(self):
        return [
            row
            for row in self.model.rows.values()
            if row.kind in ("earn", "redeem") and abs(row.points) > row.reversed
        ]

    @rule(days=st.integers(1, 25))
    def time_passes(self, days):
        self.today += datetime.timedelta(days=days)

    @rule()
    def expire(self):
        with self.clock():
            self.env["loyalty.points.run"]._expire_all()
        last = self.card.entry_ids.sorted("id")[-1:]
        number = last.id if last.id not in self.model.rows else None
        self.model.expire(self.today, number=number)

    @precondition(lambda self: self.model.usable(self.today))
    @rule(share=SHARE)
    def transfer_away(self, share):
        points = (self.model.usable(self.today) * share).quantize(Decimal("0.01"))
        if not points:
            return
        target = self.case.make_card(self.case.make_partner("Receiver"))
        with self.clock():
            debit = self.card._points_transfer(target, points)[0]
        chosen, left = {}, points
        for lot in self.model.lots(self.today):
            taken = min(left, lot.remaining)
            if taken:
                chosen[lot.number] = taken
            left -= taken
        self.model.take_lots(chosen, "transfer", self.today, number=debit.id)

    @rule()
    def seal(self):
        self.env["loyalty.points.seal"]._seal_all()

    @invariant()
    def both_agree(self):
        self.model.check()
        self.env.invalidate_all()
        assert round(self.card.points, 4) == float(self.model.balance)
        entries = self.card.entry_ids
        found = {entry.id: round(entry.remaining, 4) for entry in entries}
        wanted = {row.number: float(row.remaining) for row in self.model.rows.values()}
        assert found == wanted, (found, wanted)
        with self.clock():
            usable = self.card._points_usable()[self.card]
        assert usable == float(self.model.usable(self.today)), usable
        assert self.env["loyalty.points.verify"]._verify([self.card.id]) == []


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
