"""The till in a real browser: member, points, members' parts, refund, two tills at once."""

from unittest.mock import patch

from odoo import api
from odoo.tests import HttpCase, tagged

from .common import TillCommon


@tagged("post_install", "-at_install")
class TestTillTours(HttpCase, TillCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cashier.password = "cashier"
        # only what the tours sell
        cls.env["product.template"].search(
            [("available_in_pos", "=", True)]
        ).available_in_pos = False
        cls.exclusive = cls.make_product("Turbocharger", 900)
        cls.exclusive.member_access = "members"
        sold = cls.part | cls.labour | cls.exclusive
        sold.available_in_pos = True
        cls.program.write({"tier_metric": "points", "redeem_max_percent": 50})
        cls.card.tier_id = cls.env["loyalty.tier"].create(
            {
                "program_id": cls.program.id,
                "name": "Gold",
                "threshold": 100,
                "multiplier": 1.5,
            }
        )
        cls.earn(80)
        cls.stranger = cls.make_partner("Boris Orlov")

    def tour(self, name):
        self.start_tour(f"/pos/ui/{self.till.id}", name, login="cashier")
        self.env.invalidate_all()
        return self.opened.order_ids.sorted("id")

    def test_a_cashier_sells_to_a_member_who_pays_with_points(self):
        order = self.tour("loyalty_service_parts_pos_sell")
        self.assertEqual(
            self.amounts(order), [("earn", 70), ("earn", 35), ("redeem", -30)]
        )
        self.assertLedger(balance=80 + 70 + 35 - 30)

    def test_a_card_is_scanned_and_a_blocked_one_refused(self):
        self.card.code = "0440000000017"
        blocked = self.make_card(self.stranger, code="0440000000024")
        blocked.action_block()
        self.tour("loyalty_service_parts_pos_scan")
        self.assertEqual(self.opened.order_ids.partner_id, self.member)

    def test_a_members_part_is_not_sold_to_others(self):
        order = self.tour("loyalty_service_parts_pos_part")
        self.assertEqual(order.lines.product_id, self.exclusive)
        self.assertEqual(order.partner_id, self.member)

    def test_points_that_another_till_took_meanwhile_do_not_pay(self):
        """The loser hears why, nothing of his sale is posted, and he goes on without."""
        tills = self.env.registry["loyalty.till"]
        ask, card = tills.check, self.card
        others = []

        @api.model
        def check_and_lose(till, config_id, sale):
            answer = ask(till, config_id, sale)
            if not others:
                others.append(card.with_env(till.env).sudo())
                self.redeem(70, card=others[0])
            return answer

        with patch.object(tills, "check", check_and_lose):
            order = self.tour("loyalty_service_parts_pos_race")
        self.assertEqual(self.amounts(order), [("earn", 100), ("earn", 50)])
        self.assertLedger(balance=80 - 70 + 150)

    def test_a_refund_takes_the_points_along(self):
        self.sell((self.part, 2), self.points_line(50))
        self.assertLedger(balance=80 + 150 + 75 - 50)
        self.tour("loyalty_service_parts_pos_refund")
        self.assertLedger(balance=80)

    def test_a_program_for_the_company_is_used_by_its_people(self):
        self.program.card_holder = "company"
        company = self.make_partner("Garage North", is_company=True)
        card = self.make_card(company, points=40)
        self.make_partner("Clara Weiss", parent_id=company.id)
        order = self.tour("loyalty_service_parts_pos_company")
        self.assertIn(("redeem", -40), self.amounts(order, card))
        self.assertEqual(self.program.coupon_ids - self.card, card)
