"""The ledger of one card as a pure model: no database, no Odoo.

It says what must be true; the SQL path shares no code with it, and the property tests
and `./dev replay` compare the two row by row. Points are `Decimal`, days are dates.
"""

import dataclasses
import datetime
from decimal import Decimal

from .expiry import lapsed

ZERO = Decimal(0)


class NotCovered(Exception):
    """A redemption asks for more than is usable."""


@dataclasses.dataclass
class Row:
    """A posted entry."""

    number: int
    points: Decimal
    kind: str
    day: datetime.date
    expiry_date: datetime.date | None = None
    idle: int | None = None
    reverses: int | None = None
    remaining: Decimal = ZERO
    reversed: Decimal = ZERO


@dataclasses.dataclass
class Card:
    """Entries, and which debit took how much from which credit."""

    rows: dict = dataclasses.field(default_factory=dict)
    taken: dict = dataclasses.field(default_factory=dict)
    activity: datetime.date | None = None

    # -- reading ---------------------------------------------------------------
    @property
    def balance(self):
        return sum((row.points for row in self.rows.values()), ZERO)

    @property
    def debt(self):
        return -sum(
            (row.remaining for row in self.rows.values() if row.remaining < 0), ZERO
        )

    def lots(self, today=None):
        """Open lots in the order in which they are spent; with a day, usable ones only."""
        found = [row for row in self.rows.values() if row.remaining > 0]
        if today is not None:
            found = [row for row in found if not self._lapsed(row, today)]
        return sorted(found, key=_spend_key)

    def usable(self, today):
        return sum((row.remaining for row in self.lots(today)), ZERO)

    def check(self):
        """Raise AssertionError when an invariant of the ledger is broken."""
        for row in self.rows.values():
            low, high = sorted((ZERO, row.points))
            assert low <= row.remaining <= high, row
            moved = sum(
                (points if row.points < 0 else -points)
                for (debit, credit), points in self.taken.items()
                if row.number in (debit, credit)
            )
            assert row.remaining == row.points + moved, row
        assert sum((row.remaining for row in self.rows.values()), ZERO) == self.balance

    # -- changing --------------------------------------------------------------
    def post(self, points, kind, day, *, expiry_date=None, idle=None, number=None):
        """Add one entry and pair it with lots or debts."""
        if kind == "redeem" and -points > self.usable(day):
            raise NotCovered(points)
        row = self.add(
            points, kind, day, expiry_date=expiry_date, idle=idle, number=number
        )
        self.settle(day)
        return row

    def reverse(self, original, points, day, *, number=None):
        """Take back `points` (positive) of an entry."""
        original = self.rows[original]
        assert ZERO < points <= abs(original.points) - original.reversed
        original.reversed += points
        sign = -1 if original.points > 0 else 1
        row = self.add(sign * points, "reversal", day, number=number)
        row.reverses = original.number
        if sign > 0:
            self._give_back(original, row)
        else:
            self._take(row, original, min(points, original.remaining))
        self.settle(day)
        return row

    def expire(self, today, *, number=None):
        """Post one debit for all that has lapsed; None when there is nothing."""
        gone = [row for row in self.lots() if self._lapsed(row, today)]
        if not gone:
            return None
        row = self.add(
            -sum(lot.remaining for lot in gone), "expire", today, number=number
        )
        for lot in gone:
            self._take(row, lot, lot.remaining)
        return row

    def take_lots(self, chosen, kind, day, *, number=None):
        """A debit from chosen lots: `{lot number: points}`."""
        row = self.add(-sum(chosen.values()), kind, day, number=number)
        for lot, points in chosen.items():
            self._take(row, self.rows[lot], points)
        self.settle(day)
        return row

    def settle(self, today):
        """Pair every debt, oldest first, with the usable lots, first expiring first."""
        for debit in sorted(
            (row for row in self.rows.values() if row.remaining < 0),
            key=lambda row: row.number,
        ):
            for lot in self.lots(today):
                if debit.remaining >= 0:
                    break
                self._take(debit, lot, min(lot.remaining, -debit.remaining))

    def add(self, points, kind, day, *, expiry_date=None, idle=None, number=None):
        """Add one entry without pairing it: the first step of a batch."""
        number = number or max(self.rows, default=0) + 1
        row = Row(number, points, kind, day, expiry_date, idle, remaining=points)
        self.rows[number] = row
        if kind in ("earn", "redeem"):
            self.activity = max(self.activity or day, day)
        return row

    # -- inside ----------------------------------------------------------------
    def _take(self, debit, credit, points):
        if not points:
            return
        debit.remaining += points
        credit.remaining -= points
        key = (debit.number, credit.number)
        self.taken[key] = self.taken.get(key, ZERO) + points

    def _give_back(self, debit, reversal):
        """Debt first, then the lots, last to expire first: as if less had been spent."""
        undo = max(reversal.points + debit.remaining, ZERO)
        lots = [
            self.rows[credit]
            for (number, credit), points in self.taken.items()
            if number == debit.number
            and points > 0
            and self.rows[credit].reverses != number
        ]
        for lot in sorted(lots, key=_spend_key, reverse=True):
            back = min(undo, self.taken[debit.number, lot.number])
            self._take(debit, lot, -back)
            undo -= back
        self._take(debit, reversal, reversal.points)

    def _lapsed(self, row, today):
        return lapsed(row.expiry_date, row.idle, self.activity, today)


def _spend_key(row):
    return (row.expiry_date or datetime.date.max, row.day, row.number)
