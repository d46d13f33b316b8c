"""The wife buys with the husband's card: only with the code that he got (D16)."""

import re

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import SaleCommon


@tagged("post_install", "-at_install")
class TestForeignCard(SaleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program.foreign_card = "code"
        cls.husband = cls.make_card(cls.make_partner("Boris Petrov"), points=80)
        cls.salesman = cls.make_user("salesman", "sales_team.group_sale_salesman")
        cls.order = cls.make_order(user_id=cls.salesman.id)

    def borrow(self, number=None):
        wizard = (
            self.env["loyalty.card.borrow"]
            .with_user(self.salesman)
            .create({"order_id": self.order.id, "number": number or self.husband.code})
        )
        wizard.action_send()
        return wizard

    def sent_code(self):
        mail = self.env["mail.mail"].search(
            [("model", "=", "loyalty.card.pass")], limit=1
        )
        self.assertEqual(mail.recipient_ids, self.husband.partner_id)
        return re.search(r"\b\d{6}\b", re.sub("<[^>]*>", " ", mail.body_html))[0]

    def test_the_right_code_opens_the_card_for_this_order(self):
        wizard = self.borrow()
        wizard.code = self.sent_code()
        wizard.action_apply()
        self.use_points(self.order, 80, self.husband)
        self.order.with_user(self.salesman).action_confirm()
        self.assertLedger(self.husband, balance=0)

    def test_the_card_that_was_lent_is_the_one_that_is_offered(self):
        self.earn(50)
        wizard = self.borrow()
        wizard.code = self.sent_code()
        action = wizard.action_apply()
        redeem = Form(
            self.env["loyalty.points.redeem"].with_context(**action["context"])
        ).save()
        self.assertEqual(redeem.card_id, self.husband)

    def test_codes_cannot_be_sent_without_end(self):
        """S51"""
        for _turn in range(3):
            self.borrow()
        with self.assertRaisesRegex(UserError, "Try again later"):
            self.borrow()

    def test_without_the_code_the_card_is_refused(self):
        self.order.applied_coupon_ids += self.husband
        self.use_points(self.order, 80, self.husband)
        with self.assertRaisesRegex(UserError, "another customer"):
            self.order.action_confirm()

    def test_after_five_wrong_codes_a_new_one_is_needed(self):
        wizard = self.borrow()
        right = self.sent_code()
        for number in range(5):
            wizard.code = f"{(int(right) + number + 1) % 10**6:06d}"
            wizard.action_apply()
        wizard.code = right
        with self.assertRaisesRegex(UserError, "not valid any more"):
            wizard.action_apply()

    def test_a_code_is_good_for_one_order_only(self):
        wizard = self.borrow()
        wizard.code = self.sent_code()
        wizard.action_apply()
        other = self.make_order()
        other.applied_coupon_ids += self.husband
        self.use_points(other, 80, self.husband)
        with self.assertRaisesRegex(UserError, "another customer"):
            other.action_confirm()

    def test_the_seller_cannot_read_the_code(self):
        self.borrow()
        with self.assertRaises(AccessError):
            self.env["loyalty.card.pass"].with_user(self.salesman).search([]).read(
                ["digest"]
            )

    def test_an_unknown_number_and_a_refusing_program_look_the_same(self):
        messages = []
        for number in ("0000000000000", self.husband.code):
            with self.assertRaises(UserError) as caught:
                self.program.foreign_card = "refuse"
                self.borrow(number)
            messages.append(str(caught.exception))
        self.assertEqual(messages[0], messages[1])
