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

    def test_whole_numbers_are_read_as_odoo_reads_them(self):
        for country, typed, kept in (
            ("base.hu", "06 30 123 4567", "+36301234567"),
            ("base.de", "0049 170 1234567", "+491701234567"),
            ("base.ru", "8 10 49 170 1234567", "+491701234567"),
        ):
            with self.subTest(typed):
                self.env.company.country_id = self.env.ref(country)
                partner = self.make_partner(f"Guest of {country}", phone=kept)
                self.assertIn(partner.name, self.found(typed))
                partner.unlink()

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

    def test_an_asset_of_another_company_is_not_shown(self):
        self.asset.company_id = self.env["res.company"].create({"name": "Other"})
        for text in ("a123bc", "XTA210990Y2766011"):
            self.assertEqual(self.found(text), [])

    def test_others_rows_do_not_push_out_ours(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.env["res.partner"].create(
            [{"name": "Ivanov", "company_id": other.id} for _number in range(50)]
        )
        self.make_partner("Ivanov Ivan")
        self.assertEqual(self.found("ivanov"), ["Ivanov Ivan"])

    def test_what_matched_best_is_what_is_shown(self):
        self.asset.plate = "6789AB"
        self.assertEqual(self.counter.find("6789")["found"][0]["how"], "6789AB")

    def test_a_merged_card_finds_who_has_it_now_and_a_closed_one_its_holder(self):
        old = self.make_card(self.make_partner("A. P."))
        self.env["base.partner.merge.automatic.wizard"].create({})._merge(
            (old.partner_id | self.member).ids, self.member
        )
        self.assertTrue(old.successor_id)
        self.assertEqual(self.found(old.code), ["Anna Petrova"])
        self.card.action_close()
        self.assertEqual(self.found(self.card.code), ["Anna Petrova"])

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

    def test_points_for_a_sale_and_a_program_that_is_over(self):
        self.program.rule_ids.write(
            {"reward_point_mode": "order", "reward_point_amount": 50}
        )
        self.assertEqual(self.counter.purchase(self.card.id, 10)["earns"], "50 points")
        self.program.date_to = "2020-01-01"
        self.assertEqual(self.counter.purchase(self.card.id, 10)["earns"], "0 points")

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

    def test_prices_that_were_agreed_stay_and_taxes_are_the_customer_s(self):
        walk_in = self.make_partner("Walk-in")
        order = self.make_order((self.part, 1), partner=walk_in)
        order.order_line.price_unit = 77
        tax = self.env["account.tax"].create({"name": "Export", "amount": 0})
        self.part.taxes_id = self.env["account.tax"].create(
            {"name": "20", "amount": 20}
        )
        position = self.env["account.fiscal.position"].create(
            {"name": "Export", "tax_ids": [(4, tax.id)]}
        )
        tax.original_tax_ids = self.part.taxes_id
        order._recompute_taxes()
        boris = self.make_partner("Boris")
        boris.property_account_position_id = position
        self.counter.apply(boris.id, order.id)
        self.assertEqual(order.order_line.price_unit, 77)
        self.assertEqual(order.order_line.tax_ids, tax)

    def test_the_card_of_the_former_customer_goes(self):
        order = self.make_order((self.part, 1))
        self.use_points(order, 10)
        self.assertIn(self.card, order.applied_coupon_ids)
        boris = self.make_partner("Boris")
        self.counter.apply(boris.id, order.id)
        self.env.invalidate_all()
        self.assertFalse(order.applied_coupon_ids)
        self.assertFalse(order.order_line.filtered("reward_id"))
        self.assertNotIn(self.card, order._points_available_cards())

    # -- enrolling -----------------------------------------------------------------------
    def test_a_new_customer_is_enrolled_by_phone_and_a_double_is_shown_before(self):
        clerk = self.make_user(
            "service",
            "loyalty_service_parts.group_loyalty_member_services",
        )
        wizard = self.env["loyalty.card.enrol"].with_user(clerk)
        with self.assertRaisesRegex(UserError, "name of a new one"):
            wizard.create({"program_id": self.program.id}).action_enrol()
        self.program.birthday_points = 5
        form = Form(wizard)
        form.program_id = self.program
        form.name = "Pavel"
        form.phone = "8 912 345 67 89"
        self.assertEqual(form.same_phone_text, "Anna Petrova")
        form.phone = "8 912 000 00 00"
        self.assertFalse(form.same_phone_text)
        form.birthdate = "1990-05-01"
        form.save().action_enrol()
        pavel = self.env["res.partner"].search([("name", "=", "Pavel")])
        self.assertEqual(pavel.phone_sanitized, "+79120000000")
        self.assertTrue(pavel.ledger_card_ids)
        self.assertEqual(str(pavel.birthdate_date), "1990-05-01")

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
