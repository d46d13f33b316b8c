"""Calendars of events, and the tier of each day: the database and the pure model agree."""

import datetime
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from ...models.tier.member import Member, Rules
from .common import TierCommon

LADDER = (("Silver", 100, 100), ("Gold", 300, 300), ("Platinum", 1000, 1000))
PURCHASES = (("Silver", 1, 1), ("Gold", 3, 3), ("Platinum", 5, 5))
#: What happens, then the tier on days after it. One story per combination of rules.
STORIES = (
    (
        "rolling months, reviewed monthly, straight down",
        {"review": "monthly", "downgrade": "to_qualified"},
        [("2024-01-15", "buy", 300), ("2024-06-10", "buy", 150)],
        {
            "2024-01-15": "Gold",
            "2025-01-14": "Gold",
            "2025-01-31": "Gold",
            "2025-02-01": "Silver",
            "2025-06-30": "Silver",
            "2025-07-01": None,
        },
    ),
    (
        "rolling months, one step a review",
        {"review": "quarterly", "downgrade": "one_step"},
        [("2024-01-15", "buy", 1000)],
        {
            "2024-12-31": "Platinum",
            "2025-01-01": "Platinum",
            "2025-04-01": "Gold",
            "2025-07-01": "Silver",
            "2025-10-01": None,
        },
    ),
    (
        "a calendar year is judged when it is over",
        {"window": "calendar_year", "review": "yearly", "downgrade": "to_qualified"},
        [("2024-05-01", "buy", 300), ("2025-02-01", "buy", 100)],
        {
            "2024-12-31": "Gold",
            "2025-01-01": "Gold",
            "2025-12-31": "Gold",
            "2026-01-01": "Silver",
            "2027-01-01": None,
        },
    ),
    (
        "for ever is never lost",
        {"window": "lifetime", "review": "monthly", "downgrade": "to_qualified"},
        [("2024-05-01", "buy", 300)],
        {"2024-05-01": "Gold", "2030-01-01": "Gold"},
    ),
    (
        "never down",
        {"review": "monthly", "downgrade": "never"},
        [("2024-05-01", "buy", 300)],
        {"2024-05-01": "Gold", "2027-01-01": "Gold"},
    ),
    (
        "a return lowers the figure at once and the tier at the review",
        {"review": "monthly", "downgrade": "to_qualified"},
        [("2024-05-01", "buy", 300), ("2024-05-20", "give_back", 250)],
        {"2024-05-20": "Gold", "2024-05-31": "Gold", "2024-06-01": None},
    ),
    (
        "a return of what was bought before the window changes nothing",
        {"review": "monthly", "downgrade": "to_qualified"},
        [
            ("2023-03-01", "buy", 500),
            ("2024-05-01", "buy", 300),
            ("2024-05-20", "give_back_first", 500),
        ],
        {"2024-05-20": "Gold", "2024-06-01": "Gold"},
    ),
    (
        "the grace saves who buys in it",
        {"review": "monthly", "downgrade": "to_qualified", "grace": 20},
        [("2024-01-10", "buy", 300), ("2025-02-15", "buy", 300)],
        {"2025-02-01": "Gold", "2025-02-15": "Gold", "2025-02-21": "Gold"},
    ),
    (
        "after the grace the tier is lost",
        {"review": "monthly", "downgrade": "to_qualified", "grace": 20},
        [("2024-01-10", "buy", 300), ("2025-02-15", "buy", 100)],
        {"2025-02-20": "Gold", "2025-02-21": "Silver"},
    ),
    (
        "less is needed to keep a tier than to reach it",
        {
            "review": "monthly",
            "downgrade": "to_qualified",
            "ladder": (
                ("Silver", 100, 50),
                ("Gold", 300, 200),
                ("Platinum", 1000, 800),
            ),
        },
        [("2024-01-10", "buy", 100), ("2024-06-10", "buy", 200)],
        {"2024-06-10": "Gold", "2025-02-01": "Gold", "2025-07-01": None},
    ),
    (
        "the anniversary of the tier",
        {"review": "anniversary", "downgrade": "to_qualified"},
        [("2024-03-10", "buy", 300), ("2024-09-01", "buy", 100)],
        {
            "2025-03-09": "Gold",
            "2025-03-10": "Gold",
            "2026-03-09": "Gold",
            "2026-03-10": None,
        },
    ),
    (
        "a tier by hand outranks, and ends",
        {"review": "monthly", "downgrade": "to_qualified"},
        [
            ("2024-01-10", "buy", 100),
            ("2024-02-01", "by_hand", (3, "2024-04-30")),
            ("2024-03-01", "buy", 250),
        ],
        {"2024-02-01": "Platinum", "2024-04-30": "Platinum", "2024-05-01": "Gold"},
    ),
    (
        "points count, spending them does not",
        {"metric": "points", "review": "monthly", "downgrade": "to_qualified"},
        [("2024-01-10", "buy", 300), ("2024-01-11", "redeem", 300)],
        {"2024-01-11": "Gold", "2024-12-31": "Gold", "2025-02-01": None},
    ),
    (
        "purchases are counted; one that is given back whole is none",
        {
            "metric": "orders",
            "ladder": PURCHASES,
            "review": "monthly",
            "downgrade": "to_qualified",
        },
        [
            ("2024-01-10", "buy", 10),
            ("2024-01-11", "buy", 10),
            ("2024-01-12", "buy", 10),
            ("2024-01-20", "give_back", 10),
        ],
        {"2024-01-12": "Gold", "2024-01-31": "Gold", "2024-02-01": "Silver"},
    ),
)
EVENTS = st.lists(
    st.tuples(
        st.integers(0, 900),
        st.sampled_from(["buy", "buy", "buy", "give_back", "redeem", "by_hand"]),
        st.integers(1, 400),
    ),
    min_size=1,
    max_size=12,
)
RULES = st.fixed_dictionaries(
    {
        "metric": st.sampled_from(["spend", "points", "orders"]),
        "window": st.sampled_from(["rolling", "calendar_year", "lifetime"]),
        "months": st.sampled_from([1, 3, 12]),
        "review": st.sampled_from(["monthly", "quarterly", "yearly", "anniversary"]),
        "downgrade": st.sampled_from(["one_step", "to_qualified", "never"]),
        "grace": st.sampled_from([0, 10, 45]),
    }
)


