"""The member reads the promise and the time left in the portal; others read nothing."""

from odoo.tests import HttpCase, tagged

from .common import ServiceCommon


@tagged("post_install", "-at_install")
class TestPortalTicket(ServiceCommon, HttpCase):
    def test_the_member_sees_the_promise_and_the_time_left(self):
        self.make_sla("Answer", "reaction", hours=2, tiers=self.gold)
        self.buy(300)
        for login, partner in (("anna", self.member), ("boris", None)):
            self.make_user(
                login,
                "base.group_portal",
                password=login,
                **({"partner_id": partner.id} if partner else {}),
            )
        ticket = self.open_ticket(self.member)
        self.authenticate("anna", "anna")
        page = self.url_open(f"/my/ticket/{ticket.id}").text
        self.assertIn("Our promise", page)
        self.assertIn("Reaction within 2 working hours", page)
        self.assertIn("left)", page)
        self.authenticate("boris", "boris")
        answer = self.url_open(f"/my/ticket/{ticket.id}")
        self.assertNotIn("Our promise", answer.text)
