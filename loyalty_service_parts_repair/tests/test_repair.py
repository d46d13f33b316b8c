"""Work orders: stage, ready date and checklist, rated like tickets (S58)."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from odoo.addons.loyalty_service_parts.tests.sale.common import SaleCommon
from odoo.addons.loyalty_service_parts.tests.service.common import ServiceCommon


@tagged("post_install", "-at_install")
class TestRepair(HttpCase, SaleCommon, ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program.write({"rating_points": 30, "rating_days": 14})
        cls.cars = cls.env["loyalty.asset.type"].create({"name": "Car"})
        cls.car = cls.env["loyalty.asset"].create(
            {
                "type_id": cls.cars.id,
                "partner_id": cls.member.id,
                "plate": "A123BC178",
            }
        )
        lists = cls.env["loyalty.repair.checklist"]
        lists.search([]).active = False
        cls.checklist = lists.create(
            {
                "name": "Car",
                "asset_type_id": cls.cars.id,
                "line_ids": [
                    Command.create({"name": name}) for name in ("Wheels", "Test drive")
                ],
            }
        )
        lists.create({"name": "All", "line_ids": [Command.create({"name": "Cleaned"})]})
        cls.mechanic = cls.make_user("mechanic", "stock.group_stock_user")
        cls.make_user(
            "anna", "base.group_portal", partner_id=cls.member.id, password="anna"
        )
        cls.make_user("boris", "base.group_portal", password="boris")

    def make_repair(self, **values):
        return self.env["repair.order"].create(
            {"partner_id": self.member.id, "asset_id": self.car.id, **values}
        )

    def finish(self, repair):
        repair.action_validate()
        repair.action_repair_start()
        repair.check_ids.with_user(self.mechanic).done = True
        repair.with_user(self.mechanic).action_repair_end()
        self.env.flush_all()

    def rate(self, repair, score, **values):
        record = repair.with_user(self.env.ref("base.public_user")).sudo()
        token = record._rating_get_access_token()
        record.rating_apply(score, token=token, **values)

    def test_it_has_the_checklist_of_the_assets_type(self):
        self.assertEqual(
            self.make_repair().check_ids.mapped("name"), ["Wheels", "Test drive"]
        )
        other = self.make_repair(asset_id=False)
        self.assertEqual(other.check_ids.mapped("name"), ["Cleaned"])
        other.asset_id = self.car
        self.assertEqual(other.check_ids.mapped("name"), ["Wheels", "Test drive"])

    def test_a_mechanic_makes_a_work_order_with_its_checklist(self):
        repairs = self.env["repair.order"].with_user(self.mechanic)
        repair = repairs.create({"partner_id": self.member.id})
        self.assertEqual(repair.check_ids.mapped("name"), ["Cleaned"])
        repair.asset_id = self.car
        self.assertEqual(len(repair.check_ids), 2)
        self.assertIn("A123BC178", repair.asset_id.display_name)

    def test_nothing_is_ready_before_everything_was_checked(self):
        repair = self.make_repair()
        repair.action_validate()
        repair.action_repair_start()
        repair.check_ids[0].with_user(self.mechanic).done = True
        with self.assertRaisesRegex(UserError, "Test drive"), self.env.cr.savepoint():
            repair.action_repair_end()
        self.assertEqual(repair.state, "under_repair")
        repair.check_ids[1].with_user(self.mechanic).done = True
        repair.action_repair_end()
        self.assertEqual(repair.state, "done")
        self.assertEqual(repair.check_ids.done_by_id, self.mechanic)
        with self.assertRaises(UserError):
            repair.check_ids[0].done = False

    def test_the_customer_is_told_that_it_is_ready(self):
        repair = self.make_repair()
        self.finish(repair)
        mails = self.env["mail.mail"].search(
            [("subject", "=", f"{repair.name} is ready")]
        )
        self.assertEqual(len(mails), 1)
        self.assertIn(f"/my/repairs/{repair.id}", mails.body_html)
        self.assertEqual(repair._service_stage_text(), "Ready")
        repair.action_give_out()
        self.assertEqual(repair._service_stage_text(), "Given out")

    def test_a_repair_is_rated_like_a_ticket(self):
        repair = self.make_repair()
        self.rate(repair, 5)
        self.assertLedger(balance=0)
        self.finish(repair)
        self.assertTrue(
            self.env["mail.mail"].search(
                [("subject", "=", f"How was repair {repair.name}?")]
            )
        )
        self.rate(repair, 5)
        self.rate(repair, 5)
        self.assertLedger(balance=30)

    def test_a_bad_rating_opens_a_complaint_that_must_be_answered(self):
        ticket = self.open_ticket(self.member)
        repair = self.make_repair(ticket_id=ticket.id)
        self.finish(repair)
        self.rate(repair, 1, feedback="It still squeaks")
        complaint = repair.complaint_ids
        self.assertEqual(
            (complaint.complaint_of_id, complaint.team_id), (ticket, self.team)
        )
        with self.assertRaises(UserError):
            complaint.stage_id = self.solved

    def test_a_repair_earns_through_its_order(self):
        repair = self.make_repair()
        repair.action_create_sale_order()
        order = repair.sale_order_id
        order.order_line = [
            Command.create({"product_id": self.labour.id, "product_uom_qty": 1})
        ]
        order.action_confirm()
        self.assertLedger(balance=50)

    def test_the_work_order_of_a_ticket_takes_over_what_is_known(self):
        ticket = self.open_ticket(self.member, asset_id=self.car.id)
        context = ticket.action_repairs()["context"]
        repair = self.env["repair.order"].with_context(**context).create({})
        self.assertEqual(
            (repair.partner_id, repair.asset_id, repair.ticket_id),
            (self.member, self.car, ticket),
        )
        self.assertEqual(repair.card_id, self.card)

    def test_the_member_sees_stage_ready_date_and_checklist(self):
        repair = self.make_repair(ready_date="2026-03-05 15:00:00")
        repair.check_ids[0].done = True
        self.authenticate("anna", "anna")
        self.assertIn(repair.name, self.url_open("/my/repairs").text)
        page = self.url_open(f"/my/repairs/{repair.id}").text
        for text in ("Received", "03/05/2026", "Wheels", "Test drive", "A123BC178"):
            self.assertIn(text, page)
        self.assertNotIn("How was our work?", page)
        self.finish(repair)
        self.assertIn(
            "How was our work?", self.url_open(f"/my/repairs/{repair.id}").text
        )

    def test_another_customer_sees_nothing(self):
        repair = self.make_repair()
        self.authenticate("boris", "boris")
        self.assertEqual(self.url_open(f"/my/repairs/{repair.id}").status_code, 404)
        self.assertNotIn(repair.name, self.url_open("/my/repairs").text)
        self.authenticate(None, None)
        answer = self.url_open(f"/my/repairs/{repair.id}", allow_redirects=False)
        self.assertIn("/web/login", answer.headers["Location"])
        for model in ("repair.order", "loyalty.repair.check"):
            user = self.env.ref("base.public_user")
            self.assertFalse(self.env[model].with_user(user).has_access("read"))
