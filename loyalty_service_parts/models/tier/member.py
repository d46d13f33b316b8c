"""The tier of one member as a pure model: no database, no Odoo.

It says what must be true; the statements of `tier_sql` share no code with it, and the tests
and `./dev replay` compare the two day by day. A day begins with `morning` (the daily run);
purchases, returns and tiers by hand follow. Money and points are `Decimal`.
"""

import calendar
import dataclasses
import datetime
from decimal import Decimal

ZERO = Decimal(0)
DAY = datetime.timedelta(days=1)


@dataclasses.dataclass(frozen=True)
class Rules:
    """What the program says; `ladder` is `(name, threshold, retention)`, lowest first."""

    ladder: tuple
    metric: str = "spend"
    window: str = "rolling"
    months: int = 12
    review: str = "yearly"
    downgrade: str = "one_step"
    grace: int = 0

    def reached(self, figure, *, below=None, to_keep=False):
        """The highest rank (1 is the lowest tier, 0 none) for a figure."""
        ranks = [
            rank
            for rank, (_name, threshold, retention) in enumerate(self.ladder, 1)
            if figure >= (retention if to_keep else threshold)
        ]
        return max((r for r in ranks if below is None or r < below), default=0)

    def first_day(self, day):
        """The first day of the window that ends on a day; None for all days."""
        if self.window == "calendar_year":
            return datetime.date(day.year, 1, 1)
        if self.window == "rolling":
            return _months_before(day, self.months) + DAY
        return None

    def held_until(self, day):
        """The last day for which a tier that is gained on a day is held for sure."""
        if self.review == "anniversary":
            return _months_before(day, -12) - DAY
        size = {"monthly": 1, "quarterly": 3, "yearly": 12}[self.review]
        last = (day.month + size - 1) // size * size
        return datetime.date(day.year, last, calendar.monthrange(day.year, last)[1])


@dataclasses.dataclass
class Purchase:
    day: datetime.date
    points: Decimal
    money: Decimal


@dataclasses.dataclass
class Member:
    rules: Rules
    purchases: dict = dataclasses.field(default_factory=dict)
    rank: int = 0
    until: datetime.date | None = None
    grace_until: datetime.date | None = None
    manual: bool = False
    manual_until: datetime.date | None = None

    @property
    def tier(self):
        """The name of the tier; None without one."""
        return self.rules.ladder[self.rank - 1][0] if self.rank else None

    def figure(self, day):
        """What counts in the window that ends on a day, and what came after it."""
        first = self.rules.first_day(day)
        counted = [
            one for one in self.purchases.values() if first is None or one.day >= first
        ]
        if self.rules.metric == "orders":
            return sum(one.points > 0 for one in counted)
        if self.rules.metric == "points":
            return sum((one.points for one in counted), ZERO)
        return sum((one.money for one in counted), ZERO)

    # -- what happens --------------------------------------------------------------
    def buy(self, key, day, points, money):
        """A purchase that is posted; up at once."""
        self.purchases[key] = Purchase(day, points, money)
        self._promote(day)

    def give_back(self, key, points, money):
        """A return: it counts on the day of the purchase, and lowers no tier."""
        self.purchases[key].points -= points
        self.purchases[key].money -= money

    def set_by_hand(self, rank, until=None):
        """A tier by hand, through a day."""
        self.rank, self.manual, self.grace_until = rank, True, None
        self.manual_until = self.until = until

    def morning(self, day):
        """The daily run: what time brought up, ends of tiers by hand, reviews."""
        self._promote(day)
        if self.manual and self.manual_until and self.manual_until < day:
            self._hold(self.rules.reached(self.figure(day)), day)
        while self.rank and not self.manual and (self.grace_until or self.until) < day:
            self._review(day)

    def _promote(self, day):
        rank = self.rules.reached(self.figure(day))
        if rank > self.rank and not self.manual:
            self._hold(rank, day)

    def _hold(self, rank, day):
        self.rank, self.until = rank, self.rules.held_until(day)
        self.manual, self.manual_until, self.grace_until = False, None, None

    def _review(self, day):
        rules, figure = self.rules, self.figure(self.until)
        if rules.downgrade == "never" or figure >= rules.ladder[self.rank - 1][2]:
            self._keep(day)
        elif rules.grace and not self.grace_until:
            self.grace_until = self.until + rules.grace * DAY
        else:
            rank = rules.reached(figure, below=self.rank, to_keep=True)
            if rules.downgrade == "one_step":
                rank = max(rank, self.rank - 1)
            self._hold(rank, day)

    def _keep(self, day):
        self.grace_until = None
        if self.rules.review == "anniversary":
            self.until = _months_before(self.until + DAY, -12) - DAY
        else:
            self.until = self.rules.held_until(day)


def _months_before(day, months):
    """The same day so many months before, or the last one of that month."""
    number = day.year * 12 + day.month - 1 - months
    year, month = divmod(number, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))
