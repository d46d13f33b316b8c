"""Tills find, quote, hold, redeem, earn and reverse; each once for a key (S47, D13)."""

import inspect
import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...models.api.errors import ApiError
from .common import ApiCommon

_METHODS = (
    "find",
    "balance",
    "statement",
    "quote",
    "hold",
    "redeem",
    "earn",
    "reverse",
)


@tagged("post_install", "-at_install")
class TestApi(ApiCommon):
    def refused(self, refusal, method, /, **values):
        with self.assertRaises(ApiError) as caught, self.env.cr.savepoint():
            self.ask(method, **values)
        self.assertEqual(caught.exception.context["code"], refusal)
        return str(caught.exception)

    # -- reading -------------------------------------------------------------------------
    def test_a_card_is_found_by_its_number_or_its_holder_s_phone(self):
        self.env.company.country_id = self.env.ref("base.ru")
        self.member.phone = "+7 912 345-67-89"
        for values in ({"code": self.card.code}, {"phone": "8 (912) 345 67 89"}):
            found = self.ask("find", **values)
            self.assertEqual(found["card"], self.card.code)
            self.assertEqual(found["holder"], "Anna P.")
            self.assertEqual(found["tier"], "Gold")
            self.assertEqual(found["usable"], "300")
        self.refused("card_not_found", "find", code="0440000000000")
        self.refused("card_not_found", "find", phone="+79990000000")
        self.refused("invalid", "find", code="1", phone="2")
        self.refused("invalid", "find")
        self.make_card(self.make_partner("Twin", phone="+79123456789"))
        self.refused("several", "find", phone="+79123456789")

    def test_look_ups_are_written_down_and_throttled(self):
        self.env.company.api_lookups = 2
        self.ask("find", code=self.card.code)
        self.ask("find", code=self.card.code)
        self.refused("too_many", "find", code=self.card.code)
        rows = self.env["loyalty.lookup"].search([])
        self.assertEqual(set(rows.mapped("channel")), {"api"})
        self.assertEqual(rows.user_id, self.till)

    def test_a_quote_is_what_the_purchase_brings_then(self):
        self.gold.multiplier = 1.5
        self.program.redeem_max_percent = 30
        quote = self.ask("quote", amount="100.50")
        self.assertEqual(
            quote["earns"], {"points": "150.75", "base": "100.5", "tier": "50.25"}
        )
        self.assertEqual(quote["may_pay"], {"points": "30.15", "amount": "30.15"})
        answer = self.ask("earn", amount="100.50")
        self.assertEqual(answer["points"], "150.75")
        self.assertLedger(balance=450.75)

    def test_lines_are_products_with_their_own_rules(self):
        self.part.default_code = "BP-1"
        other = self.make_product("Oil", 10, barcode="4006381333931")
        self.program.rule_ids.product_ids = self.part
        lines = [
            {"product": "BP-1", "amount": "60"},
            {"product": "4006381333931", "amount": "40"},
            {"product": "BP-1", "amount": "10"},
        ]
        self.assertEqual(self.ask("quote", lines=lines)["earns"]["base"], "70")
        self.assertEqual(self.ask("earn", lines=lines)["points"], "70")
        other.barcode = False
        self.refused("product_not_found", "quote", lines=lines)

    # -- spending ------------------------------------------------------------------------
    def test_points_pay_and_come_back(self):
        paid = self.ask("redeem", points="120", reference="R-7")
        self.assertEqual((paid["points"], paid["usable"]), ("-120", "180"))
        self.assertLedger(balance=180)
        part = self.ask("reverse", document=paid["document"], points="20")
        self.assertEqual((part["points"], part["state"]), ("-100", "done"))
        rest = self.ask("reverse", document=paid["document"])
        self.assertEqual((rest["points"], rest["state"]), ("0", "reversed"))
        self.assertLedger(balance=300)
        self.refused("too_much", "reverse", document=paid["document"])

    def test_no_more_than_is_usable(self):
        self.assertIn("300", self.refused("not_enough", "redeem", points="300.01"))
        self.refused("not_enough", "redeem", points="0")
        self.card.status = "blocked"
        self.refused("not_enough", "redeem", points="1")
        self.assertLedger(balance=300)

    def test_held_points_are_nobody_s_until_they_come_back(self):
        with self.on("2026-03-01", "12:00:00"):
            held = self.ask("hold", points="200", minutes=10)
            self.assertEqual(held["until"], "2026-03-01 12:10:00")
            self.assertEqual(self.ask("balance")["usable"], "100")
            self.refused("not_enough", "redeem", points="150")
        with self.on("2026-03-01", "12:10:01"):
            # the cron has not come yet
            self.assertEqual(self.ask("redeem", points="150")["usable"], "150")
        self.assertLedger(balance=150)

    def test_the_cron_gives_held_points_back(self):
        with self.on("2026-03-01"):
            self.ask("hold", points="200", minutes=1)
        self.assertLedger(balance=100)
        self.run_cron("release_holds")
        self.assertLedger(balance=300)

    def test_a_hold_becomes_a_payment_and_the_rest_comes_back(self):
        held = self.ask("hold", points="200")["document"]
        paid = self.ask("redeem", points="120", hold=held, reference="R-9")
        self.assertEqual((paid["document"], paid["points"]), (held, "-120"))
        self.assertEqual((paid["kind"], paid["state"]), ("redeem", "done"))
        self.assertLedger(balance=180)
        self.refused("hold_over", "redeem", points="1", hold=held)
        again = self.ask("hold", points="50")["document"]
        self.refused("not_enough", "redeem", points="51", hold=again)
        other = self.make_card(self.make_partner("Boris"))
        self.refused("invalid", "redeem", points="5", hold=again, card=other.code)
        with self.on("2050-01-01"):
            self.refused("hold_over", "redeem", points="5", hold=again)

    # -- earning -------------------------------------------------------------------------
    def test_goods_that_come_back_take_their_share_of_the_points(self):
        self.gold.multiplier = 2
        sold = self.ask("earn", amount="100")
        self.assertLedger(balance=500)
        self.ask("reverse", document=sold["document"], amount="25")
        self.assertLedger(balance=450)
        self.refused("too_much", "reverse", document=sold["document"], amount="75.01")
        self.refused("too_much", "reverse", document=sold["document"], amount="0")
        self.refused("invalid", "reverse", document=sold["document"], points="1")
        self.ask("reverse", document=sold["document"], amount="75")
        self.assertLedger(balance=300)

    def test_a_purchase_counts_for_the_tier_and_what_the_tier_adds_does_not(self):
        self.gold.multiplier = 2
        self.ask("earn", amount="100")
        entries = self.entries.search([("origin_model", "=", "loyalty.api.document")])
        self.assertEqual(
            sorted(entries.mapped(lambda one: (one.component, one.qualifying))),
            [("base", True), ("tier", False)],
        )

    def test_points_wait_as_the_program_says(self):
        self.program.points_hold_days = 14
        answer = self.ask("earn", amount="100")
        self.assertEqual((answer["points"], answer["pending"]), ("0", "100"))
        self.assertLedger(balance=300, pending=100)

    def test_a_closed_card_earns_nothing(self):
        self.card.status = "closed"
        self.assertEqual(self.ask("earn", amount="100")["points"], "0")

    # -- keys ----------------------------------------------------------------------------
    def test_the_same_key_has_the_same_answer(self):
        first = self.ask("earn", key="A", amount="100")
        self.assertEqual(self.ask("earn", key="A", amount="100"), first)
        self.assertLedger(balance=400)

    def test_the_same_key_with_something_else_is_refused(self):
        self.ask("earn", key="A", amount="100")
        self.refused("key_reused", "earn", key="A", amount="101")
        self.refused("key_reused", "redeem", key="A", points="1")
        self.assertLedger(balance=400)

    def test_a_request_that_failed_leaves_its_key_free(self):
        self.refused("not_enough", "redeem", key="A", points="301")
        self.earn(1)
        self.assertEqual(self.ask("redeem", key="A", points="301")["points"], "-301")

    def test_keys_of_two_customers_do_not_meet(self):
        self.ask("earn", key="A", amount="100")
        self.ask("earn", key="A", amount="50", user=self.partner_till)
        self.assertLedger(balance=450)

    # -- who may -------------------------------------------------------------------------
    def test_a_partner_s_key_sees_its_own_documents_only(self):
        ours = self.ask("earn", amount="100")
        theirs = self.ask("earn", amount="50", user=self.partner_till, reference="G-1")
        self.refused(
            "document_not_found",
            "reverse",
            document=ours["document"],
            user=self.partner_till,
        )
        listed = self.ask("statement", user=self.partner_till)
        self.assertEqual(
            [(one["reference"], one["points"]) for one in listed["entries"]],
            [("G-1", "50")],
        )
        self.assertEqual(listed["entries"][0]["document"], theirs["document"])
        self.assertEqual(self.ask("statement")["total"], 1)

    def test_nobody_else_asks(self):
        users = [
            self.make_user("portal", "base.group_portal"),
            self.make_user("sales", "sales_team.group_sale_manager"),
            self.make_user("boss", "loyalty_service_parts.group_loyalty_manager"),
        ]
        for user in users:
            for method, values in (
                ("find", {"code": self.card.code}),
                ("balance", {}),
                ("statement", {}),
                ("quote", {"amount": "1"}),
                ("earn", {"amount": "1"}),
                ("redeem", {"points": "1"}),
                ("hold", {"points": "1"}),
                ("reverse", {"document": 1}),
            ):
                with (
                    self.subTest(user.login, method=method),
                    self.assertRaises(AccessError),
                    self.env.cr.savepoint(),
                ):
                    self.ask(method, user=user, **values)

    def test_the_user_of_a_till_has_no_other_rights(self):
        for model in ("loyalty.card", "loyalty.points.entry", "loyalty.api.document"):
            with self.subTest(model), self.assertRaises(AccessError):
                self.env[model].with_user(self.till).search([])

    def test_a_card_of_another_company_does_not_exist(self):
        other = self.env["res.company"].create({"name": "Other"})
        program = self.make_program(name="Theirs", company_id=other.id)
        card = self.make_card(self.make_partner("Zoya"), program=program)
        self.refused("card_not_found", "balance", card=card.code)
        self.refused("card_not_found", "find", code=card.code)
        with self.assertRaises(AccessError):
            self.api.with_context(allowed_company_ids=other.ids).balance(card.code)

    # -- nonsense ------------------------------------------------------------------------
    def test_nonsense_is_refused_with_a_code(self):
        for value in (1, 1.5, True, None, "", "-1", "1e3", "١٢", "12\n", "1,5", [], {}):
            with self.subTest(value):
                self.refused("invalid", "redeem", points=value)
        for value in ("", " ", None, 5, "x" * 65, "a\nb", []):
            with self.subTest(value):
                self.refused("invalid", "redeem", points="1", reference=value)
        for value in ("", "with space", None, 5, "x" * 65, "ключ"):
            with self.subTest(value):
                self.refused("invalid", "redeem", points="1", key=value)
        for value in (0, 121, True, "10", None, 1.5):
            with self.subTest(value):
                self.refused("invalid", "hold", points="1", minutes=value)
        for value in (0, "1", None, True, 2**40):
            with self.subTest(value):
                self.refused("invalid", "reverse", document=value)
        for lines in (
            [],
            "x",
            [1],
            [{}],
            [{"product": "a"}],
            [{"product": 1, "amount": "1"}],
        ):
            with self.subTest(lines):
                self.refused("invalid", "quote", lines=lines)
        self.refused("invalid", "quote")
        self.refused("invalid", "quote", amount="1", lines=[])
        self.refused("currency", "quote", amount="1", currency="XXX")
        self.refused("currency", "earn", amount="1", currency=None)
        self.refused("card_not_found", "balance", card="nobody")
        self.refused("invalid", "balance", card={"a": 1})
        self.assertLedger(balance=300)

    def test_whatever_is_sent_is_answered_or_refused_with_a_code(self):
        """Good values and nonsense by turns; the ledger adds up after each."""
        junk = st.one_of(
            st.none(),
            st.booleans(),
            st.integers(),
            st.floats(),
            st.text(max_size=12),
            st.lists(st.text(max_size=3), max_size=2),
            st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
        )
        good = {
            "card": [self.card.code],
            "code": [self.card.code],
            "phone": ["+79123456789"],
            "points": ["1", "2.5", "0"],
            "amount": ["10", "0.01", "0"],
            "currency": [self.currency],
            "reference": ["R-1"],
            "minutes": [1, 120],
            "document": [1, 2],
            "hold": [1, None],
            "limit": [1, 200],
            "offset": [0],
            "lines": [[{"product": "none", "amount": "1"}]],
        }
        methods = {
            name: inspect.signature(getattr(type(self.api), name)).parameters
            for name in _METHODS
        }

        @st.composite
        def requests(draw):
            name = draw(st.sampled_from(_METHODS))
            values = {}
            for field, parameter in methods[name].items():
                if field in ("self", "key"):
                    continue
                needed = parameter.default is parameter.empty
                if needed or draw(st.booleans()):
                    fine = st.sampled_from(good[field])
                    values[field] = draw(fine if draw(st.integers(0, 3)) else junk)
            return name, values

        keys = itertools.count()
        self.env.company.api_lookups = 10**6

        @settings(max_examples=150, deadline=None, database=None)
        @given(requests())
        def check(request):
            name, values = request
            if "key" in methods[name]:
                values = {"key": f"random-{next(keys)}", **values}
            try:
                with self.env.cr.savepoint():
                    getattr(self.api, name)(**values)
            except ApiError as error:
                self.assertTrue(error.context["code"])
                self.assertTrue(str(error).strip())

        check()
        self.assertSound()
