"""Which slots are open to a customer: a pure function."""

from datetime import datetime, timezone

from odoo.tests import BaseCase

from ..models.opening import is_open


class TestOpening(BaseCase):
    def at(self, text):
        return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)

    def test_a_long_visit_does_not_reach_into_a_reserved_time(self):
        now = self.at("2026-03-02T08:00")
        kept = [(None, 10, 12, 0)]
        for hours, wanted in ((1, True), (2, False)):
            found = is_open(self.at("2026-03-04T09:00"), now, 0, kept, hours)
            self.assertEqual(found, wanted)

    def test_table(self):
        monday = self.at("2026-03-02T08:00")
        mornings = [(None, 9, 11, 24)]
        tuesdays = [(1, 9, 17, 0)]
        for name, slot, days, reserves, wanted in (
            ("within the days", "2026-03-16T16:00", 14, [], True),
            ("a day later", "2026-03-17T09:00", 14, [], False),
            ("without end", "2027-03-17T09:00", 0, [], True),
            ("kept for others", "2026-03-04T10:30", 14, mornings, False),
            ("after what is kept", "2026-03-04T11:00", 14, mornings, True),
            ("released a day before", "2026-03-03T08:00", 14, mornings, True),
            ("released", "2026-03-02T09:00", 14, mornings, True),
            ("another weekday", "2026-03-04T10:00", 14, tuesdays, True),
            ("never released", "2026-03-03T09:00", 14, tuesdays, False),
        ):
            with self.subTest(name):
                found = is_open(self.at(slot), monday, days, reserves)
                self.assertEqual(found, wanted)
