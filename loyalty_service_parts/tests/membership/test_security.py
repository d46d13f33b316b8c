"""Break-in attempts: public, another customer, salesman, clerk, auditor, other company."""

from datetime import datetime

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import LedgerCommon

MODELS = ("loyalty.points.entry", "loyalty.points.allocation", "loyalty.points.reason")


@tagged("post_install", "-at_install")
class TestSecurity(LedgerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.salesman = cls.make_user("salesman", "sales_team.group_sale_salesman")
        cls.auditor = cls.make_user(
            "auditor", "loyalty_service_parts.group_loyalty_auditor"
        )
        cls.clerk = cls.make_user(
            "clerk", "loyalty_service_parts.group_loyalty_member_services"
        )
        cls.manager = cls.make_user(
            "manager", "loyalty_service_parts.group_loyalty_manager"
        )
        cls.portal = cls.make_user("portal", "base.group_portal")
        cls.public = cls.env.ref("base.public_user")
        cls.plain = cls.make_user("plain", "base.group_user")
        cls.entry = cls.earn(100, reason="Private")

    def test_nobody_writes_the_ledger_tables(self):
        for user in (
            self.salesman,
            self.auditor,
            self.clerk,
            self.manager,
            self.portal,
        ):
            for model in MODELS:
                records = self.env[model].with_user(user)
                for operation in ("create", "write", "unlink"):
                    with self.subTest(
                        user=user.login, model=model, operation=operation
                    ):
                        self.assertFalse(records.has_access(operation))

    def test_who_reads_the_ledger(self):
        for user, may in (
            (self.salesman, True),
            (self.auditor, True),
            (self.clerk, True),
            (self.plain, False),
            (self.portal, False),
            (self.public, False),
        ):
            for model in MODELS:
                with self.subTest(user=user.login, model=model):
                    self.assertEqual(
                        self.env[model].with_user(user).has_access("read"), may
                    )

    def test_a_salesman_cannot_change_a_balance(self):
        """D18: any salesman could."""
        card = self.card.with_user(self.salesman)
        for attempt in (
            lambda: card.write({"points": 1000}),
            lambda: card._points_adjust(5, "goodwill", "For me"),
            lambda: card.action_block(),
            lambda: card.action_replace(),
            lambda: (
                self.env["loyalty.points.adjust"]
                .with_user(self.salesman)
                .create({"card_id": card.id, "points": 5, "reason": "x"})
            ),
            lambda: (
                self.env["loyalty.card.update.balance"]
                .with_user(self.salesman)
                .create({"card_id": card.id, "new_balance": 5, "description": "x"})
                .action_update_card_point()
            ),
        ):
            with self.assertRaises(AccessError):
                attempt()
        self.assertLedger(balance=100)

    def test_a_salesman_cannot_make_a_card_another_customers(self):
        """D16: or its points would be his friend's."""
        card = self.card.with_user(self.salesman)
        friend = self.make_partner("A Friend")
        for vals in (
            {"partner_id": friend.id},
            {"status": "active"},
            {"code": "0440000000000"},
            {"active": False},
        ):
            with self.subTest(vals), self.assertRaises(AccessError):
                card.write(vals)

    def test_nobody_writes_what_the_ledger_keeps(self):
        """D18: out of the ledger, points written, and into it again."""
        fresh = self.make_card(self.make_partner("New Member"))
        manager = self.make_user(
            "sales.manager",
            "sales_team.group_sale_manager",
            "loyalty_service_parts.group_loyalty_manager",
        )
        for user in (self.salesman, self.clerk, manager):
            for vals in (
                {"is_ledger": False},
                {"holder_id": self.member.id},
                {"points_activity_date": "2099-01-01"},
                {"successor_id": self.card.id},
            ):
                with self.subTest(user=user.login, vals=vals):
                    with self.assertRaises(AccessError):
                        fresh.with_user(user).write(vals)
        with self.assertRaises(AccessError):
            self.env["loyalty.card"].with_user(manager).create(
                {"program_id": self.program.id, "is_ledger": False, "points": 1000}
            )

    def test_a_coupon_with_points_does_not_become_a_card_of_members(self):
        """Its points would have no row."""
        coupons = self.env["loyalty.program"].create(
            {"name": "Coupon", "program_type": "coupons", "trigger": "with_code"}
        )
        coupon = self.env["loyalty.card"].create(
            {"program_id": coupons.id, "points": 50}
        )
        with self.assertRaisesRegex(UserError, "new card"):
            coupon.with_user(self.manager).program_id = self.program
        with self.assertRaisesRegex(UserError, "new card"):
            coupon.program_id = self.program

    def test_a_card_with_entries_is_not_handed_to_another_customer(self):
        """D23: its points would change hands without a row."""
        friend = self.make_partner("A Friend")
        with self.assertRaisesRegex(UserError, "Transfer the points"):
            self.card.with_user(self.clerk).write({"partner_id": friend.id})

    def test_the_day_of_a_limit_is_the_companys(self):
        """A time zone in the context moved the beginning of the day into the future."""
        self.program.adjust_limit = 100
        card = self.card.with_user(self.clerk)
        card._points_adjust(100, "goodwill", "First")
        for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Moscow"):
            with self.subTest(zone), self.assertRaises(AccessError):
                card.with_context(tz=zone)._points_adjust(1, "goodwill", "Second")

    def test_a_request_cannot_be_changed_before_it_is_decided(self):
        self.program.adjust_limit = 10
        wizard = (
            self.env["loyalty.points.adjust"]
            .with_user(self.clerk)
            .create({"card_id": self.card.id, "points": 50, "reason": "Complaint"})
        )
        wizard.action_apply()
        request = self.env["loyalty.points.request"].search(
            [("card_id", "=", self.card.id)]
        )
        self.assertEqual(request.author_id, self.clerk)
        for attempt in (
            lambda: request.with_user(self.clerk).write({"points": 5000}),
            lambda: request.with_user(self.clerk).action_confirm(),
            lambda: request.copy().with_user(self.clerk).unlink(),
            lambda: (
                self.env["loyalty.consent"]
                .with_user(self.clerk)
                .create({"partner_id": self.member.id, "kind": "advertising"})
            ),
        ):
            with self.assertRaises(AccessError):
                attempt()
        request.with_user(self.manager).action_confirm()
        self.assertLedger(balance=150)

    def test_another_channel_spends_by_the_rules_of_the_card(self):
        """D5: a till writes the balance; lapsed points and blocked cards are refused."""
        self.earn(50, expiry_date=self.day("2020-01-31"))
        till = self.card.with_user(self.salesman).sudo()
        till.points -= 30
        self.assertEqual(self.card.entry_ids[0].type, "redeem")
        self.assertLedger(balance=120)
        with self.assertRaisesRegex(UserError, "70"), self.env.cr.savepoint():
            till.points -= 100
        self.card.action_block()
        with self.assertRaisesRegex(UserError, "blocked"), self.env.cr.savepoint():
            till.points -= 1
        till.points += 5
        self.assertEqual(self.card.entry_ids[0].type, "earn")
        self.assertLedger(balance=125)

    def test_another_companys_exchange_is_not_undone(self):
        other = self.env["res.company"].create({"name": "Other Company"})
        program = self.make_program(company_id=other.id)
        coupons = self.env["loyalty.program"].create(
            {
                "name": "Coupon",
                "program_type": "coupons",
                "trigger": "with_code",
                "applies_on": "current",
                "company_id": other.id,
            }
        )
        form = self.env["loyalty.points.form"].create(
            {
                "name": "Coupon",
                "program_id": program.id,
                "target_program_id": coupons.id,
                "points": 5,
            }
        )
        card = self.make_card(self.make_partner("Foreign Member"), program, points=10)
        exchange = self.env["loyalty.points.exchange"]._points_make(card, form)
        clerk = self.env["loyalty.points.exchange"].with_user(self.clerk)
        with self.assertRaises(AccessError):
            clerk.browse(exchange.id).action_undo()
        wizard = self.env["loyalty.points.change"].with_user(self.clerk)
        with self.assertRaises(AccessError):
            wizard.create({"card_id": card.id, "form_id": form.id}).action_apply()
        self.assertLedger(card, balance=5)

    def test_an_auditor_changes_nothing(self):
        card = self.card.with_user(self.auditor)
        self.assertEqual(card.points, 100)
        self.assertEqual(card.entry_ids.reason, "Private")
        for attempt in (
            lambda: card.write({"points": 1}),
            lambda: card.write({"status": "blocked"}),
            lambda: card.action_close(),
            lambda: self.program.with_user(self.auditor).write({"points_on": "net"}),
        ):
            with self.assertRaises(AccessError):
                attempt()

    def test_a_clerk_does_not_do_what_managers_do(self):
        for attempt in (
            lambda: self.program.with_user(self.clerk).write({"adjust_limit": 10**6}),
            lambda: self.member.with_user(self.clerk).action_points_erase(),
            lambda: (
                self.env["loyalty.points.validity"]
                .with_user(self.clerk)
                .create({"lot_ids": self.entry.ids, "never": True, "reason": "x"})
            ),
        ):
            with self.assertRaises(AccessError):
                attempt()

    def test_marks_in_the_context_cannot_be_forged(self):
        """A context over RPC holds plain values; the engine's marks are objects."""
        card = self.card.with_user(self.clerk)
        forged = card.with_context(points_stated=True, points_clock="2020-01-01")
        forged.write({"points": 110})
        self.assertEqual(self.card.entry_ids[0].date.year, datetime.now().year)
        self.assertLedger(balance=110)

    def test_the_caller_cannot_name_an_author_or_a_digest(self):
        for name in ("author_id", "idempotency_digest", "balance_after", "hash", "id"):
            with self.subTest(name), self.assertRaises(ValueError):
                self.earn(1, **{name: 1})

    def test_another_companys_entries_are_not_seen(self):
        other = self.env["res.company"].create({"name": "Other Company"})
        program = self.make_program(company_id=other.id)
        card = self.make_card(self.make_partner("Foreign Member"), program, points=10)
        for user in (self.salesman, self.auditor, self.manager):
            with self.subTest(user.login):
                entries = self.env["loyalty.points.entry"].with_user(user)
                self.assertNotIn(card.entry_ids.id, entries.search([]).ids)
                self.assertIn(self.entry.id, entries.search([]).ids)
                with self.assertRaises(AccessError):
                    entries.browse(card.entry_ids.id).read(["points"])

    def test_consents_are_never_edited(self):
        consent = self.env["loyalty.consent"]._points_record(
            self.member, {("processing", ""): True}, "Test"
        )
        for attempt in (lambda: consent.write({"granted": False}), consent.unlink):
            with self.assertRaises(UserError):
                attempt()
