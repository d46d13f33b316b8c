"""Points that were spent already are withheld from the refund (S8)."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import SaleCommon


@tagged("post_install", "-at_install")
class TestWithhold(SaleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program.points_debt = "withhold"

    def note_of(self, order):
        return self.invoice(order)._reverse_moves()

    def test_points_that_the_note_itself_gives_back_are_not_withheld(self):
        """50 spent on the order come back, and cover the 50 that it had earned."""
        self.earn(50)
        order = self.make_order()
        self.use_points(order, 50)
        order.action_confirm()
        note = self.note_of(order)
        self.redeem(50)
        self.assertEqual(note.points_uncovered, 0)
        note.action_post()
        self.assertLedger(balance=0, debt=0)

    def test_points_on_a_blocked_card_are_taken_not_withheld(self):
        order = self.make_order()
        order.action_confirm()
        note = self.note_of(order)
        self.card.action_block()
        self.assertEqual(note.points_uncovered, 0)

    def test_a_note_that_is_reset_owes_its_points_again(self):
        order = self.make_order()
        order.action_confirm()
        note = self.note_of(order)
        self.redeem(70)
        note.action_points_withhold()
        note.action_post()
        self.assertLedger(balance=0, debt=0)
        note.button_draft()
        self.assertLedger(balance=30, debt=0)
        note.action_post()
        self.assertLedger(balance=0, debt=0)

    def test_an_accountant_cannot_write_off_points_by_hand(self):
        """D18"""
        accountant = self.make_user("accountant", "account.group_account_invoice")
        order = self.make_order()
        order.action_confirm()
        note = self.note_of(order)
        for vals in (
            {"points_withheld_card_id": self.card.id},
            {"points_withheld": 100},
        ):
            with self.subTest(vals), self.assertRaises(AccessError):
                note.invoice_line_ids[0].with_user(accountant).write(vals)

    def test_an_accountant_withholds_with_the_button(self):
        accountant = self.make_user("accountant", "account.group_account_invoice")
        order = self.make_order()
        order.action_confirm()
        note = self.note_of(order)
        self.redeem(70)
        note.with_user(accountant).action_points_withhold()
        self.assertEqual(note.amount_total, 30)
