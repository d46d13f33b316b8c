"""Break-in attempts over Odoo's own HTTP interface, by everybody who has a key or none."""

import json
from datetime import datetime, timedelta

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..common import LedgerCommon

LOGGERS = ("odoo.http", "odoo.addons.rpc.controllers.json2", "odoo.models")


@tagged("post_install", "-at_install")
class TestJson2(HttpCase, LedgerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entry = cls.earn(100, reason="Private")
        groups = "loyalty_service_parts.group_loyalty_"
        other = cls.env["res.company"].create({"name": "Other Company"})
        cls.users = {
            "salesman": cls.make_user("salesman", "sales_team.group_sale_salesman"),
            "auditor": cls.make_user("auditor", f"{groups}auditor"),
            "portal": cls.make_user("portal.user", "base.group_portal"),
            "foreign": cls.make_user(
                "foreign.manager",
                f"{groups}manager",
                "sales_team.group_sale_manager",
                company_id=other.id,
                company_ids=[(6, 0, other.ids)],
            ),
        }
        cls.program.company_id = cls.env.company
        cls.clerk = cls.make_user("clerk", f"{groups}member_services")
        cls.program.adjust_limit = 10
        # a token's validity is a business of Odoo's, not of this test
        cls.keys = {
            name: cls.env["res.users.apikeys"]
            .with_user(user)
            ._generate("rpc", "test", datetime.now() + timedelta(days=1))
            for name, user in {**cls.users, "clerk": cls.clerk}.items()
        }

    def call(self, name, model, method, **body):
        return self.url_open(
            f"/json/2/{model}/{method}",
            data=json.dumps(body),
            headers={
                "Authorization": f"Bearer {self.keys.get(name, 'not-a-key')}",
                "X-Odoo-Database": self.env.cr.dbname,
                "Content-Type": "application/json",
            },
            method="POST",
        )

    def assertRefused(self, name, status, *call, **body):
        response = self.call(name, *call, **body)
        with self.subTest(user=name, call=call, body=body):
            self.assertEqual(response.status_code, status, response.text[:300])

    @mute_logger(*LOGGERS)
    def test_nobody_writes_a_balance_who_may_not(self):
        """D18"""
        ids = self.card.ids
        for name in self.users:
            for vals in ({"points": 1000}, {"is_ledger": False}, {"status": "closed"}):
                self.assertRefused(
                    name, 403, "loyalty.card", "write", ids=ids, vals=vals
                )
            self.assertRefused(
                name,
                403,
                "loyalty.card",
                "write",
                ids=ids,
                vals={"points": 9},
                context={"points_stated": True, "points_rewarding": True},
            )
        self.assertLedger(balance=100)

    @mute_logger(*LOGGERS)
    def test_nobody_calls_the_engine(self):
        for name in (*self.users, "clerk"):
            for method in ("_points_post", "_points_adjust", "_points_reverse"):
                self.assertRefused(name, 403, "loyalty.card", method, ids=self.card.ids)
        self.assertLedger(balance=100)

    @mute_logger(*LOGGERS)
    def test_nobody_edits_the_ledger(self):
        """S5: not even its managers; 422 is the refusal of the model, 403 of the rights."""
        ids = self.entry.ids
        for name in (*self.users, "clerk"):
            for method, body in (
                ("write", {"ids": ids, "vals": {"points": 1}}),
                ("unlink", {"ids": ids}),
                ("create", {"vals_list": [{"card_id": self.card.id, "points": 1}]}),
            ):
                response = self.call(name, "loyalty.points.entry", method, **body)
                with self.subTest(user=name, method=method):
                    self.assertIn(response.status_code, (403, 422))
                    self.assertIn("message", response.json())
        self.assertLedger(balance=100)

    @mute_logger(*LOGGERS)
    def test_a_clerk_stays_within_his_limit(self):
        self.assertEqual(
            self.call(
                "clerk",
                "loyalty.card",
                "write",
                ids=self.card.ids,
                vals={"points": 110},
            ).status_code,
            200,
        )
        self.assertRefused(
            "clerk",
            403,
            "loyalty.card",
            "write",
            ids=self.card.ids,
            vals={"points": 111},
            context={"tz": "Pacific/Kiritimati"},
        )
        self.assertLedger(balance=110)

    @mute_logger(*LOGGERS)
    def test_strangers_read_nothing(self):
        for name in ("portal", "foreign"):
            response = self.call(
                name,
                "loyalty.points.entry",
                "search_read",
                domain=[],
                fields=["points"],
            )
            if response.status_code == 200:
                found = [row["id"] for row in response.json()]
                self.assertNotIn(self.entry.id, found)
            else:
                self.assertEqual(response.status_code, 403)
        self.assertRefused(
            "portal", 403, "loyalty.points.reason", "search_read", domain=[]
        )

    @mute_logger(*LOGGERS)
    def test_without_a_key_nothing_is_answered(self):
        self.assertRefused(
            "nobody", 401, "loyalty.card", "search_read", domain=[], fields=["points"]
        )
