"""The code field of an order takes a card's number and explains itself (S57)."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import CounterCommon


@tagged("post_install", "-at_install")
class TestCodes(CounterCommon):
    def enter(self, order, code, user=None):
        wizard = self.env["sale.loyalty.coupon.wizard"].with_user(user or self.clerk)
        return wizard.create({"order_id": order.id, "coupon_code": code}).action_apply()

    def refused(self, order, code, user=None):
        with self.assertRaises(ValidationError) as caught, self.env.cr.savepoint():
            self.enter(order, code, user)
        return str(caught.exception)

    def test_a_card_of_the_customer_offers_what_it_may_pay(self):
        order = self.make_order((self.part, 1))
        action = self.enter(order, f" {self.card.code} ")
        self.assertEqual(
            action["context"]["default_reward_ids"], self.program.reward_ids.ids
        )

    def test_a_card_without_points_says_what_it_earns(self):
        boris = self.make_partner("Boris")
        card = self.make_card(boris)
        order = self.make_order((self.part, 1, 100), partner=boris)
        self.assertIn("it earns 100 points", self.refused(order, card.code))

    def test_somebody_else_s_card_is_explained(self):
        order = self.make_order((self.part, 1), partner=self.make_partner("Boris"))
        self.assertIn("belongs to Anna Petrova", self.refused(order, self.card.code))
        self.program.foreign_card = "code"
        self.assertIn("Ask him for a code", self.refused(order, self.card.code))
        self.program.foreign_card = "allow"
        self.assertTrue(self.enter(order, self.card.code)["context"])
        self.assertEqual(order.applied_coupon_ids, self.card)

    def test_a_blocked_and_a_closed_card_are_explained(self):
        order = self.make_order((self.part, 1))
        self.card.status = "blocked"
        self.assertIn("is blocked", self.refused(order, self.card.code))
        self.card.status = "closed"
        self.assertIn("is closed", self.refused(order, self.card.code))

    def test_other_codes_are_as_ever(self):
        order = self.make_order((self.part, 1))
        self.assertIn("invalid", self.refused(order, "NONSENSE"))

    def test_a_customer_learns_nothing_of_others_cards(self):
        boris = self.make_user("boris", "base.group_portal")
        order = self.make_order((self.part, 1), partner=boris.partner_id)
        order = order.with_user(boris).sudo()
        unknown = order._try_apply_code("0440000000000")
        foreign = order._try_apply_code(self.card.code)
        self.assertEqual(
            str(unknown).replace("0440000000000", "X"),
            str(foreign).replace(self.card.code, "X"),
        )

    def test_look_ups_are_written_down(self):
        order = self.make_order((self.part, 1))
        self.enter(order, self.card.code)
        order._try_apply_code("0440000000000")
        self.counter.find(self.card.code)
        self.counter.find("Petrova")
        rows = self.env["loyalty.lookup"].search([], order="id")
        self.assertEqual(
            [(row.channel, row.ending, row.card_id) for row in rows],
            [
                ("order", self.card.code[-4:], self.card),
                ("order", "0000", self.card.browse()),
                ("counter", self.card.code[-4:], self.card),
            ],
        )
        self.assertEqual(rows[0].user_id, self.clerk)
