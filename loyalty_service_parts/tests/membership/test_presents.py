"""Points for joining and for birthdays, and the messages of a program (S34)."""

from psycopg2.errors import CheckViolation

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import LedgerCommon


@tagged("post_install", "-at_install")
class TestPresents(LedgerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program.write({"welcome_points": 100, "birthday_points": 50})
        cls.consents = cls.env["loyalty.consent"]

    def join(self, partner):
        return self.env["loyalty.card"]._points_enrol(self.program, partner)

    def born(self, date, name="Boris Born", **values):
        """A member since 2020 whose date of birth has been known as long."""
        with self.on("2020-01-01"):
            partner = self.make_partner(name, birthdate_date=date, **values)
            card = self.make_card(partner)
            self.consents._points_record(
                partner, {("advertising", "email"): True}, "Test"
            )
        return card

    def keep_birthdays(self, day):
        with self.on(day):
            self.run_cron("give_birthday_points")
        self.env.invalidate_all()

    def mails(self, subject):
        return self.env["mail.mail"].search([("subject", "=", subject)])

    def test_who_joins_gets_points_and_a_mail_once(self):
        partner = self.make_partner("New Member")
        card = self.join(partner)
        self.join(partner)
        self.assertLedger(card, balance=100)
        self.assertEqual(
            (card.entry_ids.component, card.entry_ids.qualifying), ("bonus", False)
        )
        mail = self.mails("Welcome to Parts Club")
        self.assertEqual(mail.recipient_ids, partner)
        self.assertIn("100 points", mail.body_html)

    def test_leaving_and_joining_again_gives_nothing_more(self):
        partner = self.make_partner("New Member")
        card = self.join(partner)
        card.action_close()
        again = self.join(partner)
        self.assertNotEqual(again, card)
        self.assertLedger(again, balance=0)

    def test_a_card_that_an_order_made_is_welcomed_when_its_holder_joins(self):
        self.assertEqual(self.join(self.member), self.card)
        self.assertLedger(balance=100)

    def test_a_message_that_was_emptied_is_not_sent(self):
        self.program.welcome_template_id = False
        self.join(self.make_partner("New Member"))
        self.assertFalse(self.mails("Welcome to Parts Club"))

    def test_who_opted_out_of_all_mail_is_not_welcomed_by_one(self):
        partner = self.make_partner("New Member")
        self.env["mail.blacklist"]._add(partner.email)
        self.join(partner)
        self.assertFalse(self.mails("Welcome to Parts Club"))

    def test_birthday_points_come_once_a_year(self):
        card = self.born("1980-05-20")
        self.keep_birthdays("2026-05-19")
        self.assertLedger(card, balance=0)
        self.keep_birthdays("2026-05-20")
        self.keep_birthdays("2026-05-21")
        self.assertLedger(card, balance=50)
        self.assertEqual(self.mails("Happy birthday!").recipient_ids, card.partner_id)
        self.keep_birthdays("2027-05-20")
        self.assertLedger(card, balance=100)

    def test_a_run_that_was_late_makes_up_for_it_also_over_new_year(self):
        card = self.born("1980-12-30")
        self.keep_birthdays("2027-01-03")
        self.keep_birthdays("2027-01-04")
        self.assertLedger(card, balance=50)
        self.assertEqual(str(card.birthday_date), "2026-12-30")

    def test_who_was_born_on_29_february_has_a_birthday_each_year(self):
        card = self.born("1980-02-29")
        self.keep_birthdays("2026-02-28")
        self.assertLedger(card, balance=50)
        self.keep_birthdays("2028-02-29")
        self.assertLedger(card, balance=100)

    def test_a_date_that_was_just_entered_or_changed_brings_nothing(self):
        card = self.born("1980-05-20")
        with self.on("2026-05-01"):
            card.partner_id.birthdate_date = "1980-05-10"
        self.keep_birthdays("2026-05-10")
        self.assertLedger(card, balance=0)
        with self.on("2026-05-11"):
            card.partner_id.write(
                {"birthdate_date": "1980-05-12", "birthdate_since": "2000-01-01"}
            )
        self.keep_birthdays("2026-05-12")
        self.assertLedger(card, balance=0)
        self.keep_birthdays("2027-05-12")
        self.assertLedger(card, balance=50)

    def test_writing_the_same_date_again_changes_nothing(self):
        card = self.born("1980-05-20")
        with self.on("2026-05-15"):
            card.partner_id.birthdate_date = "1980-05-20"
        self.keep_birthdays("2026-05-20")
        self.assertLedger(card, balance=50)

    def test_a_tier_may_bring_more(self):
        """S17"""
        tier = self.env["loyalty.tier"].create(
            {
                "program_id": self.program.id,
                "name": "Gold",
                "threshold": 1,
                "birthday_points": 200,
            }
        )
        card = self.born("1980-05-20")
        card._points_set_tier(tier, None, "Test")
        self.keep_birthdays("2026-05-20")
        self.assertLedger(card, balance=200)

    def test_points_come_without_a_mail_for_who_did_not_agree(self):
        card = self.born("1980-05-20")
        self.consents._points_record(
            card.partner_id, {("advertising", "email"): False}, "Test"
        )
        self.keep_birthdays("2026-05-20")
        self.assertLedger(card, balance=50)
        self.assertFalse(self.mails("Happy birthday!"))

    def test_closed_cards_and_companies_have_no_birthday(self):
        closed = self.born("1980-05-20")
        closed.action_close()
        company = self.born("1980-05-20", name="Works", is_company=True)
        self.keep_birthdays("2026-05-20")
        self.assertLedger(closed, balance=0)
        self.assertLedger(company, balance=0)

    def test_presents_cannot_be_negative(self):
        with (
            self.assertRaises(CheckViolation),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            self.program.birthday_points = -1
