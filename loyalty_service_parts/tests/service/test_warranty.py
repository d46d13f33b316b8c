"""Warranty: written at delivery, moved on exchange, ended on return, from installation (S24)."""

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..sale.common import SaleCommon
from .common import ServiceCommon


@tagged("post_install", "-at_install")
class TestWarranty(SaleCommon, ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.part.warranty_months = 12
        cls.gold.warranty_months = 6
        cls.phone = cls.make_product("Phone", 50, tracking="serial", warranty_months=24)

    def warranties(self, order):
        self.env.invalidate_all()
        return self.env["loyalty.warranty"].search(
            [("order_id", "=", order.id)], order="id"
        )

    def sell(self, *lines, day="2026-03-02", **values):
        with self.on(day):
            order = self.make_order(*lines, **values)
            order.action_confirm()
        return order

    def make_lot(self, name):
        lot = self.env["stock.lot"].create({"name": name, "product_id": self.phone.id})
        self.env["stock.quant"]._update_available_quantity(
            self.phone, self.stock, 1, lot_id=lot
        )
        return lot

    def terms(self, order):
        return [
            (str(one.start_date), str(one.end_date), one.state)
            for one in self.warranties(order)
        ]

    def test_it_begins_at_the_delivery_with_the_months_of_the_tier(self):
        self.buy(300)
        order = self.sell((self.part, 2))
        self.assertFalse(self.warranties(order))
        with self.on("2026-03-10"):
            self.deliver(order)
        self.assertEqual(self.terms(order), [("2026-03-10", "2027-09-09", "active")])
        warranty = self.warranties(order)
        self.assertEqual((warranty.quantity, warranty.tier_id), (2, self.gold))

    def test_a_later_downgrade_takes_nothing_away(self):
        self.buy(300)
        order = self.sell((self.part, 1))
        with self.on("2026-03-10"):
            self.deliver(order)
            self.card._points_set_tier(self.silver, None, "Manual")
            self.gold.warranty_months = 0
        self.assertEqual(self.terms(order), [("2026-03-10", "2027-09-09", "active")])

    def test_who_is_no_member_has_the_months_of_the_product(self):
        order = self.sell((self.part, 1), partner=self.make_partner("Stranger"))
        with self.on("2026-03-10"):
            self.deliver(order)
        self.assertEqual(self.terms(order), [("2026-03-10", "2027-03-09", "active")])

    def test_what_has_no_warranty_gets_none(self):
        self.buy(300)
        self.part.warranty_months = 0
        order = self.sell((self.part, 1))
        self.deliver(order)
        self.assertFalse(self.warranties(order))

    def test_each_serial_number_has_its_own_and_the_returned_one_ends(self):
        lots = self.make_lot("SN-0001") | self.make_lot("SN-0002")
        order = self.sell((self.phone, 2))
        with self.on("2026-03-10"):
            picking = self.deliver_lot(order, *lots)
        self.assertEqual(self.warranties(order).lot_id, lots)
        with self.on("2026-04-01"):
            self.give_back_lot(picking, lots[0])
        self.assertEqual(self.warranties(order).mapped("state"), ["ended", "active"])

    def test_a_return_of_one_of_two_leaves_one_covered(self):
        order = self.sell((self.part, 2))
        picking = self.deliver(order)
        self.give_back(picking, 1)
        warranty = self.warranties(order)
        self.assertEqual((warranty.state, warranty.returned_quantity), ("active", 1))

    def test_an_exchange_moves_the_term_to_the_new_piece(self):
        lots = [self.make_lot("SN-0001"), self.make_lot("SN-0002")]
        order = self.sell((self.phone, 1))
        with self.on("2026-03-10"):
            picking = self.deliver_lot(order, lots[0])
        with self.on("2026-09-10"):
            self.exchange(picking, lots[0])
            self.deliver_lot(order, lots[1])
        old, new = self.warranties(order)
        self.assertEqual((old.state, new.state), ("ended", "active"))
        self.assertEqual((new.lot_id, new.replaces_id), (lots[1], old))
        self.assertEqual(
            (str(new.start_date), str(new.end_date)), ("2026-03-10", "2028-03-09")
        )

    def test_a_piece_that_comes_in_for_a_repair_stays_covered(self):
        lot = self.make_lot("SN-0001")
        order = self.sell((self.phone, 1))
        with self.on("2026-03-10"):
            picking = self.deliver_lot(order, lot)
        intake = self._return_wizard(picking, 1)._create_return()
        intake.move_ids.to_refund = False
        self._receive(intake, lot)
        self.assertEqual(self.warranties(order).state, "active")
        back = self._return_wizard(intake, 1)._create_return()
        self._receive(back, lot)
        self.assertEqual(self.terms(order), [("2026-03-10", "2028-03-09", "active")])

    def test_a_replacement_that_goes_out_first_takes_over_the_term(self):
        lots = [self.make_lot("SN-0001"), self.make_lot("SN-0002")]
        order = self.sell((self.phone, 1))
        with self.on("2026-03-10"):
            picking = self.deliver_lot(order, lots[0])
        with self.on("2026-09-10"):
            action = self._return_wizard(picking, 1).action_create_exchanges()
            self.deliver_lot(order, lots[1])
            self.assertEqual(str(self.warranties(order)[1].end_date), "2028-09-09")
            self._receive(self.env["stock.picking"].browse(action["res_id"]), lots[0])
        old, new = self.warranties(order)
        self.assertEqual((old.state, new.replaces_id), ("ended", old))
        self.assertEqual(str(new.end_date), "2028-03-09")

    def test_a_second_piece_that_was_ordered_keeps_its_own_term(self):
        lots = [self.make_lot("SN-0001"), self.make_lot("SN-0002")]
        order = self.sell((self.phone, 2))
        with self.on("2026-03-10"):
            picking = self.deliver_lot(order, *lots)
        with self.on("2026-04-10"):
            self.give_back_lot(picking, lots[0])
        self.assertFalse(self.warranties(order)[1].replaces_id)

    def test_an_exchange_of_one_of_three_moves_one_term_only(self):
        order = self.sell((self.part, 3))
        with self.on("2026-03-10"):
            picking = self.deliver(order)
        with self.on("2026-09-10"):
            action = self._return_wizard(picking, 1).action_create_exchanges()
            returned = self.env["stock.picking"].browse(action["res_id"])
            for move in returned.move_ids:
                move.quantity = 1
                move.picked = True
            returned._action_done()
            self.deliver(order)
        old, new = self.warranties(order)
        self.assertEqual(
            (old.quantity, old.returned_quantity, old.state), (3, 1, "active")
        )
        self.assertEqual((new.quantity, new.replaces_id), (1, old))
        self.assertEqual(new.end_date, old.end_date)

    def test_a_return_of_another_customer_ends_nothing(self):
        """A receipt without an order line, as a till makes it."""
        order = self.sell((self.part, 1))
        self.deliver(order)
        receipt = self.env["stock.picking"].create(
            {
                "picking_type_id": self.env["stock.warehouse"]
                .search([], limit=1)
                .in_type_id.id,
                "location_id": self.env.ref("stock.stock_location_customers").id,
                "location_dest_id": self.stock.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": self.part.id,
                            "product_uom_qty": 1,
                            "quantity": 1,
                            "picked": True,
                            "to_refund": True,
                            "location_id": self.env.ref(
                                "stock.stock_location_customers"
                            ).id,
                            "location_dest_id": self.stock.id,
                        }
                    )
                ],
            }
        )
        receipt._action_done()
        self.assertEqual(self.warranties(order).state, "active")

    def test_a_ticket_about_nothing_shows_no_warranty(self):
        self.env["loyalty.warranty"].create(
            {
                "partner_id": self.member.id,
                "product_id": self.part.id,
                "start_date": "2026-01-01",
                "end_date": "2999-01-01",
            }
        )
        lot = self.make_lot("SN-0009")
        tickets = self.open_ticket(self.member) | self.open_ticket(
            self.member, lot_id=lot.id
        )
        self.assertFalse(any(tickets.mapped("warranty_covered")))
        self.assertFalse(tickets[0].warranty_text)

    def test_it_begins_at_the_installation_if_the_part_is_sold_with_it(self):
        self.labour.warranty_months = 3
        order = self.sell((self.part, 1), (self.labour, 1))
        part, labour = order.order_line
        part.installed_by_id = labour
        with self.on("2026-03-10"):
            self.deliver(order)
        self.assertEqual(self.terms(order), [("False", "False", "waiting")])
        with self.on("2026-03-20"):
            labour.qty_delivered = 1
        self.assertEqual(
            self.terms(order),
            [
                ("2026-03-20", "2027-03-19", "active"),
                ("2026-03-20", "2026-06-19", "active"),
            ],
        )
        with self.on("2026-03-25"):
            labour.qty_delivered = 0
        self.assertEqual(self.warranties(order)[1].state, "ended")

    def test_a_ticket_tells_whether_it_is_covered(self):
        lot = self.make_lot("SN-0001")
        order = self.sell((self.phone, 1), (self.part, 1))
        with self.on("2026-03-10"):
            self.deliver_lot(order, lot)
        by_serial = self.open_ticket(self.member, lot_id=lot.id)
        by_line = self.open_ticket(self.member, sale_line_id=order.order_line[1].id)
        for ticket, day, covered, text in (
            (by_serial, "2028-03-09", True, "Covered until 03/09/2028"),
            (by_serial, "2028-03-10", False, "Not covered: ended on 03/09/2028"),
            (by_line, "2027-03-09", True, "Covered until 03/09/2027"),
            (by_line, "2027-03-10", False, "Not covered: ended on 03/09/2027"),
        ):
            with self.subTest(day), self.on(day):
                self.env.invalidate_all()
                self.assertEqual(ticket.warranty_covered, covered)
                self.assertEqual(ticket.warranty_text, text)
        unknown = self.open_ticket(self.member, lot_id=self.make_lot("SN-0009").id)
        self.assertEqual(unknown.warranty_text, "Not covered: no warranty was given")

    def test_it_goes_with_what_is_owned(self):
        self.phone.asset_type_id = self.env["loyalty.asset.type"].create(
            {"name": "Phone"}
        )
        order = self.sell((self.phone, 1))
        lot = self.make_lot("SN-0001")
        self.deliver_lot(order, lot)
        boris = self.make_partner("Boris")
        self.env["loyalty.asset"].search([("lot_id", "=", lot.id)]).partner_id = boris
        self.assertEqual(self.warranties(order).partner_id, boris)

    def test_a_salesman_reads_warranties_and_changes_none(self):
        order = self.sell((self.part, 1))
        self.deliver(order)
        seller = self.make_user("seller", "sales_team.group_sale_salesman_all_leads")
        warranty = self.warranties(order).with_user(seller)
        self.assertTrue(warranty.coverage_text)
        with self.assertRaises(AccessError):
            warranty.end_date = "2999-01-01"
        with self.assertRaises(AccessError):
            warranty._service_start(warranty.start_date)
        with self.assertRaises(AccessError):
            warranty.unlink()

    def test_the_certificate_names_product_serial_and_end(self):
        lot = self.make_lot("SN-0001")
        order = self.sell((self.phone, 1))
        with self.on("2026-03-10"):
            self.deliver_lot(order, lot)
        text = self.env["ir.qweb"]._render(
            "loyalty_service_parts.report_warranty", {"docs": self.warranties(order)}
        )
        for word in ("Phone", "SN-0001", "03/09/2028", order.name):
            self.assertIn(word, str(text))
