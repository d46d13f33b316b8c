"""Trying to get a tier, or to look at somebody else's, without the right to it."""

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common import TierCommon


@tagged("post_install", "-at_install")
class TestBreakIn(TierCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buy(150)
        cls.salesman = cls.make_user("salesman", "sales_team.group_sale_salesman")
        cls.anna = cls.make_user(
            "anna", "base.group_portal", partner_id=cls.member.id, password="anna"
        )
        cls.boris = cls.make_user("boris", "base.group_portal", password="boris")

    def test_a_salesman_gives_nobody_a_tier(self):
        card = self.card.with_user(self.salesman)
        for name, attack in {
            "the field": lambda: card.write({"tier_id": self.gold.id}),
            "the method": lambda: card._points_set_tier(self.gold, None, "Me"),
            "the wizard": lambda: (
                self.env["loyalty.tier.set"]
                .with_user(self.salesman)
                .create({"card_id": card.id, "tier_id": self.gold.id, "reason": "Me"})
                .action_apply()
            ),
            "the threshold": lambda: self.gold.with_user(self.salesman).write(
                {"threshold": 1}
            ),
            "the metric": lambda: self.program.with_user(self.salesman).write(
                {"tier_metric": "orders"}
            ),
            "the history": lambda: (
                self.env["loyalty.tier.change"]
                .with_user(self.salesman)
                .create({"card_id": card.id})
            ),
            "earlier purchases": lambda: (
                self.env["loyalty.tier.past"]
                .with_user(self.salesman)
                .create({"card_id": card.id, "program_id": self.program.id})
            ),
            "a benefit": lambda: (
                self.env["loyalty.tier.gift"]
                .with_user(self.salesman)
                .create({"tier_id": self.silver.id, "product_id": 1})
            ),
        }.items():
            with self.subTest(name), self.assertRaises(AccessError):
                attack()
                self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.card.tier_id, self.silver)

    def test_a_manager_changes_no_history_and_no_earlier_purchases(self):
        manager = self.make_user(
            "manager", "loyalty_service_parts.group_loyalty_manager"
        )
        past = self.env["loyalty.tier.past"].create(
            {
                "card_id": self.card.id,
                "program_id": self.program.id,
                "date": "2026-01-01",
                "points": 1,
            }
        )
        with self.assertRaises(AccessError):
            past.with_user(manager).points = 5000

    def test_a_portal_user_reads_no_cards_tiers_or_histories(self):
        for user in (self.anna, self.boris):
            for record in (
                self.card,
                self.silver,
                self.card.tier_change_ids,
                self.env["loyalty.tier.month"],
            ):
                with self.subTest(user.login, model=record._name):
                    with self.assertRaises(AccessError):
                        record.with_user(user).search([]).mapped("display_name")
        with self.assertRaises(AccessError):
            self.member.with_user(self.boris).read(["tier_text", "loyalty_tier_id"])

    def test_a_portal_user_sees_his_own_progress_only(self):
        page = f"/my/loyalty_card/{self.card.id}/history"
        self.authenticate("anna", "anna")
        text = self.url_open(page).text
        self.assertIn("150 points more to Gold", text)
        self.authenticate("boris", "boris")
        answer = self.url_open(page)
        self.assertEqual(answer.status_code, 404)
        self.assertNotIn("more to Gold", answer.text)

    def test_the_tiers_of_another_company_do_not_apply(self):
        other = self.env["res.company"].create({"name": "Other Company"})
        program = self.make_program(name="Other Club", company_id=other.id)
        tier = self.env["loyalty.tier"].create(
            {"program_id": program.id, "name": "Other Gold", "threshold": 1}
        )
        card = self.env["loyalty.card"].create(
            {"program_id": program.id, "partner_id": self.member.id}
        )
        self.buy(50, card=card)
        self.assertEqual(card.tier_id, tier)
        clerk = self.make_user(
            "clerk", "loyalty_service_parts.group_loyalty_member_services"
        )
        self.env.invalidate_all()
        member = self.member.with_user(clerk)
        self.assertEqual(member.loyalty_tier_id, self.silver.with_user(clerk))
        with self.assertRaises(AccessError):
            tier.with_user(clerk).read(["threshold"])
        clerk.company_ids = [Command.link(other.id)]
        inside = member.with_context(allowed_company_ids=other.ids)
        inside.invalidate_recordset()
        self.assertEqual(inside.loyalty_tier_id.id, tier.id)
