"""What a document should have posted against what it has posted: pure arithmetic.

No environment here: rows in, a plan out. `loyalty_points_document.py` reads the rows
from the database and hands the plan to the door.
"""

import dataclasses
from decimal import Decimal

from .loyalty_card_door import exact

ZERO = Decimal(0)


@dataclasses.dataclass
class Posted:
    """An entry of the document: what the arithmetic needs to know of it."""

    id: int
    state: str
    points: Decimal
    type: str
    waits_for: str | None
    held: bool
    reverses_id: int | None


@dataclasses.dataclass
class Plan:
    """What has to happen for one key (card, type, line, component) of a document."""

    post: Decimal = ZERO
    hold: Decimal = ZERO
    wait: Decimal = ZERO
    void: list = dataclasses.field(default_factory=list)
    rehold: list = dataclasses.field(default_factory=list)
    reverse: dict = dataclasses.field(default_factory=dict)

    def __bool__(self):
        return bool(self.post or self.wait or self.void or self.reverse)


def kind_of(entry_type, points):
    """Whether a row belongs to what was earned or to what was spent.

    A reversal belongs to what it reverses, which has the other sign.
    """
    if entry_type == "reversal":
        return "earn" if points < 0 else "redeem"
    return entry_type


def plan(due, waiting, waits_for, entries):
    """Compare a statement with the entries of its key.

    Points that were posted never go back to pending because a waiting period was made
    longer since: only the event itself, when it is undone, takes them back.

    :param due: signed points whose event happened, posted or in their waiting period
    :param waiting: signed points whose event has not happened yet
    """
    due, waiting = exact(due), exact(waiting)
    posted = [entry for entry in entries if entry.state == "posted"]
    held = [entry for entry in entries if entry.state == "pending" and entry.held]
    waits = [entry for entry in entries if entry.state == "pending" and not entry.held]
    result = Plan()
    delta = due - _sum(posted) - _sum(held)
    sign = -1 if due < 0 or _sum(posted) < 0 else 1
    if delta * sign > 0:
        result.post = delta
    elif delta:
        _take_back(result, -delta * sign, posted, held)
    if _sum(waits) != waiting or any(entry.waits_for != waits_for for entry in waits):
        result.void += waits
        result.wait = waiting
    return result


def _sum(entries):
    return sum((entry.points for entry in entries), ZERO)


def _take_back(result, points, posted, held):
    """Held points first, then posted ones, the latest first."""
    for entry in sorted(held, key=lambda entry: -entry.id):
        if not points:
            return
        taken = min(points, entry.points)
        result.void.append(entry)
        points -= taken
        if entry.points - taken:
            result.rehold.append((entry, entry.points - taken))
    undone = {}
    for entry in posted:
        if entry.type == "reversal":
            undone[entry.reverses_id] = undone.get(entry.reverses_id, ZERO) + abs(
                entry.points
            )
    for entry in sorted(posted, key=lambda entry: -entry.id):
        if entry.type == "reversal":
            continue
        taken = min(points, abs(entry.points) - undone.get(entry.id, ZERO))
        if taken > 0:
            result.reverse[entry.id] = taken
            points -= taken
