"""Cards and members: enrolment, one card per holder, blocking, replacing, merging."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ...models.membership.loyalty_card_code import ean13
from ..common import LedgerCommon


@tagged("post_install", "-at_install")
class TestCards(LedgerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls.make_user(
            "clerk",
            "loyalty_service_parts.group_loyalty_member_services",
            "base.group_partner_manager",
        )
        cls.manager = cls.make_user(
            "manager", "loyalty_service_parts.group_loyalty_manager"
        )

    def test_a_clerk_enrols_a_customer_with_his_consents(self):
        """S1"""
        partner = self.make_partner("Boris Ivanov")
        wizard = Form(
            self.env["loyalty.card.enrol"]
            .with_user(self.clerk)
            .with_context(
                default_partner_id=partner.id, default_program_id=self.program.id
            )
        )
        wizard.processing = True
        wizard.statement_email = True
        action = wizard.save().action_enrol()
        card = self.env["loyalty.card"].browse(action["res_id"])
        self.assertEqual(card.partner_id, partner)
        state = self.env["loyalty.consent"]._points_state(partner)
        self.assertTrue(state[partner.id, "processing", ""])
        self.assertTrue(state[partner.id, "statement", "email"])
        self.assertNotIn((partner.id, "advertising", "email"), state)

    def test_enrolling_twice_finds_the_same_card(self):
        """D7"""
        self.assertEqual(
            self.env["loyalty.card"]._points_enrol(self.program, self.member), self.card
        )

    def test_a_second_active_card_is_refused(self):
        """D7: the same customer got two cards elsewhere."""
        with self.assertRaisesRegex(ValidationError, "already has an active card"):
            self.make_card(self.member)

    def test_a_closed_card_makes_room_for_a_new_one(self):
        self.card.action_close()
        self.assertTrue(self.make_card(self.member))

    def test_clerks_and_managers_close_and_reopen_cards(self):
        """Core looks into orders for that, which member services may not read."""
        for user in (self.clerk, self.manager):
            self.card.with_user(user).action_close()
            self.assertEqual((self.card.status, self.card.active), ("closed", False))
            self.card.with_user(user).action_reopen()
            self.assertEqual((self.card.status, self.card.active), ("active", True))

    def test_points_that_lapse_without_activity_are_warned_of(self):
        """Points never expire without a warning, whatever the rule (S9)."""
        self.program.write(
            {
                "points_expiry": "inactivity",
                "points_expiry_count": 2,
                "points_warning_days": 7,
            }
        )
        with self.on("2026-01-10"):
            self.earn(100)
        self.env["loyalty.consent"]._points_record(
            self.member, {("advertising", "email"): True}, "Test"
        )
        with self.on("2026-03-01"):
            self.run_cron("warn_of_expiry")
            self.assertFalse(self.card.points_warned_date)
        with self.on("2026-03-05"):
            self.assertEqual(str(self.card.points_expiring_date), "2026-03-10")
            self.run_cron("warn_of_expiry")
        self.assertEqual(str(self.card.points_warned_date), "2026-03-12")

    def test_card_numbers_are_ean13_and_random(self):
        codes = {ean13() for _ in range(50)}
        self.assertEqual(len(codes), 50)
        for code in codes | {self.card.code}:
            digits = [int(digit) for digit in code]
            self.assertEqual(len(digits), 13)
            self.assertEqual((sum(digits[::2]) + 3 * sum(digits[1::2])) % 10, 0)

    def test_a_lost_card_is_replaced_and_keeps_its_ledger(self):
        self.earn(10)
        old = self.card.code
        self.card.with_user(self.clerk).action_replace()
        self.assertNotEqual(self.card.code, old)
        self.assertLedger(balance=10)
        self.assertIn(old, self.card.message_ids[0].body)

    def test_merged_contacts_keep_one_card_with_all_entries(self):
        """S2, D7: merging stranded cards or summed them silently."""
        other = self.make_partner("Anna Petrowa")
        second = self.make_card(other, points=30)
        self.earn(20, expiry_date=self.day("2099-01-31"), card=second)
        self.earn(50)
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (self.member | other).ids, self.member
        )
        self.assertLedger(balance=100, lots=[(20.0, "2099-01-31"), 50.0, 30.0])
        self.assertFalse(second.active)
        self.assertEqual(second.partner_id, self.member)
        self.assertEqual(set(self.card.entry_ids.mapped("type")), {"earn", "transfer"})
        self.assertIn(second.code, self.card.message_ids[0].body)

    def test_a_card_with_entries_cannot_be_deleted(self):
        self.earn(1)
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            self.card.unlink()

    def test_a_program_with_cards_cannot_leave_the_ledger(self):
        with self.assertRaisesRegex(UserError, "has cards"):
            self.program.write({"applies_on": "current"})

    def test_cards_with_points_before_the_ledger_get_one_opening_entry(self):
        other = self.make_card(self.make_partner("Boris Ivanov"))
        self.env.flush_all()
        self.env.cr.execute("SET LOCAL loyalty_points.maintenance = 'on'")
        self.env.cr.execute(
            "UPDATE loyalty_card SET points = 12.345678 WHERE id = %s", (self.card.id,)
        )
        self.env.cr.execute(
            "UPDATE loyalty_card SET points = -3 WHERE id = %s", (other.id,)
        )
        self.env.cr.execute("SET LOCAL loyalty_points.maintenance = 'off'")
        self.env.invalidate_all()
        self.env["loyalty.points.opening"]._open_all()
        self.env["loyalty.points.opening"]._open_all()
        self.assertLedger(balance=12.3457, lots=[12.3457])
        self.assertEqual(self.card.entry_ids.mapped("type"), ["opening"])
        self.assertLedger(other, balance=-3, debt=3)

    def test_two_cards_of_one_holder_are_put_together_at_installation(self):
        """D7: databases that the addon comes to may have duplicates."""
        self.earn(10)
        self.env.cr.execute("DROP INDEX loyalty_card_one_per_holder")
        second = self.make_card(self.make_partner("Boris Ivanov"), points=5)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE loyalty_card SET holder_id = %s, partner_id = %s WHERE id = %s",
            (self.member.id, self.member.id, second.id),
        )
        self.env.invalidate_all()
        self.env["loyalty.points.opening"]._open_all()
        self.assertLedger(balance=15)
        self.assertFalse(second.active)

    # -- corrections ---------------------------------------------------------------------
    def adjust(self, user, points, **values):
        wizard = (
            self.env["loyalty.points.adjust"]
            .with_user(user)
            .create(
                {
                    "card_id": self.card.id,
                    "points": abs(points),
                    "direction": "give" if points > 0 else "take",
                    "reason": "Waited too long",
                    **values,
                }
            )
        )
        return wizard.action_apply()

    def test_a_correction_has_a_reason_and_an_author(self):
        self.adjust(self.clerk, 100, reason_code="complaint")
        entry = self.card.entry_ids
        self.assertEqual(
            (entry.type, entry.reason_code, entry.reason, entry.author_id),
            ("adjust", "complaint", "Waited too long", self.clerk),
        )
        self.assertLedger(balance=100)

    def test_above_his_limit_a_clerk_asks_a_manager(self):
        self.program.adjust_limit = 150
        self.adjust(self.clerk, 100)
        self.adjust(self.clerk, -60)
        self.assertLedger(balance=100)
        request = self.env["loyalty.points.request"].search([])
        self.assertEqual(request.points, -60)
        with self.assertRaises(AccessError):
            request.with_user(self.clerk).action_confirm()
        request.with_user(self.manager).action_confirm()
        self.assertLedger(balance=40)
        with self.assertRaisesRegex(UserError, "decided already"):
            request.with_user(self.manager).action_confirm()

    def test_a_clerk_cannot_go_round_his_limit(self):
        self.program.adjust_limit = 10
        with self.assertRaisesRegex(AccessError, "10 points more"):
            self.card.with_user(self.clerk)._points_adjust(
                11, "goodwill", "Friend of mine"
            )
        with self.assertRaises(AccessError):
            self.card.with_user(self.clerk).write({"points": 11})
        with self.assertRaises(AccessError):
            self.card.with_user(self.clerk).create(
                {
                    "program_id": self.program.id,
                    "partner_id": self.make_partner("Boris Ivanov").id,
                    "points": 11,
                }
            )
        self.assertLedger(balance=0)

    def test_cores_update_balance_wizard_posts_its_description(self):
        wizard = (
            self.env["loyalty.card.update.balance"]
            .with_user(self.manager)
            .create(
                {
                    "card_id": self.card.id,
                    "new_balance": 70,
                    "description": "Opening gift",
                }
            )
        )
        wizard.action_update_card_point()
        self.assertEqual(self.card.entry_ids.reason, "Opening gift")
        self.assertLedger(balance=70)

    def test_cores_generate_wizard_gives_points_to_the_card_that_exists(self):
        other = self.make_partner("Boris Ivanov")
        wizard = self.env["loyalty.generate.wizard"].create(
            {
                "program_id": self.program.id,
                "mode": "selected",
                "customer_ids": [(6, 0, (self.member | other).ids)],
                "points_granted": 25,
                "description": "Christmas",
            }
        )
        cards = wizard.generate_coupons()
        self.assertEqual(len(cards), 2)
        self.assertIn(self.card, cards)
        self.assertLedger(balance=25)
        self.assertEqual(self.card.entry_ids.reason, "Christmas")

    def test_a_transfer_stays_within_the_limit_of_the_day(self):
        """S13"""
        self.program.transfer_limit = 50
        other = self.make_card(self.make_partner("Boris Ivanov"))
        self.earn(100)
        values = {"card_id": self.card.id, "target_id": other.id, "reason": "Gift"}
        wizard = self.env["loyalty.points.transfer"].with_user(self.clerk)
        wizard.create({**values, "points": 40}).action_apply()
        with self.assertRaisesRegex(UserError, "10.* left"):
            wizard.create({**values, "points": 11}).action_apply()
        self.assertLedger(other, balance=40)

    def test_erasing_a_person_keeps_the_ledger_but_not_the_name(self):
        """S51"""
        self.earn(10, reason="Anna's birthday")
        self.member.with_user(self.manager).sudo(False).action_points_erase()
        self.assertNotIn("Anna", self.member.name)
        self.assertFalse(self.member.email)
        self.assertEqual(self.card.entry_ids.reason, "Erased")
        self.assertLedger(balance=10)

    # -- messages ------------------------------------------------------------------------
    def test_members_who_agreed_are_warned_once_before_points_expire(self):
        """Points never expire without a warning."""
        self.program.write({"points_expiry": "days", "points_expiry_count": 30})
        silent = self.make_card(self.make_partner("Boris Ivanov"))
        self.env["loyalty.consent"]._points_record(
            self.member, {("advertising", "email"): True}, "Test"
        )
        mails = self.env["mail.mail"]
        with self.on("2026-03-01"):
            self.earn(10)
            self.earn(10, card=silent)
            self.run_cron("warn_of_expiry")
            self.assertFalse(mails.search([("model", "=", "loyalty.card")]))
        with self.on("2026-03-20"):
            self.run_cron("warn_of_expiry")
            self.run_cron("warn_of_expiry")
            mail = mails.search([("model", "=", "loyalty.card")])
            self.assertEqual(mail.recipient_ids, self.member)
            self.assertIn("10", mail.subject)

    def test_who_opted_out_of_all_mail_gets_none(self):
        other = self.make_card(self.make_partner("Boris Ivanov"))
        for partner in self.member | other.partner_id:
            self.env["loyalty.consent"]._points_record(
                partner, {("statement", "email"): True}, "Test"
            )
        self.env["mail.blacklist"]._add(self.member.email)
        self.run_cron("send_statements")
        mail = self.env["mail.mail"].search([("model", "=", "loyalty.card")])
        self.assertEqual(mail.recipient_ids, other.partner_id)

    def test_the_statement_is_sent_to_those_who_agreed(self):
        """S14"""
        self.env["loyalty.consent"]._points_record(
            self.member, {("statement", "email"): True}, "Test"
        )
        self.make_card(self.make_partner("Boris Ivanov"))
        self.run_cron("send_statements")
        self.run_cron("send_statements")
        mail = self.env["mail.mail"].search([("model", "=", "loyalty.card")])
        self.assertEqual(mail.recipient_ids, self.member)
        self.assertTrue(mail.attachment_ids)
