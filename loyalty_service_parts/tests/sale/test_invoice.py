"""Invoices that were not made from an order."""

from odoo.fields import Command
from odoo.tests import tagged

from .common import SaleCommon


@tagged("post_install", "-at_install")
class TestInvoice(SaleCommon):
    def make_invoice(self, price=100):
        return self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.member.id,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": self.part.id,
                            "price_unit": price,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
            }
        )

    def test_an_invoice_without_an_order_earns_where_the_program_says_so(self):
        invoice = self.make_invoice()
        invoice.action_post()
        self.assertLedger(balance=0)
        self.program.invoice_earning = True
        second = self.make_invoice()
        second.action_post()
        self.assertLedger(balance=100)
        self.assertEqual(self.card.entry_ids.origin_name, second.name)

    def test_it_earns_when_it_is_paid_where_the_program_says_so(self):
        self.program.write({"invoice_earning": True, "points_accrual": "paid"})
        invoice = self.make_invoice()
        invoice.action_post()
        self.assertLedger(balance=0, pending=100)
        self.pay(invoice, 25)
        self.assertLedger(balance=25, pending=75)
        self.pay(invoice)
        self.assertLedger(balance=100, pending=0)

    def test_a_credit_note_or_a_reset_takes_the_points_back(self):
        """D2, D21"""
        self.program.invoice_earning = True
        invoice = self.make_invoice()
        invoice.action_post()
        self.credit(invoice, 0.4)
        self.assertLedger(balance=60)
        other = self.make_invoice()
        other.action_post()
        other.button_draft()
        self.assertLedger(balance=60)
        other.unlink()
        self.assertLedger(balance=60)

    def test_what_a_credit_note_pays_was_not_paid_by_the_customer(self):
        self.program.write({"invoice_earning": True, "points_accrual": "paid"})
        invoice = self.make_invoice()
        invoice.action_post()
        note = self.credit(invoice, 0.4)
        (invoice + note).line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        ).reconcile()
        self.assertEqual(invoice.amount_residual, 60)
        self.assertLedger(balance=0, pending=60)
        self.pay(invoice)
        self.assertLedger(balance=60, pending=0)

    def test_an_invoice_below_the_minimum_earns_nothing(self):
        """S11"""
        self.program.invoice_earning = True
        self.program.rule_ids.minimum_amount = 150
        self.make_invoice().action_post()
        self.assertLedger(balance=0)
        self.make_invoice(150).action_post()
        self.assertLedger(balance=150)

    def test_a_program_that_is_over_gives_nothing_for_invoices(self):
        self.program.write({"invoice_earning": True, "date_to": "2020-01-31"})
        self.make_invoice().action_post()
        self.assertLedger(balance=0)

    def test_a_program_of_the_parent_company_is_for_its_branches(self):
        self.program.invoice_earning = True
        branch = self.env["res.company"].create(
            {"name": "Branch", "parent_id": self.env.company.id}
        )
        self.program.company_id = self.env.company
        self.env.user.company_ids += branch
        invoice = self.make_invoice()
        self.assertEqual(
            invoice.with_company(branch)._points_invoice_cards(), self.card
        )

    def test_an_invoice_of_an_order_does_not_earn_twice(self):
        """D12"""
        self.program.invoice_earning = True
        order = self.make_order()
        order.action_confirm()
        self.invoice(order)
        self.assertLedger(balance=100)
