"""What the database refuses, and that every checker finds a row corrupted on purpose."""

import psycopg2

from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.ledger import database_guard
from ..common import LedgerCommon


@tagged("post_install", "-at_install")
class TestGuards(LedgerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.credit = cls.earn(100)
        cls.debit = cls.redeem(30)
        cls.env["loyalty.points.seal"]._seal_all()

    def assertRefused(self, query, *params):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.CheckViolation),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(query, params)
            self.env.cr.execute("SET CONSTRAINTS ALL IMMEDIATE")

    def test_frozen_columns_cannot_be_changed(self):
        for column, value in (
            ("points", 200),
            ("expiry_date", "2099-01-01"),
            ("origin_name", "forged"),
            ("balance_after", 5),
            ("author_id", 2),
            ("hash", "$1$forged"),
            ("state", "void"),
        ):
            with self.subTest(column):
                self.assertRefused(
                    f"UPDATE loyalty_points_entry SET {column} = %s WHERE id = %s",
                    value,
                    self.credit.id,
                )

    def test_rows_cannot_be_deleted(self):
        self.assertRefused("DELETE FROM loyalty_points_allocation")
        self.assertRefused(
            "DELETE FROM loyalty_points_entry WHERE id = %s", self.debit.id
        )
        self.assertRefused("UPDATE loyalty_points_allocation SET points = 1")
        self.assertRefused("TRUNCATE loyalty_points_entry CASCADE")

    def test_a_card_that_differs_from_its_ledger_is_refused_at_commit(self):
        self.assertRefused(
            "UPDATE loyalty_card SET points = 5 WHERE id = %s", self.card.id
        )

    def corrupt(self, query, *params):
        database_guard.open_for_maintenance(self.env.cr)
        self.env.cr.execute(query, params)
        database_guard.close_after_maintenance(self.env.cr)
        found = self.env["loyalty.points.verify"]._verify()
        return {line["kind"] for line in found}, {line["card_id"] for line in found}

    def test_each_check_finds_what_was_corrupted_on_purpose(self):
        for kind, query in (
            ("balance", "UPDATE loyalty_card SET points = points + 5 WHERE id = %s"),
            (
                "running",
                "UPDATE loyalty_points_entry SET balance_after = 1 WHERE id = %s",
            ),
            ("residual", "UPDATE loyalty_points_entry SET remaining = 1 WHERE id = %s"),
            ("seal", "UPDATE loyalty_points_entry SET origin_name = 'x' WHERE id = %s"),
            (
                "allocation",
                "UPDATE loyalty_points_allocation SET points = -1 WHERE credit_id = %s",
            ),
        ):
            with self.subTest(kind):
                savepoint = self.env.cr.savepoint()
                record = self.card if kind == "balance" else self.credit
                kinds, cards = self.corrupt(query, record.id)
                self.assertIn(kind, kinds)
                self.assertEqual(cards, {self.card.id})
                savepoint.rollback()
                savepoint.close()
        self.assertSound()

    def test_a_removed_row_breaks_the_chain(self):
        self.earn(5)
        self.env["loyalty.points.seal"]._seal_all()
        savepoint = self.env.cr.savepoint()
        kinds, _cards = self.corrupt(
            "DELETE FROM loyalty_points_allocation WHERE debit_id = %s;"
            "DELETE FROM loyalty_points_entry WHERE id = %s",
            self.debit.id,
            self.debit.id,
        )
        self.assertLessEqual({"balance", "running", "residual", "seal"}, kinds)
        savepoint.rollback()
        savepoint.close()

    def test_the_button_keeps_its_findings(self):
        action = self.env["loyalty.points.check"].action_verify()
        check = self.env["loyalty.points.check"].browse(action["res_id"])
        self.assertEqual((check.state, check.line_count), ("sound", 0))
        self.corrupt(
            "UPDATE loyalty_points_entry SET origin_name = 'x' WHERE id = %s",
            self.credit.id,
        )
        check = self.env["loyalty.points.check"]._run_check()
        self.assertEqual(check.state, "broken")
        self.assertEqual(check.line_ids.entry_id, self.credit)
