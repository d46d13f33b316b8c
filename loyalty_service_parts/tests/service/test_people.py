"""Personal managers, their deputies, members that change hands (S21)."""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..sale.common import SaleCommon
from .common import ServiceCommon


@tagged("post_install", "-at_install")
class TestPeople(SaleCommon, ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.one, cls.two, cls.three = (
            cls.make_user(name, "sales_team.group_sale_salesman")
            for name in ("maria", "nikita", "oleg")
        )

    def away(self, user, deputy, first="2026-03-01", last="2026-03-31"):
        return self.env["loyalty.absence"].create(
            {
                "user_id": user.id,
                "deputy_id": deputy.id,
                "date_from": first,
                "date_to": last,
            }
        )

    def on_leave(self, user, deputy):
        user.loyalty_deputy_id = deputy
        resource = self.env["resource.resource"].create(
            {"name": user.name, "user_id": user.id, "resource_type": "user"}
        )
        self.env["resource.calendar.leaves"].create(
            {
                "resource_id": resource.id,
                "calendar_id": resource.calendar_id.id,
                "date_from": "2026-03-01 00:00:00",
                "date_to": "2026-03-31 23:00:00",
            }
        )

    def test_the_manager_gets_tickets_and_orders_of_the_member(self):
        self.card.manager_id = self.one
        self.assertEqual(self.open_ticket(self.member).user_id, self.one)
        self.assertEqual(self.make_order().user_id, self.one)
        stranger = self.make_partner("Stranger")
        self.assertNotEqual(self.make_order(partner=stranger).user_id, self.one)

    def test_who_is_named_by_hand_stays(self):
        self.card.manager_id = self.one
        ticket = self.open_ticket(self.member, user_id=self.two.id)
        self.assertEqual(ticket.user_id, self.two)
        order = self.make_order(user_id=self.two.id)
        self.assertEqual(order.user_id, self.two)

    def test_the_deputy_serves_while_the_manager_is_away(self):
        self.card.manager_id = self.one
        self.away(self.one, self.two)
        for day, wanted in (
            ("2026-02-28", self.one),
            ("2026-03-01", self.two),
            ("2026-03-31", self.two),
            ("2026-04-01", self.one),
        ):
            with self.subTest(day), self.on(day):
                self.assertEqual(self.open_ticket(self.member).user_id, wanted)
                self.assertEqual(self.make_order().user_id, wanted)

    def test_a_leave_in_the_working_calendar_counts_too(self):
        self.card.manager_id = self.one
        self.on_leave(self.one, self.two)
        with self.on("2026-03-10"):
            self.assertEqual(self.open_ticket(self.member).user_id, self.two)
        with self.on("2026-04-10"):
            self.assertEqual(self.open_ticket(self.member).user_id, self.one)

    def test_a_deputy_who_is_away_has_a_deputy_and_never_in_a_circle(self):
        self.card.manager_id = self.one
        self.away(self.one, self.two)
        self.away(self.two, self.three)
        with self.on("2026-03-10"):
            self.assertEqual(self.card._service_manager_now(), self.three)
            self.away(self.three, self.one)
            self.assertEqual(self.card._service_manager_now(), self.one)

    def test_who_left_for_good_gets_nothing(self):
        self.card.manager_id = self.one
        self.one.active = False
        self.assertNotEqual(self.open_ticket(self.member).user_id, self.one)
        self.assertNotEqual(self.make_order().user_id, self.one)

    def test_a_tier_shares_out_its_members_to_the_least_loaded(self):
        self.gold.manager_ids = [Command.set((self.one | self.two).ids)]
        other = self.make_card(self.make_partner("Boris"))
        other.manager_id = self.one
        self.buy(300)
        self.assertEqual(self.card.manager_id, self.two)
        third = self.make_card(self.make_partner("Vera"))
        third.manager_id = self.three
        self.buy(300, card=third)
        self.assertEqual(third.manager_id, self.three)

    def test_members_of_who_leaves_get_another_manager_with_their_work(self):
        self.card.manager_id = self.one
        done = self.open_ticket(self.member)
        done.stage_id = self.solved
        ticket, order = self.open_ticket(self.member), self.make_order()
        sold = self.make_order()
        sold.action_confirm()
        wizard = self.reassign(to_id=self.two.id)
        self.assertEqual(
            (wizard.card_count, wizard.ticket_count, wizard.order_count), (1, 1, 1)
        )
        wizard.action_apply()
        self.assertEqual(self.card.manager_id, self.two)
        self.assertEqual((ticket.user_id, order.user_id), (self.two, self.two))
        self.assertEqual((done.user_id, sold.user_id), (self.one, self.one))

    def test_they_can_be_shared_out_among_the_managers_of_the_tier(self):
        self.buy(300)
        self.card.manager_id = self.one
        self.gold.manager_ids = [Command.set(self.one.ids)]
        with self.assertRaises(UserError):
            self.reassign(how="tier").action_apply()
        self.gold.manager_ids = [Command.set((self.one | self.three).ids)]
        self.reassign(how="tier").action_apply()
        self.assertEqual(self.card.manager_id, self.three)

    def test_a_salesman_chooses_no_manager(self):
        self.buy(300)
        with self.assertRaises(AccessError):
            self.card.with_user(self.one).manager_id = self.one
        with self.assertRaises(AccessError):
            self.env["loyalty.manager.reassign"].with_user(self.one).create(
                {"from_id": self.one.id}
            )

    def reassign(self, **values):
        return self.env["loyalty.manager.reassign"].create(
            {"from_id": self.one.id, **values}
        )
