"""Points changed into a coupon or money on the eWallet."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import LedgerCommon


@tagged("post_install", "-at_install")
class TestExchange(LedgerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.coupons = cls.env["loyalty.program"].create(
            {
                "name": "Coupon 10 %",
                "program_type": "coupons",
                "applies_on": "current",
                "trigger": "with_code",
                "reward_ids": [Command.create({"discount": 10})],
            }
        )
        cls.wallet = cls.env["loyalty.program"].create(
            {
                "name": "Wallet",
                "program_type": "ewallet",
                "applies_on": "future",
                "reward_ids": [
                    Command.create({"discount_mode": "per_point", "discount": 1})
                ],
            }
        )
        cls.to_coupon, cls.to_wallet = cls.env["loyalty.points.form"].create(
            [
                {
                    "name": "Coupon 10 %",
                    "program_id": cls.program.id,
                    "form": "coupon",
                    "target_program_id": cls.coupons.id,
                    "points": 60,
                },
                {
                    "name": "100 on the eWallet",
                    "program_id": cls.program.id,
                    "form": "ewallet",
                    "target_program_id": cls.wallet.id,
                    "points": 80,
                    "value": 100,
                },
            ]
        )
        cls.clerk = cls.make_user(
            "clerk", "loyalty_service_parts.group_loyalty_member_services"
        )
        cls.earn(100, expiry_date=cls.day("2099-01-31"))

    def change(self, form, user=None):
        wizard = self.env["loyalty.points.change"].with_user(user or self.clerk)
        action = wizard.create(
            {"card_id": self.card.id, "form_id": form.id}
        ).action_apply()
        return self.env["loyalty.points.exchange"].browse(action["res_id"])

    def test_points_become_a_coupon_and_come_back(self):
        """S12: undoing restores the lots."""
        exchange = self.change(self.to_coupon)
        coupon = exchange.target_card_id
        self.assertEqual((coupon.program_id, coupon.points), (self.coupons, 1))
        self.assertLedger(balance=40)
        exchange.with_user(self.clerk).action_undo()
        self.assertFalse(coupon.active)
        self.assertLedger(balance=100, lots=[(100.0, "2099-01-31")])

    def test_points_become_money_on_the_ewallet_and_come_back(self):
        exchange = self.change(self.to_wallet)
        wallet = exchange.target_card_id
        self.assertLedger(wallet, balance=100)
        self.assertLedger(balance=20)
        exchange.with_user(self.clerk).action_undo()
        exchange.with_user(self.clerk).action_undo()
        self.assertLedger(wallet, balance=0, lots=[])
        self.assertLedger(balance=100)

    def test_what_was_used_cannot_be_taken_back(self):
        exchange = self.change(self.to_wallet)
        self.redeem(1, card=exchange.target_card_id)
        with self.assertRaisesRegex(UserError, "used already"):
            exchange.with_user(self.clerk).action_undo()
        self.assertLedger(balance=20)

    def test_too_few_points_give_nothing(self):
        self.redeem(50)
        with self.assertRaisesRegex(UserError, "60"):
            self.change(self.to_coupon)

    def test_a_salesman_does_not_change_points(self):
        salesman = self.make_user("salesman", "sales_team.group_sale_salesman")
        with self.assertRaises(AccessError):
            self.change(self.to_coupon, salesman)

    def test_a_form_needs_a_program_of_its_kind(self):
        with self.assertRaises(ValidationError):
            self.to_coupon.target_program_id = self.wallet
