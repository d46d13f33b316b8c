"""Members' parts at the till, and what the till's screen asks."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import TillCommon


@tagged("post_install", "-at_install")
class TestTillParts(TillCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.exclusive = cls.make_product("Turbocharger", 900, available_in_pos=True)
        cls.exclusive.member_access = "members"
        cls.stranger = cls.make_partner("Boris Orlov")

    def ask(self, method, *arguments, user=None):
        till = self.env["loyalty.till"].with_user(user or self.cashier)
        return getattr(till, method)(self.till.id, *arguments)

    def figures(self, *lines, partner=None):
        partner = self.member if partner is None else partner
        return {
            "partner_id": partner.id,
            "pricelist_id": False,
            "lines": list(lines),
        }

    # -- members' parts --------------------------------------------------------------------
    def test_a_members_part_is_sold_to_members_only(self):
        for partner in (self.stranger, self.env["res.partner"]):
            refused = self.assertRaisesRegex(UserError, "Turbocharger")
            with refused, self.env.cr.savepoint():
                self.sell((self.exclusive, 1), partner=partner)
        self.assertFalse(self.opened.order_ids)
        self.assertEqual(self.sell((self.exclusive, 1)).state, "paid")

    def test_a_limited_edition_counts_what_tills_sold(self):
        self.exclusive.write({"limit_member": 2, "limit_period": "ever"})
        self.sell((self.exclusive, 2))
        refused = self.assertRaisesRegex(UserError, "0 can be sold")
        with refused, self.env.cr.savepoint():
            self.sell((self.exclusive, 1))
        order = self.make_order((self.exclusive, 1))
        with self.assertRaisesRegex(UserError, "at most 2"):
            order.action_confirm()

    def test_pieces_of_a_settled_order_count_once(self):
        self.exclusive.write({"limit_member": 2, "limit_period": "ever"})
        order = self.make_order((self.exclusive, 2))
        order.action_confirm()
        sellers = self.env.ref("sales_team.group_sale_salesman_all_leads")
        self.cashier.group_ids |= sellers
        settled = self.line(
            self.exclusive,
            2,
            sale_order_origin_id=order.id,
            sale_order_line_id=order.order_line.id,
        )
        refused = self.assertRaisesRegex(UserError, "0 can be sold")
        with refused, self.env.cr.savepoint():
            self.sell(settled, (self.exclusive, 1))
        self.assertEqual(self.sell(settled).state, "paid")

    def test_what_came_back_to_a_till_may_be_sold_again(self):
        self.exclusive.limit_total = 1
        order = self.sell((self.exclusive, 1))
        self.refund(order)
        self.assertEqual(self.sell((self.exclusive, 1)).state, "paid")

    def test_what_was_sold_without_a_connection_is_told(self):
        self.sell((self.exclusive, 1), partner=self.stranger, points_offline=True)
        alert = self.env["loyalty.alert"].search([])
        self.assertEqual(alert.kind, "offline")
        self.assertIn("Turbocharger", alert.text)

    # -- what the screen asks --------------------------------------------------------------
    def test_the_till_shows_the_member(self):
        self.earn(250)
        (card,) = self.ask("member", self.member.id)
        self.assertEqual(card["id"], self.card.id)
        self.assertEqual(card["usable"], "250 points")
        self.assertTrue(card["value"])
        self.assertFalse(self.ask("member", self.stranger.id))

    def test_a_sale_is_quoted_as_it_will_be_posted(self):
        self.earn(500)
        self.program.redeem_max_percent = 30
        (row,) = self.ask("quote", self.figures(self.line(self.part, 3)))
        self.assertEqual(row["earns"], 300)
        self.assertEqual(row["text"], "300 points")
        self.assertEqual(row["rewards"], {self.program.reward_ids.id: 90})
        self.assertEqual(
            self.sell((self.part, 3))._points_entries().points, row["earns"]
        )

    def test_a_new_customer_is_quoted_too(self):
        figures = self.figures(self.line(self.part, 1), partner=self.stranger)
        (row,) = self.ask("quote", figures)
        self.assertEqual((row["earns"], row["rewards"]), (100, {}))

    def test_the_check_says_what_is_wrong_before_the_money_is_taken(self):
        self.assertFalse(self.ask("check", self.figures(self.line(self.part, 1))))
        sale = self.figures(
            self.line(self.exclusive, 1),
            self.points_line(60),
            partner=self.stranger,
        )
        problems = self.ask("check", sale)
        self.assertEqual(len(problems), 2)
        self.assertIn("Turbocharger", problems[0])
        self.assertIn("another customer", problems[1])

    def test_nonsense_is_refused_with_a_sentence(self):
        for sale in (None, [], {}, {"lines": 3}, {"lines": [{"qty": "many"}]}):
            with self.assertRaisesRegex(UserError, "figures of a sale"):
                self.ask("quote", sale)
        with self.assertRaises(UserError):
            self.env["loyalty.till"].with_user(self.cashier).quote(-1, {"lines": []})
        strange = {"product_id": 2**40, "coupon_id": -5, "tax_ids": ["x", True]}
        self.assertEqual(self.ask("check", self.figures(strange)), [])

    def test_the_till_answers_cashiers_only(self):
        salesman = self.make_user("salesman", "sales_team.group_sale_salesman")
        portal = self.make_user("portal-anna", "base.group_portal")
        for user in (salesman, portal, self.env.ref("base.public_user")):
            for method, argument in (
                ("member", self.member.id),
                ("find", self.card.code),
                ("quote", self.figures(self.line(self.part, 1))),
                ("check", self.figures(self.line(self.part, 1))),
            ):
                with self.assertRaises(AccessError):
                    self.ask(method, argument, user=user)

    def test_the_till_of_another_company_does_not_answer(self):
        company = self.env["res.company"].create({"name": "Other"})
        stranger = self.make_user(
            "other-cashier",
            "base.group_user",
            "point_of_sale.group_pos_user",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        with self.assertRaises(AccessError):
            self.ask("member", self.member.id, user=stranger)

    def test_a_customer_is_found_as_at_the_counter(self):
        self.member.phone = "+7 921 555-77-01"
        for text in ("7701", "+7 (921) 555 77 01", "79215557701", self.card.code):
            self.assertEqual(self.ask("find", text), self.member.ids, text)
        self.assertEqual(self.ask("find", "petrova")[:1], self.member.ids)
        self.assertEqual(self.ask("find", ""), [])
        self.assertEqual(self.env["loyalty.lookup"].search([]).channel, "till")

    # -- scanning --------------------------------------------------------------------------
    def scan(self, number):
        cards = self.env["loyalty.card"].with_user(self.cashier)
        return cards.get_loyalty_card_partner_by_code(number)

    def test_a_card_is_found_by_its_number_and_the_look_up_written_down(self):
        self.assertEqual(self.scan(self.card.code), self.member)
        lookup = self.env["loyalty.lookup"].search([])
        self.assertEqual((lookup.channel, lookup.card_id), ("till", self.card))

    def test_a_blocked_card_is_refused_with_a_sentence(self):
        self.card.action_block()
        with self.assertRaisesRegex(UserError, "blocked"):
            self.scan(self.card.code)

    def test_numbers_cannot_be_tried_out(self):
        self.env.company.counter_lookups = 3
        with self.assertRaisesRegex(UserError, "within a minute"):
            for _try in range(4):
                self.scan(self.card.code)

    def test_what_is_usable_is_loaded_not_only_the_balance(self):
        fields = self.env["loyalty.card"]._load_pos_data_fields(self.till)
        self.assertIn("points_usable", fields)
        self.earn(50)
        self.card.action_block()
        row = self.card.with_user(self.cashier).read(fields)[0]
        self.assertEqual((row["points"], row["points_usable"]), (50, 0))

    def test_core_leaves_ledger_cards_to_our_own_check(self):
        """A refund takes points of a card that has none: core would refuse it."""
        orders = self.env["pos.order"].with_user(self.cashier)
        changes = {str(self.card.id): -50}
        self.assertTrue(orders.validate_coupon_programs(changes, [])["successful"])
        sale = self.figures(self.line(self.part, 1), self.points_line(50))
        self.assertIn("only 0 points can be used", self.ask("check", sale)[0])

    def test_the_receipt_says_what_the_sale_did(self):
        self.earn(60)
        order = self.sell((self.part, 1), self.points_line(60))
        data = order.with_user(self.cashier).read_pos_data([], self.till)["pos.order"]
        (row,) = data[0]["points_receipt"]
        self.assertEqual((row["earned"], row["used"]), ("40 points", "60 points"))
        self.assertEqual(row["usable"], "40 points")