@tagged("post_install", "-at_install")
class TestCalendar(TierCommon):
    def begin(self, rules):
        """A program with these rules and a new member of it, here and in the model."""
        self.rules = Rules(**{"ladder": LADDER, **rules})
        self.program = self.make_program(
            tier_metric=self.rules.metric,
            tier_window=self.rules.window,
            tier_window_months=self.rules.months,
            tier_review=self.rules.review,
            tier_downgrade=self.rules.downgrade,
            tier_grace_days=self.rules.grace,
        )
        self.tiers = self.env["loyalty.tier"].create(
            [
                {
                    "program_id": self.program.id,
                    "name": name,
                    "threshold": threshold,
                    "retention": retention,
                }
                for name, threshold, retention in self.rules.ladder
            ]
        )
        self.card = self.make_card(self.make_partner("Member"), self.program)
        self.model, self.bought = Member(self.rules), []

    def happen(self, day, verb, value):
        """One event, in the database and in the model."""
        getattr(self, f"happen_{verb}")(day, value)

    def happen_buy(self, day, amount):
        entry = self.buy(amount, card=self.card, origin_id=len(self.bought) + 1)
        self.model.buy(len(self.bought), day, Decimal(amount), Decimal(amount))
        self.bought.append(entry)

    def happen_give_back(self, day, amount):
        self.give_back_one(len(self.bought) - 1, amount)

    def happen_give_back_first(self, day, amount):
        self.give_back_one(0, amount)

    def give_back_one(self, number, amount):
        if number < 0:
            return
        entry, model = self.bought[number], self.model.purchases[number]
        amount = min(Decimal(amount), model.points)
        if amount:
            self.card._points_reverse(entry, {entry: float(amount)})
            self.model.give_back(number, amount, amount)

    def happen_redeem(self, day, amount):
        points = min(amount, self.card._points_usable()[self.card])
        if points > 0:
            self.redeem(points, card=self.card)

    def happen_by_hand(self, day, value):
        rank, until = value if isinstance(value, tuple) else (value % 3 + 1, None)
        until = self.day(until) if until else day + datetime.timedelta(days=40)
        self.card._points_set_tier(self.tiers[rank - 1], until, "By hand")
        self.model.set_by_hand(rank, until)

    def live(self, events, days=()):
        """Day after day: the run, what happens, and the tier at the end of the day."""
        for day in sorted({day for day, *_event in events} | set(days)):
            with self.on(day):
                self.review()
                self.model.morning(day)
                for when, verb, value in events:
                    if when == day:
                        self.happen(day, verb, value)
                self.env.invalidate_all()
                yield day, self.card.tier_id.name or None

    def test_each_story_gives_the_tiers_that_were_written_down(self):
        for name, rules, events, expected in STORIES:
            with self.subTest(name):
                self.begin(rules)
                events = [(self.day(day), verb, value) for day, verb, value in events]
                wanted = {self.day(day): tier for day, tier in expected.items()}
                months = {
                    self.day(f"{year}-{month:02}-01")
                    for year in (2024, 2025, 2026)
                    for month in range(1, 13)
                }
                last = max(wanted)
                for day, tier in self.live(
                    events, {*wanted, *(month for month in months if month <= last)}
                ):
                    self.assertEqual(tier, self.model.tier, f"{day}: the model")
                    if day in wanted:
                        self.assertEqual(tier, wanted[day], day)
        self.assertSound()

    @settings(
        max_examples=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(rules=RULES, events=EVENTS)
    def test_random_lives_agree_with_the_model(self, rules, events):
        """D19: spending points is among the events, and the model knows nothing of it."""
        if rules["metric"] == "orders":
            rules = {**rules, "ladder": PURCHASES}
        with self.cr.savepoint(flush=False) as point:
            self.begin(rules)
            start = self.day("2023-01-20")
            story = [
                (start + datetime.timedelta(days=n), *event) for n, *event in events
            ]
            months = [start + datetime.timedelta(days=n) for n in range(0, 1100, 61)]
            for day, tier in self.live(story, months):
                self.assertEqual(tier, self.model.tier, f"{day} {rules} {story}")
                changes = len(self.card.tier_change_ids)
                self.review()
                self.assertEqual(len(self.card.tier_change_ids), changes, "run twice")
            point.rollback()
        self.env.invalidate_all()
        self.env.registry.clear_cache()
