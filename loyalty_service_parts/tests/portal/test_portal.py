"""The member's page: what it shows, to whom, and that no address breaks it."""

from odoo import http
from odoo.tests import HttpCase, tagged

from ..common import LedgerCommon


@tagged("post_install", "-at_install")
class TestPortal(HttpCase, LedgerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_user(
            "anna.portal",
            "base.group_portal",
            partner_id=cls.member.id,
            password="anna.portal",
        )
        cls.stranger = cls.make_user(
            "stranger", "base.group_portal", password="stranger"
        )
        cls.earn(100, expiry_date=cls.day("2099-01-31"), origin_name="S0001")
        cls.redeem(30, origin_name="S0002")
        cls.earn(20, state="pending", waits_for="delivery", origin_name="S0003")
        cls.url = f"/my/loyalty_card/{cls.card.id}/history"

    def page(self, login, url=None):
        self.authenticate(login, login)
        return self.url_open(url or self.url)

    def test_a_member_sees_balance_pending_expiry_and_statement(self):
        """S14, S50"""
        response = self.page("anna.portal")
        self.assertEqual(response.status_code, 200)
        for text in (
            "70 points",
            "20 points",
            "until it is delivered",
            "S0001",
            "S0002",
            "−30",
        ):
            self.assertIn(text, response.text)
        home = self.url_open("/my").text
        self.assertIn(self.url, home)

    def test_another_customer_gets_nothing(self):
        for path in ("history", "statement", "card"):
            with self.subTest(path):
                response = self.page(
                    "stranger", f"/my/loyalty_card/{self.card.id}/{path}"
                )
                self.assertEqual(response.status_code, 404)
                self.assertNotIn("S0001", response.text)

    def test_nobody_sees_it_without_login(self):
        response = self.url_open(self.url, allow_redirects=False)
        self.assertEqual(response.status_code, 303)
        self.assertIn("/web/login", response.headers["Location"])

    def test_wrong_parameters_never_give_an_error_page(self):
        self.authenticate("anna.portal", "anna.portal")
        for query in (
            "?sortby=evil",
            "?filterby=nothing",
            "?date_begin=yesterday&date_end=2026-13-45",
            "?date_begin=0001-01-01&date_end=9999-12-31",
            "?sortby=points&filterby=redeem&date_begin=2020-01-01",
            "/page/99",
            "?date_end=0001-01-01",
        ):
            with self.subTest(query):
                self.assertEqual(self.url_open(self.url + query).status_code, 200)

    def test_a_customer_joins_with_his_consent(self):
        """S1: in the portal, for himself, once."""
        self.program.portal_enrolment = True
        join = "/my/loyalty_join"
        self.assertNotIn(join, self.page("anna.portal", "/my").text)
        self.assertIn(join, self.page("stranger", "/my").text)
        self.assertIn("Parts Club", self.url_open(join).text)
        csrf = http.Request.csrf_token(self)
        form = {"csrf_token": csrf, "program_id": self.program.id}
        response = self.url_open(join, data=form)
        self.assertIn("consent", response.text)
        partner = self.stranger.partner_id
        cards = self.env["loyalty.card"]
        self.assertFalse(cards._points_find_card(self.program, partner))
        form |= {"processing": "on", "statement_email": "on"}
        response = self.url_open(join, data=form)
        card = cards._points_find_card(self.program, partner)
        self.assertIn(f"/my/loyalty_card/{card.id}/", response.url)
        state = self.env["loyalty.consent"]._points_state(partner)
        self.assertTrue(state[partner.id, "processing", ""])
        self.assertTrue(state[partner.id, "statement", "email"])
        self.url_open(join, data=form)
        self.assertEqual(cards.search_count([("partner_id", "=", partner.id)]), 1)

    def test_a_program_that_does_not_ask_for_it_cannot_be_joined(self):
        self.assertNotIn("/my/loyalty_join", self.page("stranger", "/my").text)
        form = {
            "csrf_token": http.Request.csrf_token(self),
            "program_id": self.program.id,
            "processing": "on",
        }
        self.url_open("/my/loyalty_join", data=form)
        partner = self.stranger.partner_id
        self.assertFalse(
            self.env["loyalty.card"]._points_find_card(self.program, partner)
        )

    def test_filters_and_sorting_work(self):
        page = self.page("anna.portal", self.url + "?filterby=redeem").text
        self.assertIn("S0002", page)
        self.assertNotIn("S0001", page)
        oldest = self.url_open(self.url + "?sortby=oldest").text
        self.assertLess(oldest.index("S0001"), oldest.index("S0002"))

    def test_the_statement_and_the_card_are_sent_as_pdf(self):
        for path in ("statement", "card"):
            response = self.page(
                "anna.portal", f"/my/loyalty_card/{self.card.id}/{path}"
            )
            self.assertEqual(response.status_code, 200, path)
            self.assertEqual(response.headers["Content-Type"], "application/pdf", path)
            self.assertIn(self.card.code, response.headers["Content-Disposition"])

    def test_the_reports_are_printed(self):
        """In tests Odoo answers with HTML unless it is told to print."""
        reports = self.env["ir.actions.report"].with_context(
            force_report_rendering=True
        )
        for name in ("statement", "statement_month", "card"):
            content, kind = reports._render_qweb_pdf(
                f"loyalty_service_parts.loyalty_{name}_report", self.card.ids
            )
            self.assertEqual(kind, "pdf")
            self.assertTrue(content.startswith(b"%PDF"), name)

    def test_a_colleague_sees_the_card_of_the_company(self):
        """S2"""
        self.program.card_holder = "company"
        company = self.make_partner("Autopark LLC", is_company=True)
        card = self.make_card(company)
        self.stranger.partner_id.parent_id = company
        response = self.page("stranger", f"/my/loyalty_card/{card.id}/history")
        self.assertEqual(response.status_code, 200)

    def test_a_member_decides_what_is_sent_to_him(self):
        self.authenticate("anna.portal", "anna.portal")
        token = (
            self.url_open(self.url)
            .text.split('name="csrf_token" value="')[1]
            .split('"')[0]
        )
        response = self.url_open(
            "/my/loyalty_consents",
            data={
                "csrf_token": token,
                "card_id": self.card.id,
                "statement_email": "on",
            },
        )
        self.assertEqual(response.status_code, 200)
        state = self.env["loyalty.consent"]._points_state(self.member)
        self.assertTrue(state[self.member.id, "statement", "email"])
        self.assertNotIn((self.member.id, "advertising", "email"), state)
