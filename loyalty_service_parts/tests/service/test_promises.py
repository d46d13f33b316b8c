"""Promises: by tier, the tightest, kept or broken by the working clock (S19, D22)."""

from odoo.exceptions import AccessError, ValidationError
from odoo.service.model import get_public_method
from odoo.tests import tagged

from .common import ServiceCommon

#: A Monday.
DAY = "2026-03-02"
QUESTION, NOTE = "Hello?", "Note to us"


@tagged("post_install", "-at_install")
class TestPromises(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.everybody = cls.make_sla("Everybody", hours=16)
        cls.for_gold = cls.make_sla("Gold", hours=4, tiers=cls.gold)
        cls.answer_all = cls.make_sla("Answer", "reaction", hours=8)
        cls.answer_gold = cls.make_sla(
            "Fast answer", "reaction", hours=1, tiers=cls.gold
        )
        with cls.on("2026-02-01"):
            cls.buy(300)

    def move(self, ticket, stage):
        ticket.stage_id = stage
        self.env.flush_all()

    def notice(self):
        self.run_cron("notice_breaches")
        self.env.invalidate_all()

    # -- which promises ----------------------------------------------------------------
    def test_the_tightest_promise_of_each_kind_counts(self):
        with self.at("09:00"):
            ticket = self.open_ticket(self.member)
            self.assertEqual(
                self.promises(ticket),
                {
                    "resolution": ("in_progress", f"{DAY} 13:00:00"),
                    "reaction": ("in_progress", f"{DAY} 10:00:00"),
                },
            )
            self.assertEqual(str(ticket.sla_due), f"{DAY} 10:00:00")

    def test_nobody_begins_the_promises_anew(self):
        """By RPC, as a customer: a kept promise would break again and pay."""
        with self.assertRaises(AccessError):
            get_public_method(self.env["helpdesk.ticket"], "set_sla")
        self.buy(300)
        ticket = self.open_ticket(self.member)
        customer = self.make_user(
            "anna", "base.group_portal", partner_id=self.member.id
        )
        with self.assertRaises(AccessError):
            ticket.with_user(customer).refresh_sla()

    def test_what_was_answered_is_not_promised_later(self):
        """The contact is entered on the third day: nothing is late at once."""
        self.buy(300)
        self.make_sla("Gold", "reaction", hours=1, tiers=self.gold)
        self.make_sla("Gold solves", "resolution", hours=1, tiers=self.gold)
        with self.at("10:00"):
            ticket = self.open_ticket(partner_email="unknown@example.com")
            self.answer(ticket)
        with self.at("10:00", "2026-03-05"):
            ticket.partner_id = self.member
            self.env.flush_all()
            self.run_cron("notice_breaches")
        self.assertFalse(
            self.env["loyalty.guarantee.breach"].search([("ticket_id", "=", ticket.id)])
        )
        self.assertNotIn("Gold", ticket.ticket_sla_ids.sla_id.mapped("name"))

    def test_an_agent_edits_no_promise_of_a_member(self):
        self.buy(300)
        self.make_sla("Answer", "resolution", hours=2, tiers=self.gold)
        ticket = self.open_ticket(self.member)
        promises = ticket.ticket_sla_ids.filtered(
            lambda one: one.promise == "resolution"
        ).with_user(self.agent)
        for name, edit in {
            "deadline": lambda: promises.write({"deadline": "2999-01-01"}),
            "state": lambda: promises.write({"state": "accomplished"}),
            "new": lambda: promises.create(
                {"ticket_id": ticket.id, "sla_id": promises.sla_id.id}
            ),
        }.items():
            with self.subTest(name), self.assertRaises(AccessError):
                edit()
        ticket.with_user(self.agent).stage_id = self.solved
        self.assertEqual(promises.state, "accomplished")

    def test_others_get_what_is_promised_to_everybody(self):
        with self.at("09:00"):
            ticket = self.open_ticket(self.make_partner("Stranger"))
            self.assertEqual(
                self.promises(ticket),
                {
                    "resolution": ("in_progress", "2026-03-03 17:00:00"),
                    "reaction": ("in_progress", f"{DAY} 17:00:00"),
                },
            )

    def test_nights_and_weekends_do_not_count(self):
        with self.at("16:00", "2026-03-06"):
            ticket = self.open_ticket(self.member)
            self.assertEqual(
                self.promises(ticket)["resolution"],
                ("in_progress", "2026-03-09 12:00:00"),
            )

    def test_a_holiday_of_the_workshop_does_not_count(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": self.calendar.id,
                "company_id": self.env.company.id,
                "date_from": "2026-03-09 00:00:00",
                "date_to": "2026-03-09 23:59:59",
            }
        )
        with self.at("16:00", "2026-03-06"):
            ticket = self.open_ticket(self.member)
            self.assertEqual(
                self.promises(ticket)["resolution"],
                ("in_progress", "2026-03-10 12:00:00"),
            )

    def test_the_workshop_works_by_its_own_clock(self):
        """9 to 17 in Moscow is 6 to 14 UTC, wherever the customer or the agent is."""
        self.calendar.tz = "Europe/Moscow"
        self.agent.tz = "America/New_York"
        with self.at("13:00", "2026-03-06"):
            ticket = self.open_ticket(self.member)
            self.assertEqual(
                self.promises(ticket)["resolution"],
                ("in_progress", "2026-03-09 09:00:00"),
            )

    def test_a_lost_tier_changes_no_open_ticket(self):
        with self.at("09:00"):
            ticket = self.open_ticket(self.member)
            before = self.promises(ticket)
            self.card._points_set_tier(self.silver, None, "Test")
            self.assertEqual(ticket.tier_id, self.gold)
            ticket.refresh_sla()
            self.assertEqual(self.promises(ticket), before)

    def test_a_better_tier_improves_it_if_the_program_says_so(self):
        self.make_sla("Platinum", hours=2, tiers=self.platinum)
        with self.at("09:00"):
            ticket = self.open_ticket(self.member)
            self.program.ticket_upgrade = False
            self.card._points_set_tier(self.platinum, None, "Test")
            self.assertEqual(ticket.tier_id, self.gold)
            self.card._points_set_tier(self.gold, None, "Test")
            self.program.ticket_upgrade = True
            self.card._points_set_tier(self.platinum, None, "Test")
            self.assertEqual(ticket.tier_id, self.platinum)
            self.assertEqual(
                self.promises(ticket)["resolution"],
                ("in_progress", f"{DAY} 11:00:00"),
            )

    def test_a_broken_promise_is_not_improved_away(self):
        self.make_sla("Platinum", hours=2, tiers=self.platinum)
        with self.at("09:00"):
            ticket = self.open_ticket(self.member)
        with self.at("14:00"):
            self.notice()
            self.card._points_set_tier(self.platinum, None, "Test")
            self.assertEqual(self.promises(ticket)["resolution"][0], "expired")
            self.assertEqual(len(ticket.ticket_sla_ids), 2)

    # -- kept --------------------------------------------------------------------------
    def test_the_first_public_answer_of_staff_keeps_the_reaction(self):
        with self.at("09:00"):
            ticket = self.open_ticket(self.member)
            ticket.message_post(body=QUESTION, author_id=self.member.id)
            ticket.with_user(self.agent).message_post(body=NOTE)
            self.assertEqual(self.promises(ticket)["reaction"][0], "in_progress")
        with self.at("09:30"):
            self.answer(ticket)
            self.assertEqual(self.promises(ticket)["reaction"][0], "accomplished")
            self.assertEqual(self.promises(ticket)["resolution"][0], "in_progress")
        kept = ticket.ticket_sla_ids.filtered(lambda one: one.promise == "reaction")
        self.assertEqual(str(kept.kept_date), f"{DAY} 09:30:00")

    def test_an_answer_that_is_late_breaks_the_promise(self):
        with self.at("09:00"):
            ticket = self.open_ticket(self.member)
        with self.at("10:30"):
            self.answer(ticket)
            self.assertEqual(self.promises(ticket)["reaction"][0], "expired")

    def test_the_target_stage_keeps_the_resolution(self):
        with self.at("09:00"):
            ticket = self.open_ticket(self.member)
        with self.at("12:59"):
            self.move(ticket, self.solved)
            self.assertEqual(self.promises(ticket)["resolution"][0], "accomplished")
            self.assertFalse(ticket.sla_due)

    def test_time_on_hold_does_not_count(self):
        with self.at("09:00"):
            ticket = self.open_ticket(self.member)
        with self.at("09:30"):
            self.move(ticket, self.waiting)
            self.assertEqual(self.promises(ticket)["reaction"][0], "on_hold")
        with self.at("15:00"):
            self.notice()
            self.assertNotIn("expired", [s for s, _d in self.promises(ticket).values()])
            self.move(ticket, self.new)
            self.assertEqual(
                self.promises(ticket),
                {
                    "resolution": ("in_progress", "2026-03-03 10:30:00"),
                    "reaction": ("in_progress", f"{DAY} 15:30:00"),
                },
            )

    # -- broken ------------------------------------------------------------------------
    def test_a_breach_is_noticed_though_nobody_touches_the_ticket(self):
        """D22: OCA leaves it in progress."""
        with self.at("09:00"):
            ticket = self.open_ticket(self.member)
        with self.at("12:00"):
            self.notice()
            self.assertEqual(self.promises(ticket)["reaction"][0], "expired")
            self.assertEqual(self.promises(ticket)["resolution"][0], "in_progress")
            self.assertTrue(ticket.sla_broken)
        broken = ticket.ticket_sla_ids.filtered(lambda one: one.promise == "reaction")
        self.assertEqual(str(broken.broken_date), f"{DAY} 10:00:00")

    def test_a_closed_ticket_never_newly_breaks_a_promise(self):
        """D22: closed out of the hold after the old deadline."""
        with self.at("09:00"):
            ticket = self.open_ticket(self.member)
            self.move(ticket, self.waiting)
        with self.at("16:00"):
            self.move(ticket, self.solved)
            states = [state for state, _deadline in self.promises(ticket).values()]
            self.assertEqual(states, ["accomplished", "accomplished"])
        with self.at("09:00", "2026-03-20"):
            self.notice()
            states = [state for state, _deadline in self.promises(ticket).values()]
            self.assertEqual(states, ["accomplished", "accomplished"])

    # -- set-up ------------------------------------------------------------------------
    def test_a_resolution_without_target_stage_is_refused(self):
        """D22: it would count as kept at once."""
        with self.assertRaisesRegex(ValidationError, "stage that counts as solved"):
            self.make_sla("Mistake", stage_id=False)

    def test_a_promise_without_time_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "how many days or hours"):
            self.make_sla("Mistake", hours=0)

    def test_a_team_with_promises_needs_working_hours(self):
        """D22: no ticket could be opened."""
        with self.assertRaisesRegex(ValidationError, "working hours"):
            self.team.resource_calendar_id = False

    def test_the_poster_of_the_tier_reads_its_promises(self):
        """S26"""
        self.assertIn("Reaction within 1 working hour", self.gold.benefits)
        self.assertIn("Resolution within 4 working hours", self.gold.benefits)
