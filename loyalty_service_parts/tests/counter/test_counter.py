"""The counter finds a customer, shows what he has, and sells (S57)."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import CounterCommon


@tagged("post_install", "-at_install")
class TestCounter(CounterCommon):
    def found(self, text):
        return [one["name"] for one in self.counter.find(text)["found"]]

    # -- finding -------------------------------------------------------------------------
    def test_a_customer_is_found_by_whatever_is_typed(self):
        for text in (
            "+7 912 345-67-89",
            "89123456789",
            "912 345",
            "6789",
            self.card.code,
            "a123bc",
            "А123ВС78",
            "xta210990y2766011",
            "XTA2109",
            "anna pet",
            "Petrova",
            "petrova anna",
            "anna.petrova@exa",
        ):
            with self.subTest(text):
                self.assertEqual(self.found(text), ["Anna Petrova"])

    def test_what_is_nobody_s_finds_nobody(self):
        for text in (
            "",
            "+7 999 000-00-00",
            "0000",
            "Zzyzx",
            "%%%%",
            "_____",
            "a\\b\\c",
        ):
            with self.subTest(text):
                self.assertEqual(self.found(text), [])

    def test_a_row_says_tier_and_points(self):
        row = self.counter.find("Petrova")["found"][0]
        self.assertEqual(row["card"]["tier"], "Gold")
        self.assertEqual(row["card"]["points"], "300 points")
        self.assertEqual(row["card"]["code"], self.card.code)
        self.assertEqual(row["how"], "")
        self.assertEqual(self.counter.find("a123bc")["found"][0]["how"], "А123ВС 78")

    def test_members_come_before_others_and_no_more_than_ten(self):
        for number in range(12):
            self.make_partner(f"Petrova {number:02}")
        answer = self.counter.find("petrova")
        self.assertEqual(len(answer["found"]), 10)
        self.assertTrue(answer["more"])
        self.assertIn("Anna Petrova", [one["name"] for one in answer["found"]])
        self.make_card(self.make_partner("Petrova Zoya"))
        self.assertEqual(self.found("petrova")[0], "Petrova Zoya")

    def test_people_of_a_company_have_its_card(self):
        self.program.card_holder = "company"
        firm = self.make_partner("Firm", is_company=True)
        card = self.make_card(firm)
        self.make_partner("Driver", parent_id=firm.id)
        self.assertEqual(self.counter.find("driver")["found"][0]["card"]["id"], card.id)

    def test_a_search_takes_three_statements(self):
        for text in (
            "+7 912 345",
            "6789",
            "a123bc",
            "petrova",
            "anna@",
            self.card.code,
        ):
            with self.subTest(text):
                self.counter.find(text)
                self.env.invalidate_all()
                # what every request reads first
                self.clerk.with_user(self.clerk).has_group("base.group_user")
                self.env.company.with_user(self.clerk).country_id.phone_code  # noqa: B018
                self.clerk.with_user(self.clerk).company_ids.ids  # noqa: B018
                with self.assertQueryCount(4 if text == self.card.code else 3):
                    self.counter.find(text)

    def test_indexes_make_it_independent_of_the_number_of_customers(self):
        """Each branch may use an index of its own."""
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        for text in ("+7 912 345", "6789", "a123bc", "petrova", "anna@exa"):
            typed = self.counter._counter_branches.__globals__["read"](text, "7")
            for branch in self.counter._counter_branches(typed):
                with self.subTest(text):
                    plan = self.env.execute_query_dict(branch_plan(branch))
                    self.assertNotIn("Seq Scan", str(plan))

    def test_a_contact_of_another_company_is_not_shown(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.make_partner("Ivan Secret", company_id=other.id, phone="+79990001122")
        for text in ("Ivan Secret", "+79990001122", "1122"):
            self.assertEqual(self.found(text), [])

    def test_whoever_does_not_sell_does_not_ask(self):
        for group in ("base.group_portal", "base.group_user", "base.group_public"):
            user = self.make_user(group.replace(".", "_"), group)
            counter = self.env["loyalty.counter"].with_user(user)
            for method, arguments in (
                ("find", ["Petrova"]),
                ("show", [self.member.id]),
                ("purchase", [self.card.id, 100]),
                ("quotation", [self.member.id]),
                ("quotations", []),
                ("apply", [self.member.id, 1]),
            ):
                with (
                    self.subTest(group, method=method),
                    self.assertRaises(AccessError),
                    self.env.cr.savepoint(),
                ):
                    getattr(counter, method)(*arguments)

    # -- showing -------------------------------------------------------------------------
    def test_a_member_is_shown_with_what_he_has(self):
        order = self.make_order((self.part, 1), user_id=self.clerk.id)
        order.action_confirm()
        shown = self.counter.show(self.member.id)
        card = shown["cards"][0]
        self.assertEqual(card["tier"], "Gold")
        self.assertEqual(card["code"], self.card.code)
        self.assertIn("points", card["usable"])
        self.assertEqual(shown["assets"][0]["name"], self.asset.display_name)
        self.assertEqual(shown["orders"][0]["name"], order.name)
        self.assertTrue(shown["may"]["sell"])
        self.assertFalse(shown["may"]["serve"])
        self.assertFalse(shown["consents"], "a salesman does not read consents")

    def test_a_contact_that_is_gone_is_told(self):
        with self.assertRaisesRegex(UserError, "Search again"):
            self.counter.show(10**8)
        with self.assertRaisesRegex(UserError, "Search again"):
            self.counter.purchase(10**8, 5)

    def test_the_same_phone_is_warned_of(self):
        twin = self.make_partner("A. Petrova", phone="+7 912 345 67 89")
        shown = self.counter.show(self.member.id)
        self.assertEqual(shown["duplicates"], [{"id": twin.id, "name": "A. Petrova"}])
        report = self.env["loyalty.phone.duplicate"].search(
            [("phone", "=", "+79123456789")]
        )
        self.assertEqual((report.contact_count, report.card_count), (2, 1))
        self.assertEqual(report.names, "Anna Petrova, A. Petrova")
        contacts = self.env["res.partner"].search(report.action_contacts()["domain"])
        self.assertEqual(contacts, self.member | twin)

    # -- this purchase -------------------------------------------------------------------
    def test_what_a_purchase_earns_and_what_points_may_pay(self):
        self.program.redeem_max_percent = 30
        self.gold.multiplier = 1.5
        self.assertEqual(
            self.counter.purchase(self.card.id, 200),
            {
                "earns": "300 points",
                "pays": "60 points",
                "saves": self.program.currency_id.format(60),
            },
        )
        self.card.status = "blocked"
        self.assertEqual(self.counter.purchase(self.card.id, 200)["saves"], "")

    def test_an_amount_is_a_number(self):
        for amount in (-1, "12", None, float("nan"), float("inf")):
            with self.subTest(amount), self.assertRaisesRegex(UserError, "costs"):
                self.counter.purchase(self.card.id, amount)

    def test_the_purchase_is_what_the_order_does_then(self):
        promised = self.counter.purchase(self.card.id, 100)["earns"]
        order = self.make_order((self.part, 1, 100))
        order.action_confirm()
        entry = self.env["loyalty.points.entry"].search(
            [("origin_id", "=", order.id), ("origin_model", "=", "sale.order")]
        )
        self.assertEqual(
            self.card._format_points(sum(entry.mapped("points"))), promised
        )

    # -- selling -------------------------------------------------------------------------
    def test_a_quotation_gets_the_customer_his_prices_and_his_card(self):
        stranger = self.make_partner("Walk-in")
        self.gold.labour_discount = 20
        order = self.make_order(
            (self.labour, 1), partner=stranger, user_id=self.clerk.id
        )
        self.assertIn(order.id, [one["id"] for one in self.counter.quotations()])
        action = self.counter.apply(self.member.id, order.id)
        self.assertEqual(action["res_id"], order.id)
        self.env.invalidate_all()
        self.assertEqual(order.partner_id, self.member)
        self.assertEqual(order.points_card_id, self.card)
        self.assertEqual(order.order_line.discount, 20)
        order.action_confirm()
        self.assertEqual(self.entries.search([], limit=1).card_id, self.card)
        with self.assertRaisesRegex(UserError, "Only a quotation"):
            self.counter.apply(stranger.id, order.id)

    # -- enrolling -----------------------------------------------------------------------
    def test_a_new_customer_is_enrolled_by_phone_and_a_double_is_shown_before(self):
        clerk = self.make_user(
            "service",
            "loyalty_service_parts.group_loyalty_member_services",
        )
        wizard = self.env["loyalty.card.enrol"].with_user(clerk)
        with self.assertRaisesRegex(UserError, "name of a new one"):
            wizard.create({"program_id": self.program.id}).action_enrol()
        form = Form(wizard)
        form.program_id = self.program
        form.name = "Pavel"
        form.phone = "8 912 345 67 89"
        self.assertEqual(form.same_phone_text, "Anna Petrova")
        form.phone = "8 912 000 00 00"
        self.assertFalse(form.same_phone_text)
        form.save().action_enrol()
        pavel = self.env["res.partner"].search([("name", "=", "Pavel")])
        self.assertEqual(pavel.phone_sanitized, "+79120000000")
        self.assertTrue(pavel.ledger_card_ids)

    def test_the_double_is_enrolled_instead(self):
        boris = self.make_partner("Boris", phone="+79121112233")
        wizard = self.env["loyalty.card.enrol"].create(
            {"program_id": self.program.id, "name": "B.", "phone": "89121112233"}
        )
        wizard.action_same()
        wizard.action_enrol()
        self.assertTrue(boris.ledger_card_ids)


def branch_plan(branch):
    from odoo.tools import SQL

    return SQL("EXPLAIN %s", branch)
