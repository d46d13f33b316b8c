"""Too many look-ups, cards on sales to others, a seller's own card: told to the manager (S51)."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CounterCommon


@tagged("post_install", "-at_install")
class TestAlerts(CounterCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.make_user(
            "boss",
            "loyalty_service_parts.group_loyalty_manager",
            notification_type="inbox",
        )
        cls.alerts = cls.env["loyalty.alert"]

    def alert(self):
        return self.alerts.search([])

    # -- look-ups ------------------------------------------------------------------------
    def test_too_many_look_ups_in_a_minute_are_refused(self):
        self.env.company.counter_lookups = 3
        for _turn in range(3):
            self.counter.find(self.card.code)
        with self.assertRaisesRegex(UserError, "3 cards within a minute"):
            self.counter.find(self.card.code)
        with self.assertRaisesRegex(UserError, "within a minute"):
            self.counter.find("0440000000000")
        self.assertTrue(self.counter.find("Petrova")["found"], "by name he may go on")
        other = self.make_user("other", "sales_team.group_sale_salesman")
        found = self.env["loyalty.counter"].with_user(other).find(self.card.code)
        self.assertTrue(found["found"], "it is his limit, not everybody's")

    def test_after_a_minute_he_may_go_on(self):
        self.env.company.counter_lookups = 1
        with self.on("2026-03-01", "12:00:00"):
            self.counter.find(self.card.code)
        with self.on("2026-03-01", "12:01:01"):
            self.assertTrue(self.counter.find(self.card.code)["found"])

    def test_many_different_cards_make_an_alert_once(self):
        self.env.company.write({"counter_cards": 2, "counter_lookups": 100})
        cards = [self.make_card(self.make_partner(f"M{one}")) for one in range(5)]
        for card in cards[:3]:
            self.counter.find(card.code)
        alert = self.alert()
        self.assertIn("3 different cards", alert.text)
        for card in cards[3:]:
            self.counter.find(card.code)
        alert = self.alert()
        self.assertEqual(len(alert), 1)
        self.assertEqual((alert.kind, alert.count), ("many_cards", 3))
        self.assertEqual(alert.user_id, self.clerk)
        told = self.env["mail.notification"].search(
            [("res_partner_id", "=", self.manager.partner_id.id)]
        )
        self.assertEqual(len(told), 1)
        self.assertIn("different cards", told.mail_message_id.body)

    def test_numbers_that_nobody_has_count_too(self):
        self.env.company.counter_cards = 2
        for number in range(3):
            self.counter.find(f"044000000000{number}")
        self.assertEqual(self.alert().kind, "many_cards")

    def test_what_ends_with_an_error_is_noticed_all_the_same(self):
        """The code field of an order refuses: its transaction is undone."""
        self.env.company.counter_cards = 1
        order = self.make_order((self.part, 1), partner=self.make_partner("Boris"))
        other = self.make_card(self.make_partner("Vera"))
        for code in (self.card.code, other.code, "NONSENSE"):
            order.with_user(self.clerk)._try_apply_code(code)
            # what the end of a refused request does
            hook = self.env.cr.postrollback._funcs[-1]
            self.env["loyalty.lookup"].search([]).unlink()
            self.alert().unlink()
            with self.enter_registry_test_mode():
                hook()
        self.assertEqual(self.env["loyalty.lookup"].search([]).ending, "ENSE")

    def test_one_card_many_times_is_no_alert(self):
        self.env.company.counter_cards = 1
        for _turn in range(4):
            self.counter.find(self.card.code)
        self.assertFalse(self.alert())

    # -- sales ---------------------------------------------------------------------------
    def test_a_seller_s_own_card(self):
        card = self.make_card(self.clerk.partner_id)
        order = self.make_order((self.part, 1), partner=self.clerk.partner_id)
        order.with_user(self.clerk).action_confirm()
        alert = self.alert()
        self.assertEqual((alert.kind, alert.card_id), ("own_card", card))
        self.assertEqual(alert.origin, order.name)

    def test_a_customer_s_card_on_his_own_sale_is_no_alert(self):
        self.make_order((self.part, 1)).with_user(self.clerk).action_confirm()
        self.assertFalse(self.alert())

    def test_a_card_on_many_sales_to_others(self):
        self.program.foreign_card = "allow"
        for number in range(3):
            self.assertFalse(self.alert())
            order = self.make_order(
                (self.part, 1), partner=self.make_partner(f"Buyer {number}")
            )
            order._try_apply_code(self.card.code)
            order._points_use(self.card, self.program.reward_ids, 1)
            order.with_user(self.clerk).action_confirm()
        alert = self.alert()
        self.assertEqual((alert.kind, alert.card_id), ("many_sales", self.card))
        self.assertIn("3 sales", alert.text)
        self.assertNotIn("Anna", alert.text, "what is told of a person can be erased")

    # -- the list ------------------------------------------------------------------------
    def test_a_manager_looks_into_it_and_nobody_else(self):
        card = self.make_card(self.clerk.partner_id)
        alert = self.alerts.with_user(self.clerk)._alert_raise("own_card", "Text", card)
        with self.assertRaises(AccessError):
            alert.with_user(self.clerk).read(["text"])
        with self.assertRaises(AccessError):
            self.alerts.with_user(self.clerk).create(
                {"kind": "own_card", "text": "x", "company_id": self.env.company.id}
            )
        auditor = self.make_user("audit", "loyalty_service_parts.group_loyalty_auditor")
        self.assertEqual(alert.with_user(auditor).text, "Text")
        with self.assertRaises(AccessError):
            alert.with_user(auditor).action_done()
        alert.with_user(self.manager).action_done()
        self.assertEqual(alert.state, "done")
        again = self.alerts.with_user(self.clerk)._alert_raise("own_card", "Text", card)
        self.assertNotEqual(again, alert, "what happens again is told again")

    def test_a_manager_of_another_company_is_not_told(self):
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.make_user(
            "stranger",
            "loyalty_service_parts.group_loyalty_manager",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        self.alerts.with_user(self.clerk)._alert_raise("own_card", "Text", self.card)
        self.assertFalse(
            self.env["mail.notification"].search(
                [("res_partner_id", "=", stranger.partner_id.id)]
            )
        )
        self.assertFalse(self.alerts.with_user(stranger).search([]))
