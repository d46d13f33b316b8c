"""Members are asked, paid for answering, and heard when they complain (S22)."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..sale.common import SaleCommon
from .common import ServiceCommon


@tagged("post_install", "-at_install")
class TestRating(SaleCommon, ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program.write({"rating_points": 30, "rating_days": 14})
        cls.team.user_id = cls.make_user("leader", "helpdesk_mgmt.group_helpdesk_user")
        cls.ticket = cls.open_ticket(cls.member)

    def close(self, ticket=None, time="10:00", day="2026-03-02"):
        with self.at(time, day):
            (ticket or self.ticket).stage_id = self.solved
            self.env.flush_all()

    def rate(self, score, ticket=None, day="2026-03-03", feedback="Thanks"):
        ticket = (ticket or self.ticket).with_user(self.env.ref("base.public_user"))
        ticket = ticket.sudo()
        with self.at("12:00", day):
            token = ticket._rating_get_access_token()
            ticket.rating_apply(score, token=token, feedback=feedback)
            self.env.flush_all()

    def requests(self):
        return self.env["mail.mail"].search([("subject", "ilike", "Satisfaction")])

    def test_a_closed_ticket_asks_once(self):
        self.close()
        self.assertEqual(len(self.requests()), 1)
        self.ticket.stage_id = self.new
        self.close()
        self.assertEqual(len(self.requests()), 1)

    def test_who_is_no_member_is_not_asked_by_us(self):
        self.close(self.open_ticket(self.make_partner("Stranger")))
        self.assertFalse(self.requests())

    def test_an_empty_message_asks_nobody(self):
        self.program.rating_template_id = False
        self.close()
        self.assertFalse(self.requests())

    def test_answering_gives_points_once_whatever_the_answer(self):
        for score in (1, 3, 5):
            with self.subTest(score):
                ticket = self.open_ticket(self.member)
                self.close(ticket)
                before = self.card.points
                self.rate(score, ticket)
                self.rate(5, ticket)
                self.assertLedger(balance=before + 30)

    def test_no_points_after_the_days_nor_before_it_was_closed(self):
        self.rate(5)
        self.assertLedger(balance=0)
        self.close()
        self.rate(5, day="2026-03-17")
        self.assertLedger(balance=0)
        self.rate(5, day="2026-03-15")
        self.assertLedger(balance=30)

    def test_who_closes_his_own_ticket_earns_nothing(self):
        """Else a customer opens, closes and rates tickets without end."""
        anna = self.make_user("anna", "base.group_portal", partner_id=self.member.id)
        with self.at("10:00"):
            self.ticket.with_user(anna).sudo().stage_id = self.solved
        self.assertFalse(self.requests())
        self.rate(5)
        self.assertLedger(balance=0)
        other = self.open_ticket(self.member)
        self.answer(other)
        with self.at("10:00"):
            other.with_user(anna).sudo().stage_id = self.solved
        self.rate(5, other)
        self.assertLedger(balance=30)

    def test_a_cancelled_ticket_asks_nobody(self):
        self.solved.not_served = True
        self.close()
        self.assertFalse(self.requests())

    def test_staff_that_answers_for_the_customer_earns_nothing(self):
        self.close()
        token = self.ticket._rating_get_access_token()
        self.ticket.with_user(self.agent).sudo().rating_apply(5, token=token)
        self.assertLedger(balance=0)

    def test_a_bad_rating_opens_one_complaint(self):
        self.close()
        self.rate(3)
        self.assertFalse(self.ticket.complaint_ids)
        self.rate(1, feedback="It still squeaks")
        self.rate(1)
        complaint = self.ticket.complaint_ids
        self.assertEqual(len(complaint), 1)
        self.assertIn("It still squeaks", complaint.description)
        self.assertEqual(complaint.partner_id, self.member)
        self.assertEqual(complaint.user_id, self.team.user_id)
        self.assertTrue(complaint.activity_ids)

    def test_the_program_says_which_rating_is_bad(self):
        self.program.rating_bad = "3"
        self.close()
        self.rate(3)
        self.assertTrue(self.ticket.complaint_ids)
        self.program.rating_bad = "0"
        other = self.open_ticket(self.member)
        self.close(other)
        self.rate(1, other)
        self.assertFalse(other.complaint_ids)

    def test_a_complaint_is_answered_before_it_is_closed(self):
        self.close()
        self.rate(1)
        complaint = self.ticket.complaint_ids
        with self.assertRaises(UserError):
            self.close(complaint)
        self.answer(complaint)
        self.close(complaint)
        self.assertTrue(complaint.closed)

    def test_a_bad_rating_of_a_complaint_opens_no_other(self):
        self.close()
        self.rate(1)
        complaint = self.ticket.complaint_ids
        self.answer(complaint)
        self.close(complaint)
        self.rate(1, complaint)
        self.assertFalse(complaint.complaint_ids)

    def test_the_same_repair_within_the_days_is_marked(self):
        asset = self.env["loyalty.asset"].create(
            {
                "type_id": self.env["loyalty.asset.type"].create({"name": "Car"}).id,
                "partner_id": self.member.id,
            }
        )
        self.ticket.asset_id = asset
        self.close()
        for day, repeated in (("2026-04-01", True), ("2026-04-02", False)):
            with self.subTest(day), self.at("10:00", day):
                again = self.open_ticket(self.member, asset_id=asset.id)
                self.assertEqual(bool(again.repeat_of_id), repeated)
                self.assertFalse(self.open_ticket(self.member).repeat_of_id)
