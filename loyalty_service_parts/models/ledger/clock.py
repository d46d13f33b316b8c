"""Time and marks that code may pass in the context, and that nobody can send over RPC.

A context that arrives from outside holds strings, numbers, lists and dictionaries; an
instance of a class of this file can only be put there by Python code.
"""

CLOCK_KEY = "points_clock"
STATED_KEY = "points_stated"
FRESH_KEY = "points_fresh"
REWARDING_KEY = "points_rewarding"


class PointsClock:
    """A moment (naive UTC datetime) that the ledger takes for now: imports, replays, demo."""

    __slots__ = ("now",)

    def __init__(self, now):
        self.now = now

    def __eq__(self, other):
        return isinstance(other, PointsClock) and self.now == other.now

    def __hash__(self):
        return hash(self.now)


class Stated:
    """Says that a document states its points: writes to the balance are dropped."""

    __slots__ = ()


STATED = Stated()


class Rewarding:
    """Says that rewards are being computed: lines may get their cost and card."""

    __slots__ = ()


REWARDING = Rewarding()


def is_rewarding(context):
    """Whether the lines are written by the computation of rewards."""
    return context.get(REWARDING_KEY) is REWARDING


class Fresh:
    """Says that documents were confirmed in this very call: nothing followed yet."""

    __slots__ = ()


FRESH = Fresh()


def is_fresh(context):
    """Whether the caller has just confirmed the documents."""
    return context.get(FRESH_KEY) is FRESH


def clock_of(context):
    """The moment that Python code put into the context, or None."""
    clock = context.get(CLOCK_KEY)
    return clock.now if isinstance(clock, PointsClock) else None


def is_stated(context):
    """Whether the caller is a document whose statement posts the points."""
    return context.get(STATED_KEY) is STATED
