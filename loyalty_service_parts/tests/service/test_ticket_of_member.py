"""A ticket finds its member, and takes from his tier priority, queue and promises (S19)."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ServiceCommon


@tagged("post_install", "-at_install")
class TestTicketOfMember(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buy(300)
        cls.member.phone = "+7 921 555-01-01"
        cls.env.company.country_id = cls.env.ref("base.ru")
        cls.gold.write({"ticket_priority": "3", "ticket_team_id": cls.team.id})

    def test_the_member_is_found_by_contact_mail_card_and_phone(self):
        self.env.invalidate_all()
        for name, values in {
            "contact": {"partner_id": self.member.id},
            "mail": {"partner_email": "Anna <ANNA.petrova@example.com>"},
            "card": {"member_hint": f" {self.card.code} "},
            "phone": {"member_hint": "8 921 555 01 01"},
            "phone with +7": {"member_hint": "+7(921)5550101"},
        }.items():
            with self.subTest(name):
                ticket = self.open_ticket(team_id=False, **values)
                self.assertEqual(ticket.card_id, self.card)
                self.assertEqual(ticket.partner_id, self.member)
                self.assertEqual(ticket.tier_id, self.gold)
                self.assertEqual(ticket.priority, "3")
                self.assertEqual(ticket.team_id, self.team)

    def test_the_card_of_the_company_serves_its_contacts(self):
        self.program.card_holder = "company"
        company = self.make_partner("Taxi Start", is_company=True)
        contact = self.make_partner("Driver", parent_id=company.id)
        card = self.make_card(company)
        ticket = self.open_ticket(contact)
        self.assertEqual(ticket.card_id, card)

    def test_a_stranger_has_no_card_and_no_tier(self):
        ticket = self.open_ticket(self.make_partner("Stranger"))
        self.assertFalse(ticket.card_id)
        self.assertEqual(ticket.priority, "1")
        ticket = self.open_ticket(member_hint="nonsense", partner_email="nobody")
        self.assertFalse(ticket.card_id)

    def test_what_was_chosen_by_hand_stays(self):
        other = self.env["helpdesk.ticket.team"].create({"name": "Other"})
        ticket = self.open_ticket(self.member, team_id=other.id, priority="2")
        self.assertEqual((ticket.team_id, ticket.priority), (other, "2"))

    def test_nobody_names_a_card_or_a_tier_himself(self):
        stranger = self.make_partner("Stranger")
        ticket = self.open_ticket(
            stranger, card_id=self.card.id, tier_id=self.platinum.id
        )
        self.assertFalse(ticket.card_id)
        self.assertFalse(ticket.tier_id)

    def test_nobody_writes_a_card_or_a_tier_on_a_ticket(self):
        ticket = self.open_ticket(self.make_partner("Stranger"))
        helper = ticket.with_user(self.agent)
        for values in ({"card_id": self.card.id}, {"tier_id": self.platinum.id}):
            with self.subTest(values), self.assertRaises(AccessError):
                helper.write(values)

    def test_the_member_is_found_when_the_contact_is_entered_later(self):
        self.make_sla("Gold", hours=4, tiers=self.gold)
        ticket = self.open_ticket(partner_email="somebody@example.com")
        self.assertFalse(ticket.card_id)
        ticket.with_user(self.agent).partner_id = self.member
        self.env.invalidate_all()
        self.assertEqual((ticket.card_id, ticket.tier_id), (self.card, self.gold))
        self.assertEqual(ticket.ticket_sla_ids.sla_id.mapped("name"), ["Gold"])

    def test_a_mail_finds_its_member(self):
        ticket = self.env["helpdesk.ticket"].message_new(
            {
                "subject": "Help",
                "body": "<p>It squeaks</p>",
                "from": "anna.petrova@example.com",
                "to": "workshop@example.com",
                "author_id": False,
                "message_id": "<1@example.com>",
            },
            {"team_id": self.team.id},
        )
        self.assertEqual(ticket.card_id, self.card)

    def test_a_batch_costs_no_more_queries_than_one(self):
        partners = [self.make_partner(f"Partner {number}") for number in range(6)]
        self.env.flush_all()
        values = [{"partner_id": partner.id} for partner in partners]
        tickets = self.env["helpdesk.ticket"]
        tickets._service_complete(values[:1])
        with self.assertQueryCount(4):
            self.env.invalidate_all()
            tickets._service_complete(values)

    def test_opening_a_members_ticket_adds_at_most_six_queries(self):
        """32 are Odoo's and OCA's own, with one promise."""
        self.make_sla("Gold", hours=4, tiers=self.gold)
        for _warm in range(2):
            self.open_ticket(self.member)
        self.env.invalidate_all()
        with self.assertQueryCount(38):
            ticket = self.open_ticket(self.member)
        self.assertEqual(ticket.ticket_sla_ids.sla_id.name, "Gold")
