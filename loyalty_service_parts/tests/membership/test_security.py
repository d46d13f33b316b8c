"""Break-in attempts: public, another customer, salesman, clerk, auditor, other company."""

import json
from datetime import datetime, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

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


@tagged("post_install", "-at_install")
class TestJson2(HttpCase, LedgerCommon):
    """The same over Odoo's own HTTP interface."""

    def call(self, user, model, method, **body):
        key = (
            self.env["res.users.apikeys"]
            .with_user(user)
            ._generate("rpc", "test", datetime.now() + timedelta(days=1))
        )
        return self.url_open(
            f"/json/2/{model}/{method}",
            data=json.dumps(body),
            headers={
                "Authorization": f"Bearer {key}",
                "X-Odoo-Database": self.env.cr.dbname,
                "Content-Type": "application/json",
            },
            method="POST",
        )

    @mute_logger("odoo.http", "odoo.addons.rpc.controllers.json2", "odoo.models")
    def test_a_salesman_is_refused_over_the_interface(self):
        salesman = self.make_user("salesman", "sales_team.group_sale_salesman")
        entry = self.earn(100)
        ids = self.card.ids
        for model, method, body, codes in (
            ("loyalty.card", "write", {"ids": ids, "vals": {"points": 1000}}, {403}),
            (
                "loyalty.card",
                "write",
                {"ids": ids, "vals": {"points": 9}, "context": {"points_stated": True}},
                {403},
            ),
            ("loyalty.card", "_points_post", {"vals_list": []}, {403, 404, 422}),
            (
                "loyalty.points.entry",
                "write",
                {"ids": entry.ids, "vals": {"points": 1}},
                {403, 422},
            ),
            ("loyalty.points.entry", "unlink", {"ids": entry.ids}, {403, 422}),
            (
                "loyalty.points.entry",
                "create",
                {"vals_list": [{"points": 1}]},
                {403, 422},
            ),
        ):
            with self.subTest(model=model, method=method):
                self.assertIn(
                    self.call(salesman, model, method, **body).status_code, codes
                )
        self.assertLedger(balance=100)
