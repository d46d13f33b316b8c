"""What a program would have given on orders of the past: arithmetic without `env` (S56).

Tiers live as in `tier.member`: up at once, down at the reviews, by the purchases of that
day. Campaigns and gifts are not part of it, and members are taken to buy as they did.
"""

import dataclasses
import datetime
import math
from decimal import Decimal

from ..tier.member import Member, Rules
from .earning import points_by_rule

DAY = datetime.timedelta(days=1)


@dataclasses.dataclass(frozen=True)
class Offer:
    """What a program promises. `earning` are terms of rules with their `minimum` and `least`
    (money and quantity); `factors` multiply the points, by rank (the first is no tier).
    """

    name: str
    earning: tuple
    rules: Rules
    factors: tuple
    digits: int = 0
    point_value: float = 1.0
    pay_share: float = 1.0


@dataclasses.dataclass(frozen=True)
class Order:
    """An order as `loyalty.simulator` reads it; money in the company's currency.

    `amounts` and `quantities` are what counts for each rule, `whole_…` what was ordered:
    the conditions of a rule look at the whole order, as on a real one.
    """

    number: int
    customer: int
    day: datetime.date
    money: float
    amounts: tuple
    quantities: tuple
    whole_amounts: tuple
    whole_quantities: tuple
    off: tuple
    margin: float | None


@dataclasses.dataclass
class Outcome:
    """What came of an offer; `points` and `members` by customer."""

    offer: Offer
    points: dict = dataclasses.field(default_factory=dict)
    members: dict = dataclasses.field(default_factory=dict)
    past: list = dataclasses.field(default_factory=list)
    sales: float = 0.0
    orders: int = 0
    discounts: float = 0.0
    margin: float = 0.0
    sales_of_margin: float = 0.0

    @property
    def issued(self):
        """Points in all."""
        return sum(self.points.values())

    def tiers(self):
        """`{name of the tier: members}` at the end, with those that nobody reached."""
        counts = {name: 0 for name, *_needs in self.offer.rules.ladder}
        for member in self.members.values():
            if member.tier:
                counts[member.tier] += 1
        return counts

    def spent(self, share):
        """Points spent at an assumed rate, as far as the orders may be paid with points."""
        most = self.sales * self.offer.pay_share / (self.offer.point_value or 1)
        return min(self.issued * share, most)

    def cost(self, share):
        """Money: points spent at an assumed rate, and discounts."""
        return self.spent(share) * self.offer.point_value + self.discounts

    def liability(self, share):
        """Money: points that are outstanding."""
        return (self.issued - self.spent(share)) * self.offer.point_value

    def share_of_margin(self, share):
        """Cost of the part of the sales whose costs are known, of its margin; or None."""
        if self.margin <= 0 or not self.sales:
            return None
        return self.cost(share) * self.sales_of_margin / self.sales / self.margin


def simulate(offer, orders, today):
    """Live through orders (by day) with an offer; the outcome as of today."""
    outcome = Outcome(offer)
    for order in orders:
        member = outcome.members.setdefault(order.customer, Member(offer.rules))
        _live_until(member, order.day)
        base = _base(offer, order)
        points = _down(base, offer.digits)
        extra = _down(base * (offer.factors[member.rank] - 1), offer.digits)
        outcome.points[order.customer] = (
            outcome.points.get(order.customer, 0.0) + points + extra
        )
        if member.rank:
            outcome.discounts += order.off[member.rank - 1]
        outcome.past.append((order, points))
        outcome.orders += 1
        outcome.sales += order.money
        if order.margin is not None:
            outcome.margin += order.margin
            outcome.sales_of_margin += order.money
        member.buy(
            order.number, order.day, Decimal(str(points)), Decimal(str(order.money))
        )
    for member in outcome.members.values():
        _live_until(member, today)
    return outcome


def _live_until(member, day):
    """The reviews between, each on its day."""
    while member.rank and (due := (member.grace_until or member.until) + DAY) < day:
        member.morning(due)
    member.morning(day)


def _base(offer, order):
    """Points of an order by all rules, not rounded."""
    total = 0.0
    for number, term in enumerate(offer.earning):
        amount, quantity = order.amounts[number], order.quantities[number]
        if (
            quantity
            and order.whole_quantities[number] >= term["least"]
            and order.whole_amounts[number] >= term["minimum"]
        ):
            given = points_by_rule(term, {"": amount}, {"": quantity})
            total += sum(given.values())
    return total


def _down(points, digits):
    size = 10**digits
    return math.floor(round(points * size, 6)) / size
