"""Cards and lots of an old system."""

import base64
import io

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import LedgerCommon

GOOD = """card;name;email;points;date;valid_until
A-1;Oleg Titov;oleg@example.com;100;2025-01-31;2099-01-31
A-1;Oleg Titov;oleg@example.com;50,5;31.03.2025;
A-2;Pavel Serov;;0;;
"""


@tagged("post_install", "-at_install")
class TestImport(LedgerCommon):
    def wizard(self, content, user=None):
        if isinstance(content, str):
            content = content.encode()
        wizard = self.env["loyalty.points.import"].with_user(user or self.env.user)
        return wizard.create(
            {
                "program_id": self.program.id,
                "file": base64.b64encode(content),
                "file_name": "old.csv",
            }
        )

    def card_of(self, code):
        return self.env["loyalty.card"].search([("code", "=", code)])

    def test_lots_come_with_their_own_dates(self):
        wizard = self.wizard(GOOD)
        wizard.action_preview()
        self.assertEqual((wizard.line_count, wizard.error_count), (3, 0))
        wizard.action_import()
        card = self.card_of("A-1")
        self.assertEqual(card.partner_id.name, "Oleg Titov")
        self.assertLedger(card, balance=150.5, lots=[(100.0, "2099-01-31"), 50.5])
        self.assertEqual(str(card._points_lots()[0].date.date()), "2025-01-31")
        self.assertLedger(self.card_of("A-2"), balance=0)

    def test_repeating_an_import_changes_nothing(self):
        self.wizard(GOOD).action_import()
        self.wizard(GOOD).action_import()
        self.assertLedger(self.card_of("A-1"), balance=150.5)
        self.assertEqual(
            self.env["res.partner"].search_count([("name", "=", "Oleg Titov")]), 1
        )

    def test_the_same_lines_in_another_file_are_done_already(self):
        """D13: the name of the file explains a row, it is not part of the operation."""
        self.wizard(GOOD).action_import()
        again = self.wizard(GOOD)
        again.file_name = "copy of old.csv"
        again.action_import()
        self.assertLedger(self.card_of("A-1"), balance=150.5)

    def test_another_file_is_not_imported_with_the_old_preview(self):
        wizard = self.wizard(GOOD)
        wizard.action_preview()
        wizard.file = base64.b64encode(b"card,name,points\nX-1,Other,7\n")
        with self.assertRaisesRegex(UserError, "read it again"):
            wizard.action_import()
        self.assertFalse(self.card_of("A-1"))

    def test_lines_that_cannot_be_meant_are_errors(self):
        other = self.make_card(self.make_partner("Boris Ivanov"), code="Z-9")
        self.program.points_digits = "0"
        wizard = self.wizard(
            "card;name;email;points;valid_until\n"
            "N-1;A;;nan;\n"
            "N-2;B;;1,000;\n"
            "N-3;C;;30,5;\n"
            "N-4;D;;5;2020-01-31\n"
            f"{other.code};Somebody;anna.petrova@example.com;5;\n"
            "N-5;E;;1 200;\n"
        )
        wizard.action_preview()
        errors = wizard.line_ids.sorted("number").mapped("error")
        for error, text in zip(
            errors,
            ("not a number", "two ways", "whole points", "expired", "Boris Ivanov"),
            strict=False,
        ):
            self.assertIn(text, error)
        self.assertFalse(errors[5])
        self.assertEqual(wizard.line_ids.sorted("number")[5].points, 1200)

    def test_a_member_is_found_by_mail_however_it_is_written(self):
        wizard = self.wizard(
            f"card,name,email,points\nM-1,Anna,{self.member.email.upper()},5\n"
        )
        wizard.action_preview()
        self.assertIn(self.card.code, wizard.line_ids.error)

    def test_a_member_with_a_card_gets_no_second_one(self):
        """D7: told in the preview, not when the import fails."""
        closed = self.make_card(self.make_partner("Gone"))
        closed.action_close()
        wizard = self.wizard(
            "card,name,email,points\n"
            f"C-1,Anna,{self.member.email},10\n"
            "C-2,New,new@example.com,10\n"
            "C-3,New,new@example.com,10\n"
            f"{closed.code},Gone,,10\n"
        )
        wizard.action_preview()
        errors = wizard.line_ids.sorted("number").mapped("error")
        self.assertIn(self.card.code, errors[0])
        self.assertFalse(errors[1])
        self.assertIn("C-2", errors[2])
        self.assertIn("closed", errors[3])

    def test_errors_are_shown_per_line_and_nothing_is_imported(self):
        wizard = self.wizard(
            "card,name,points,date,valid_until\n"
            "B-1,Good,10,,\n"
            "B-2,,ten,,\n"
            ",Nobody,5,,\n"
            "B-4,Late,5,2025-05-05,2025-04-04\n"
            "B-5,Wrong,5,05/05/2025,\n"
            "B-6,,5,,\n"
        )
        wizard.action_preview()
        errors = {line.number: line.error for line in wizard.line_ids if line.error}
        self.assertEqual(set(errors), {3, 4, 5, 6, 7})
        self.assertIn("ten", errors[3])
        with self.assertRaisesRegex(UserError, "5 lines have errors"):
            wizard.action_import()
        self.assertFalse(self.card_of("B-1"))

    def test_a_card_of_another_program_is_an_error(self):
        other = self.make_program(name="Other")
        card = self.make_card(self.member, program=other)
        wizard = self.wizard(f"card,points\n{card.code},5\n")
        wizard.action_preview()
        self.assertIn("Other", wizard.line_ids.error)

    def test_a_spreadsheet_is_read_too(self):
        book = openpyxl.Workbook()
        for row in (["card", "name", "points"], ["C-1", "Oleg Titov", 12.5]):
            book.active.append(row)
        stream = io.BytesIO()
        book.save(stream)
        self.wizard(stream.getvalue()).action_import()
        self.assertLedger(self.card_of("C-1"), balance=12.5)

    def test_what_is_no_table_is_refused_with_a_sentence(self):
        for content in (
            b"\xff\xfe\x00bad",
            b"PK\x03\x04broken",
            b"name,points\nx,1\n",
            b"",
        ):
            with self.subTest(content), self.assertRaises(UserError):
                self.wizard(content).action_preview()

    def test_only_a_manager_imports(self):
        clerk = self.make_user(
            "clerk", "loyalty_service_parts.group_loyalty_member_services"
        )
        with self.assertRaises(AccessError):
            self.wizard(GOOD, clerk)
