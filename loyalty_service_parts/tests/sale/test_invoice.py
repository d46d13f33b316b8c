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

    def test_an_invoice_of_an_order_does_not_earn_twice(self):
        """D12"""
        self.program.invoice_earning = True
        order = self.make_order()
        order.action_confirm()
        self.invoice(order)
        self.assertLedger(balance=100)
