"""What members, clerks and managers click around a ticket, in a real browser."""

from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from ..service.common import ServiceCommon


@tagged("post_install", "-at_install")
class TestServiceTours(HttpCase, ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buy(300)
        cls.calendar.attendance_ids.write({"hour_from": 0, "hour_to": 24})
        cls.make_sla("Answer", "reaction", hours=2, tiers=cls.gold)
        cls.make_user(
            "anna", "base.group_portal", partner_id=cls.member.id, password="anna"
        )
        cls.gold.ticket_team_id = cls.team

    def test_a_member_opens_a_ticket_about_his_car_and_reads_the_promise(self):
        car = self.env["loyalty.asset"].create(
            {
                "type_id": self.env["loyalty.asset.type"].create({"name": "Car"}).id,
                "partner_id": self.member.id,
                "plate": "A123BC178",
            }
        )
        self.start_tour(
            "/my/assets", "loyalty_service_parts_member_ticket", login="anna"
        )
        ticket = self.env["helpdesk.ticket"].search([("name", "=", "It rattles")])
        self.assertEqual((ticket.asset_id, ticket.tier_id), (car, self.gold))

    def test_a_member_rates_a_closed_ticket(self):
        self.program.rating_points = 30
        ticket = self.open_ticket(self.member)
        ticket.stage_id = self.solved
        self.start_tour(
            f"/my/ticket/{ticket.id}",
            "loyalty_service_parts_member_rates",
            login="anna",
        )
        self.assertEqual(ticket.rating_ids.feedback, "Quick and friendly")
        self.assertLedger(balance=330)

    def test_a_clerk_works_the_queue(self):
        self.make_user("clerk", "helpdesk_mgmt.group_helpdesk_user", password="clerk")
        self.env["helpdesk.ticket"].search([]).active = False
        self.make_sla("Everybody", "reaction", hours=40)
        other = self.open_ticket(self.make_partner("Stranger"), name="Due later")
        ticket = self.open_ticket(self.member, name="Due first")
        action = self.env.ref("helpdesk_mgmt.helpdesk_ticket_action")
        action.write({"view_mode": "list,form", "context": "{}", "view_ids": False})
        self.start_tour(
            "/odoo/action-helpdesk_mgmt.helpdesk_ticket_action",
            "loyalty_service_parts_clerk_queue",
            login="clerk",
        )
        self.assertEqual(self.promises(ticket)["reaction"][0], "accomplished")
        self.assertTrue(ticket.closed)
        self.assertFalse(other.closed)

    def test_a_manager_excuses_a_breach(self):
        self.env["loyalty.guarantee"].create(
            {"tier_id": self.gold.id, "promise": "reaction", "points": 50}
        )
        self.make_user(
            "manager", "loyalty_service_parts.group_loyalty_manager", password="manager"
        )
        ticket = self.open_ticket(self.member)
        promise = ticket.ticket_sla_ids
        promise.deadline = fields.Datetime.now() - timedelta(hours=1)
        promise._service_break()
        self.assertLedger(balance=300, pending=50)
        self.start_tour(
            "/odoo/action-loyalty_service_parts.loyalty_guarantee_breach_action",
            "loyalty_service_parts_excuse",
            login="manager",
        )
        self.assertLedger(balance=300, pending=0)
