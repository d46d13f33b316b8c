"""Assets, warranties, promises and the manager in the portal; nobody sees another's."""

from odoo import http
from odoo.tests import HttpCase, tagged

from ..sale.common import SaleCommon
from .common import ServiceCommon


@tagged("post_install", "-at_install")
class TestPortalService(HttpCase, SaleCommon, ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_user(
            "anna", "base.group_portal", partner_id=cls.member.id, password="anna"
        )
        cls.boris = cls.make_user("boris", "base.group_portal", password="boris")
        cls.cars = cls.env["loyalty.asset.type"].create(
            {"name": "Car", "measure": "km"}
        )
        cls.car = cls.env["loyalty.asset"].create(
            {
                "type_id": cls.cars.id,
                "partner_id": cls.member.id,
                "number": "XTA21099043456789",
            }
        )
        cls.part.warranty_months = 12
        order = cls.make_order()
        order.action_confirm()
        cls.deliver(order)
        cls.warranty = cls.env["loyalty.warranty"].search([("order_id", "=", order.id)])
        cls.ticket = cls.open_ticket(cls.member, asset_id=cls.car.id)

    def send(self, url, **values):
        return self.url_open(
            url,
            data={"csrf_token": http.Request.csrf_token(self), **values},
            allow_redirects=False,
        )

    def test_a_customer_sees_what_is_his(self):
        self.authenticate("anna", "anna")
        for url, text in (
            ("/my/assets", "XTA21099043456789"),
            (f"/my/assets/{self.car.id}", self.ticket.number),
            ("/my/warranties", "Brake pads"),
            (f"/my/ticket/{self.ticket.id}", "XTA21099043456789"),
            ("/my", "My vehicles and devices"),
        ):
            with self.subTest(url):
                self.assertIn(text, self.url_open(url).text)

    def test_another_customer_and_a_guest_get_nothing(self):
        urls = (
            f"/my/assets/{self.car.id}",
            f"/my/warranties/{self.warranty.id}/certificate",
            f"/ticket/close?ticket_id={self.ticket.id}&stage_id={self.solved.id}",
            "/ticket/close?ticket_id=999999999&stage_id=1",
            "/ticket/close?ticket_id=x",
        )
        self.authenticate("boris", "boris")
        for url in urls:
            with self.subTest(url):
                self.assertEqual(self.url_open(url).status_code, 404)
        self.assertNotIn("XTA21099", self.url_open("/my/assets").text)
        self.assertNotIn("Brake pads", self.url_open("/my/warranties").text)
        self.authenticate(None, None)
        for url in urls:
            answer = self.url_open(url, allow_redirects=False)
            self.assertIn("/web/login", answer.headers.get("Location", ""))

    def test_another_customer_writes_nothing(self):
        self.solved.close_from_portal = True
        self.authenticate("boris", "boris")
        for url in (
            f"/my/assets/{self.car.id}/reading",
            f"/my/assets/{self.car.id}/remove",
        ):
            self.assertEqual(self.send(url, value="5").status_code, 404)
        self.send(
            "/submitted/ticket",
            subject="Mine?",
            description="No",
            asset_id=self.car.id,
        )
        ticket = self.env["helpdesk.ticket"].search([("name", "=", "Mine?")])
        self.assertFalse(ticket.asset_id)
        self.url_open(
            f"/ticket/close?ticket_id={self.ticket.id}&stage_id={self.solved.id}"
        )
        self.env.invalidate_all()
        self.assertTrue(self.car.active)
        self.assertFalse(self.car.reading_ids)
        self.assertFalse(self.ticket.closed)

    def test_the_models_are_closed_to_customers(self):
        """By RPC, too."""
        for model in (
            "loyalty.asset",
            "loyalty.asset.reading",
            "loyalty.asset.service",
            "loyalty.asset.owner",
            "loyalty.warranty",
            "loyalty.absence",
        ):
            for operation in ("read", "write", "create", "unlink"):
                with self.subTest(model):
                    records = self.env[model].with_user(self.boris)
                    self.assertFalse(records.has_access(operation))

    def test_a_reading_is_written_down_and_a_wrong_one_told(self):
        self.authenticate("anna", "anna")
        url = f"/my/assets/{self.car.id}/reading"
        self.assertEqual(self.send(url, value="12 500").status_code, 303)
        self.env.invalidate_all()
        self.assertEqual(self.car.reading, 12500)
        self.assertEqual(self.car.reading_ids.source, "member")
        for value, text in (
            ("12000", "check the number"),
            ("abc", "Enter a whole number"),
            ("-5", "Enter a whole number"),
            ("9" * 40, "Enter a whole number"),
        ):
            with self.subTest(value):
                answer = self.send(url, value=value)
                self.assertEqual(answer.status_code, 200)
                self.assertIn(text, answer.text)
        self.env.invalidate_all()
        self.assertEqual(len(self.car.reading_ids), 1)

    def test_a_customer_adds_what_he_owns(self):
        self.authenticate("boris", "boris")
        self.send("/my/assets/new", type_id=self.cars.id, plate="в777ор 77")
        own = self.env["loyalty.asset"].search(
            [("partner_id", "=", self.boris.partner_id.id)]
        )
        self.assertEqual(own.plate_key, "B777OP77")
        for values, text in (
            ({"type_id": "x", "plate": "A1"}, "Choose what it is"),
            ({"type_id": self.cars.id}, "Enter its number"),
            (
                {"type_id": self.cars.id, "number": "xta 21099 043456789"},
                "known to us already",
            ),
        ):
            with self.subTest(text):
                answer = self.send("/my/assets/new", **values)
                self.assertEqual(answer.status_code, 200)
                self.assertIn(text, answer.text)
                self.assertNotIn("Anna", answer.text)

    def test_what_he_removed_stays_with_us(self):
        self.authenticate("anna", "anna")
        self.send(f"/my/assets/{self.car.id}/remove")
        self.env.invalidate_all()
        self.assertFalse(self.car.active)
        self.assertEqual(self.url_open(f"/my/assets/{self.car.id}").status_code, 404)
        self.authenticate("boris", "boris")
        answer = self.send(
            "/my/assets/new", type_id=self.cars.id, number="XTA21099043456789"
        )
        self.assertIn("known to us already", answer.text)

    def test_a_ticket_about_his_car_from_the_portal(self):
        self.authenticate("anna", "anna")
        self.assertIn(
            "XTA21099043456789",
            self.url_open(f"/new/ticket?asset_id={self.car.id}").text,
        )
        self.send(
            "/submitted/ticket",
            subject="It rattles",
            description="Left",
            asset_id=self.car.id,
        )
        ticket = self.env["helpdesk.ticket"].search([("name", "=", "It rattles")])
        self.assertEqual((ticket.asset_id, ticket.card_id), (self.car, self.card))

    def test_the_certificate_is_a_pdf_for_its_owner(self):
        self.authenticate("anna", "anna")
        answer = self.url_open(f"/my/warranties/{self.warranty.id}/certificate")
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")

    def test_the_member_sees_his_manager(self):
        self.card.manager_id = self.make_user("maria", "base.group_user")
        self.authenticate("anna", "anna")
        page = self.url_open("/my").text
        self.assertIn("Your personal manager", page)
        self.assertIn("Maria", page)
        self.authenticate("boris", "boris")
        self.assertNotIn("Your personal manager", self.url_open("/my").text)

    def test_the_promises_are_what_is_configured(self):
        """S26: also without login, only of programs that the portal shows."""
        self.make_sla("Gold", "reaction", hours=3, tiers=self.gold)
        self.program.portal_visible = True
        self.authenticate(None, None)
        page = self.url_open("/loyalty/promises").text
        self.assertIn("Reaction within 3 working hours", page)
        self.program.portal_visible = False
        self.assertNotIn("Gold", self.url_open("/loyalty/promises").text)

    def test_a_closed_ticket_asks_for_a_rating_in_the_portal(self):
        self.program.rating_points = 30
        self.ticket.stage_id = self.solved
        self.authenticate("anna", "anna")
        page = self.url_open(f"/my/ticket/{self.ticket.id}").text
        self.assertIn("How was our service?", page)
        self.assertIn("30 points", page)
