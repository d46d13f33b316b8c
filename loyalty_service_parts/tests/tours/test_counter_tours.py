"""What a clerk clicks at the counter, in a real browser."""

from odoo.tests import HttpCase, tagged

from ..counter.common import CounterCommon


@tagged("post_install", "-at_install")
class TestCounterTours(HttpCase, CounterCommon):
    def test_a_clerk_finds_a_member_and_sells(self):
        self.clerk.password = "clerk"
        self.start_tour(
            "/odoo/counter", "loyalty_service_parts_counter_sells", login="clerk"
        )

    def test_a_clerk_enrols_a_new_customer(self):
        self.make_user(
            "service",
            "loyalty_service_parts.group_loyalty_member_services",
            password="service",
        )
        self.start_tour(
            "/odoo/counter", "loyalty_service_parts_counter_enrols", login="service"
        )
        pavel = self.env["res.partner"].search([("name", "=", "Pavel Novikov")])
        self.assertEqual(pavel.phone_sanitized, "+79120000000")
        self.assertTrue(pavel.ledger_card_ids)
