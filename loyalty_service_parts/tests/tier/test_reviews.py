"""Down at the review only, after the grace, as the program says (S16)."""

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...models.membership import loyalty_card_messages
from .common import TierCommon


@tagged("post_install", "-at_install")
class TestReviews(TierCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program.write({"tier_window": "calendar_year", "tier_review": "yearly"})

    def platinum_through_2025(self):
        """Reached in 2024; that year is judged when it is over, and the tier kept."""
        with self.on("2024-05-01"):
            self.buy(1000)
            self.assertEqual(str(self.card.tier_until), "2024-12-31")
        with self.on("2025-01-01"):
            self.review()
            self.assertEqual(str(self.card.tier_until), "2025-12-31")

    def test_one_step_down_at_the_review(self):
        self.platinum_through_2025()
        with self.on("2025-12-31"):
            self.review()
            self.assertEqual(self.card.tier_id, self.platinum)
        with self.on("2026-01-01"):
            self.review()
            self.assertEqual(self.card.tier_id, self.gold)
            self.assertEqual(str(self.card.tier_until), "2026-12-31")
            self.review()
            self.assertEqual(self.card.tier_id, self.gold)
        self.assertEqual(self.history()[-1], ("Platinum", "Gold", "review"))

    def test_straight_down_to_what_was_reached(self):
        self.program.write({"tier_downgrade": "to_qualified", "tier_window": "rolling"})
        self.platinum_through_2025()
        with self.on("2026-06-01"):
            self.buy(120)
            self.review()
            self.assertEqual(self.card.tier_id, self.silver)

    def test_never_down(self):
        self.program.tier_downgrade = "never"
        self.platinum_through_2025()
        with self.on("2027-03-01"):
            self.review()
            self.assertEqual(self.card.tier_id, self.platinum)

    def test_the_retention_threshold_keeps_the_tier(self):
        self.program.tier_window = "rolling"
        self.platinum.retention = 600
        self.platinum_through_2025()
        with self.on("2025-11-01"):
            self.buy(600)
        with self.on("2026-06-01"):
            self.review()
            self.assertEqual(self.card.tier_id, self.platinum)
            self.assertEqual(str(self.card.tier_until), "2026-12-31")

    def test_the_grace_keeps_the_tier_and_may_save_it(self):
        self.program.tier_grace_days = 30
        self.platinum_through_2025()
        with self.on("2026-01-05"):
            self.review()
            self.assertEqual(self.card.tier_id, self.platinum)
            self.assertEqual(str(self.card.tier_grace_until), "2026-01-30")
            self.buy(1000)
        with self.on("2026-01-31"):
            self.review()
            self.assertEqual(self.card.tier_id, self.platinum)
            self.assertFalse(self.card.tier_grace_until)

    def test_after_the_grace_the_tier_is_lost(self):
        self.program.tier_grace_days = 30
        self.platinum_through_2025()
        with self.on("2026-02-15"):
            self.review()
            self.assertEqual(self.card.tier_id, self.gold)
        self.assertEqual(self.history()[-1], ("Platinum", "Gold", "grace"))

    def test_the_lowest_tier_is_lost_too(self):
        with self.on("2024-05-01"):
            self.buy(100)
        with self.on("2025-01-01"):
            self.review()
            self.assertEqual(self.card.tier_id, self.silver)
        with self.on("2026-01-01"):
            self.review()
            self.assertFalse(self.card.tier_id)
        self.assertEqual(self.history()[-1], ("Silver", False, "review"))

    def test_the_anniversary_moves_by_a_year(self):
        self.program.write({"tier_review": "anniversary", "tier_window": "lifetime"})
        with self.on("2025-05-01"):
            self.buy(100)
        self.assertEqual(str(self.card.tier_until), "2026-04-30")
        with self.on("2026-05-03"):
            self.review()
            self.assertEqual(str(self.card.tier_until), "2027-04-30")

    def test_a_review_of_all_cards_is_three_statements(self):
        self.platinum_through_2025()
        with self.on("2025-05-01"):
            for number in range(20):
                card = self.make_card(self.make_partner(f"Member {number}"))
                self.buy(100 * number + 1, card=card)
        with self.on("2026-01-01"):
            self.program._points_ladder()
            self.env.flush_all()
            evaluation = self.env["loyalty.tier.evaluation"]
            before = self.env.cr.sql_log_count
            self.review()
            self.assertLess(self.env.cr.sql_log_count - before, 25)
            self.assertFalse(evaluation._promote(self.program))

    def test_members_who_agreed_are_told_of_a_new_tier_and_of_one_at_risk(self):
        """S34: once each, and only who agreed."""
        consents = self.env["loyalty.consent"]
        consents._points_record(self.member, {("advertising", "email"): True}, "Test")
        silent = self.make_card(self.make_partner("Silent Member"))
        mails = self.env["mail.mail"]
        with self.on("2025-05-01"):
            self.buy(300)
            self.buy(300, card=silent)
        found = mails.search([("subject", "=", "You are Gold now")])
        self.assertEqual(found.recipient_ids, self.member)
        with self.on("2025-12-10"):
            self.run_cron("warn_of_tiers")
            self.assertFalse(self.card.tier_warned_date, "300 points keep it")
        self.program.tier_window = "rolling"
        self.program.tier_window_months = 3
        with self.on("2025-12-10"):
            self.run_cron("warn_of_tiers")
            self.run_cron("warn_of_tiers")
        found = mails.search([("subject", "=", "Keep your tier Gold")])
        self.assertEqual(found.recipient_ids, self.member)
        self.assertIn("300 points", found.body_html)

    def agree(self, member=None):
        self.env["loyalty.consent"]._points_record(
            member or self.member, {("advertising", "email"): True}, "Test"
        )

    def mails(self):
        """Subjects and texts of the mails to the member, oldest first."""
        found = self.env["mail.mail"].search(
            [("recipient_ids", "in", self.member.ids)], order="id"
        )
        return [(mail.subject, mail.body_html) for mail in found]

    def test_who_loses_his_tier_is_told_what_he_has_and_what_is_missing(self):
        """S34"""
        self.agree()
        self.platinum_through_2025()
        with self.on("2026-01-01"):
            self.review()
        subject, body = self.mails()[-1]
        self.assertEqual(subject, "Your tier in Parts Club")
        self.assertIn("Gold", body)
        self.assertIn("1000 points more to Platinum", body)

    def test_a_message_about_tiers_is_switched_off_by_emptying_it(self):
        self.agree()
        self.program.write(
            {"tier_up_template_id": False, "tier_lost_template_id": False}
        )
        self.platinum_through_2025()
        with self.on("2026-01-01"):
            self.review()
        self.assertEqual(self.mails(), [])

    def test_a_member_reads_it_in_his_language(self):
        self.agree()
        self.member.lang = "ru_RU"
        self.buy(300)
        subject, body = self.mails()[-1]
        self.assertIn("Gold", subject)
        self.assertIn("Здравствуйте", body)

    def test_many_mails_are_sent_in_batches(self):
        """S34"""
        card = self.env["loyalty.card"]
        cards = card.union(
            *(
                self.make_card(self.make_partner(f"Member {number}"))
                for number in range(5)
            )
        )
        for one in cards:
            self.agree(one.partner_id)
        sizes = []
        templates = type(self.env["mail.template"])

        def counted(template, ids, **kwargs):
            sizes.append(len(ids))

        with (
            patch.object(templates, "send_mail_batch", counted),
            patch.object(loyalty_card_messages, "MAIL_BATCH", 2),
        ):
            cards._points_send("tier_up", "advertising")
        self.assertEqual(sizes, [2, 2, 1])

    def test_the_cron_reviews(self):
        self.platinum_through_2025()
        with self.on("2026-01-01"):
            self.run_cron("review_tiers")
        self.env.invalidate_all()
        self.assertEqual(self.card.tier_id, self.gold)

    def test_thresholds_are_changed_with_a_preview(self):
        """S15: who would move is shown before it is applied."""
        self.program.tier_window = "lifetime"
        self.buy(250)
        top = self.make_card(self.make_partner("Top Member"))
        self.buy(1000, card=top)
        manager = self.make_user(
            "manager", "loyalty_service_parts.group_loyalty_manager"
        )
        wizard = (
            self.env["loyalty.tier.preview"]
            .with_user(manager)
            .with_context(default_program_id=self.program.id)
            .create({})
        )
        lines = {line.tier_id: line for line in wizard.line_ids}
        lines[self.gold].threshold = 200
        lines[self.platinum].threshold = 2000
        lines[self.platinum].threshold = 150
        with self.assertRaisesRegex(UserError, "more than the one before"):
            wizard.action_preview()
        lines[self.platinum].threshold = 3000
        wizard.action_preview()
        lines[self.platinum].threshold = 2000
        with self.assertRaisesRegex(UserError, "preview of these"):
            wizard.action_apply()
        wizard.action_preview()
        self.assertEqual((wizard.up_count, wizard.down_count), (1, 1))
        self.assertEqual(self.card.tier_id, self.silver)
        wizard.action_apply()
        self.env.invalidate_all()
        self.assertEqual(self.card.tier_id, self.gold)
        self.assertEqual(top.tier_id, self.platinum)

    def test_a_tier_is_set_with_the_wizard(self):
        clerk = self.make_user(
            "clerk", "loyalty_service_parts.group_loyalty_member_services"
        )
        wizard = (
            self.env["loyalty.tier.set"]
            .with_user(clerk)
            .create(
                {
                    "card_id": self.card.id,
                    "tier_id": self.gold.id,
                    "until": "2099-12-31",
                    "reason": "Partner of the shop",
                }
            )
        )
        wizard.action_apply()
        self.assertEqual(self.card.tier_id, self.gold)
        change = self.card.tier_change_ids
        self.assertEqual((change.author_id, change.why), (clerk, "manual"))
