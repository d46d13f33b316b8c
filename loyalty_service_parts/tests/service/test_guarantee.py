"""A broken promise is worth points: pending, excused, paid, taken back (S20)."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ServiceCommon


@tagged("post_install", "-at_install")
class TestGuarantee(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_sla("Answer", "reaction", hours=1, tiers=cls.gold)
        cls.make_sla("Solved", "resolution", hours=4, tiers=cls.gold)
        cls.program.tier_review = "yearly"
        with cls.on("2026-02-01"):
            cls.buy(300)
        cls.guarantee = cls.make_guarantee("reaction", points=50)
        cls.excuse = cls.env.ref("loyalty_service_parts.excuse_customer")
        cls.manager = cls.make_user(
            "manager", "loyalty_service_parts.group_loyalty_manager"
        )

    @classmethod
    def make_guarantee(cls, promise, **values):
        return cls.env["loyalty.guarantee"].create(
            {"tier_id": cls.gold.id, "promise": promise, **values}
        )

    def break_reaction(self, noticed="12:00", **values):
        """A ticket at nine whose answer was due at ten."""
        with self.at("09:00"):
            ticket = self.open_ticket(self.member, **values)
        with self.at(noticed):
            self.run_cron("notice_breaches")
        self.env.invalidate_all()
        return ticket, self.breaches(ticket)

    def breaches(self, ticket):
        return self.env["loyalty.guarantee.breach"].search(
            [("ticket_id", "=", ticket.id)]
        )

    def pay(self, time="12:30", day="2026-03-03"):
        with self.at(time, day):
            self.run_cron("pay_guarantees")
        self.env.invalidate_all()

    def decide(self, breach, user=None, **values):
        wizard = self.env["loyalty.guarantee.decide"].with_user(user or self.manager)
        wizard.create({"breach_ids": breach.ids, **values}).action_apply()
        self.env.invalidate_all()

    def test_the_points_wait_and_then_come_by_themselves(self):
        ticket, breach = self.break_reaction()
        self.assertEqual((breach.state, breach.points), ("pending", 50))
        self.assertLedger(balance=300, pending=50)
        entry = breach.entry_id
        self.assertEqual((entry.component, entry.qualifying), ("guarantee", False))
        self.assertIn(ticket.number, entry.reason)
        self.pay("11:00")
        self.assertLedger(balance=300, pending=50)
        self.pay()
        self.assertLedger(balance=350, pending=0)
        self.assertEqual(breach.state, "paid")
        mail = self.env["mail.mail"].search(
            [("subject", "=", "Points for a promise that we did not keep")]
        )
        self.assertEqual(mail.recipient_ids, self.member)

    def test_the_run_of_releases_may_be_faster(self):
        _ticket, breach = self.break_reaction()
        with self.at("12:30", "2026-03-03"):
            self.env["loyalty.points.run"]._release_all()
        self.assertLedger(balance=350)
        self.pay()
        self.assertLedger(balance=350)
        self.assertEqual(breach.state, "paid")

    def test_it_is_paid_once_however_often_it_is_noticed_or_opened_again(self):
        ticket, _breach = self.break_reaction()
        with self.at("12:05"):
            self.run_cron("notice_breaches")
            self.answer(ticket)
            ticket.stage_id = self.solved
            self.env.flush_all()
            ticket.stage_id = self.new
            ticket.refresh_sla()
            self.run_cron("notice_breaches")
        self.assertEqual(len(self.breaches(ticket)), 1)
        self.assertLedger(balance=300, pending=50)

    def test_an_answer_that_is_late_is_a_breach_at_once(self):
        with self.at("09:00"):
            ticket = self.open_ticket(self.member)
        with self.at("10:30"):
            self.answer(ticket)
        self.assertEqual(self.breaches(ticket).state, "pending")

    def test_a_manager_excuses_it_in_time_with_a_reason(self):
        _ticket, breach = self.break_reaction()
        with self.assertRaisesRegex(UserError, "Choose the reason"):
            self.decide(breach, text="He was away")
        self.decide(breach, excuse_id=self.excuse.id, text="He was away")
        self.assertEqual(
            (breach.state, breach.excuse_id, breach.decided_id),
            ("excused", self.excuse, self.manager),
        )
        self.assertLedger(balance=300, pending=0)
        self.pay()
        self.assertLedger(balance=300)

    def test_later_it_can_only_be_taken_back_with_a_reason(self):
        _ticket, breach = self.break_reaction()
        with self.assertRaisesRegex(UserError, "Nothing was paid"):
            self.decide(breach, action="reverse", text="Too early")
        self.pay()
        with self.assertRaisesRegex(UserError, "pending can be excused"):
            self.decide(breach, excuse_id=self.excuse.id, text="Too late")
        self.decide(breach, action="reverse", text="Wrong clock")
        self.assertEqual(breach.state, "reversed")
        self.assertLedger(balance=300)

    def test_only_a_manager_decides_and_nobody_writes_a_breach(self):
        _ticket, breach = self.break_reaction()
        clerk = self.make_user(
            "clerk", "loyalty_service_parts.group_loyalty_member_services"
        )
        salesman = self.make_user("salesman", "sales_team.group_sale_salesman")
        for user in (clerk, salesman, self.agent):
            with self.subTest(user.login):
                with self.assertRaises(AccessError):
                    self.decide(breach, user, excuse_id=self.excuse.id, text="Me")
                with self.assertRaises(AccessError):
                    breach.with_user(user).write({"state": "excused"})
                with self.assertRaises(AccessError):
                    self.guarantee.with_user(user).write({"points": 1})
        with self.assertRaises(AccessError):
            breach.with_user(self.manager).write({"points": 5000})

    def test_a_salesman_and_an_agent_change_no_guarantee(self):
        seller = self.make_user("seller", "sales_team.group_sale_salesman_all_leads")
        for user in (seller, self.agent):
            with self.subTest(user.login):
                guarantee = self.guarantee.with_user(user)
                for operation in ("write", "create", "unlink"):
                    self.assertFalse(guarantee.has_access(operation))
                with self.assertRaises(AccessError):
                    guarantee.points = 9999
                with self.assertRaises(AccessError):
                    self.gold.with_user(user).guarantee_ids = False

    def test_points_for_each_hour_begun(self):
        self.guarantee.write({"kind": "hour", "points": 10})
        _ticket, breach = self.break_reaction("12:01")
        self.assertEqual(breach.points, 30)

    def test_a_share_of_the_order(self):
        self.guarantee.write({"kind": "share", "points": 10})
        order = self.env["sale.order"].create({"partner_id": self.member.id})
        self.env["sale.order.line"].create(
            {
                "order_id": order.id,
                "name": "Repair",
                "product_id": self.env["product.product"]
                .create({"name": "Repair", "type": "service", "taxes_id": False})
                .id,
                "price_unit": 700,
            }
        )
        _ticket, breach = self.break_reaction(sale_order_id=order.id)
        self.assertEqual(breach.points, 70)

    def test_caps_per_ticket_and_per_member(self):
        self.guarantee.write({"kind": "hour", "points": 100, "ticket_cap": 80})
        _ticket, breach = self.break_reaction()
        self.assertEqual(breach.points, 80)
        self.guarantee.write({"member_cap": 120, "member_period": "month"})
        _ticket, second = self.break_reaction()
        self.assertEqual(second.points, 40)
        _ticket, third = self.break_reaction()
        self.assertEqual((third.state, third.points), ("free", 0))

    def test_a_broken_promise_without_a_guarantee_is_written_down(self):
        self.guarantee.active = False
        _ticket, breach = self.break_reaction()
        self.assertEqual((breach.state, breach.points), ("free", 0))
        self.assertLedger(balance=300, pending=0)

    def test_a_stranger_is_owed_nothing(self):
        self.make_sla("Everybody", "reaction", hours=1)
        with self.at("09:00"):
            ticket = self.open_ticket(self.make_partner("Stranger"))
        with self.at("12:00"):
            self.run_cron("notice_breaches")
        self.assertTrue(ticket.sla_broken)
        self.assertFalse(self.breaches(ticket))

    def test_the_person_responsible_is_warned_once_before_the_deadline(self):
        self.team.user_ids = self.agent
        with self.at("09:00"):
            ticket = self.open_ticket(self.member, user_id=self.agent.id)
            self.env["helpdesk.sla"].search([]).warn_minutes = 30
            self.run_cron("warn_of_deadlines")
            self.assertFalse(ticket.activity_ids)
        with self.at("09:35"):
            self.run_cron("warn_of_deadlines")
            self.run_cron("warn_of_deadlines")
        self.assertEqual(ticket.activity_ids.user_id, self.agent)
        self.assertIn("10:00", ticket.activity_ids.summary)

    def test_the_report_counts_what_was_kept_and_what_the_rest_cost(self):
        """S43"""
        ticket, _breach = self.break_reaction()
        self.pay()
        with self.at("09:00"):
            kept = self.open_ticket(self.member)
        with self.at("09:10"):
            self.answer(kept)
        self.env.flush_all()
        report = self.env["loyalty.service.report"]
        rows = report.search([("ticket_id", "in", (ticket | kept).ids)])
        reactions = rows.filtered(lambda row: row.promise == "reaction")
        self.assertEqual(
            [sum(reactions.mapped(name)) for name in ("kept", "broken", "cost")],
            [1, 1, 50],
        )
        ((average,),) = report._read_group(
            [("id", "in", reactions.ids)], [], ["kept_percent:avg"]
        )
        self.assertEqual(average, 50)

    def test_the_text_of_the_tier_says_what_is_guaranteed(self):
        """S26: generated, so that it cannot contradict the configuration."""
        self.assertIn(
            "Reaction within 1 working hour; 50 points if broken", self.gold.benefits
        )
