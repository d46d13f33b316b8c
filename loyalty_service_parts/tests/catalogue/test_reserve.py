"""Stock that is kept for members: others take what is left beside it (S30)."""

import re

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import CatalogueCommon


@tagged("post_install", "-at_install")
class TestReserve(CatalogueCommon):
    """Ten pieces on hand, four of them kept for Gold and up; they bring nobody a tier."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pads = cls.make_product("Ceramic pads", 0)
        cls.warehouse = cls.env["stock.warehouse"].search([], limit=1)
        cls.env["stock.quant"]._update_available_quantity(cls.pads, cls.stock, 10)
        cls.reserve = cls.keep(4)

    @classmethod
    def keep(cls, quantity, tier=None, **values):
        return cls.env["loyalty.stock.reserve"].create(
            {
                "product_id": cls.pads.id,
                "warehouse_id": cls.warehouse.id,
                "quantity": quantity,
                "tier_id": (tier or cls.gold).id,
                "date_from": "2020-01-01",
                **values,
            }
        )

    def sell(self, quantity, partner=None, product=None):
        order = self.make_order(
            (product or self.pads, quantity), partner=partner or self.stranger
        )
        order.action_confirm()
        return order

    def reserved(self, order):
        self.env.invalidate_all()
        return sum(order.order_line.move_ids.mapped("quantity"))

    # -- reservation ---------------------------------------------------------------------
    def test_others_reserve_what_is_left_beside_the_reserve(self):
        self.assertEqual(self.reserved(self.sell(8)), 6)
        self.assertEqual(self.reserved(self.sell(1)), 0)
        self.assertEqual(self.reserve.left_quantity, 4)
        self.assertEqual(self.pads.qty_available, 10, "stock on hand is what it was")

    def test_a_member_takes_from_the_reserve_of_his_tier(self):
        self.sell(8)
        self.assertEqual(self.reserved(self.sell(3, self.boris)), 0, "Silver")
        self.assertEqual(self.reserved(self.sell(3, self.member)), 3, "Gold")
        self.assertEqual(self.reserve.left_quantity, 1)
        self.assertEqual(self.reserve.used_quantity, 3)

    def test_what_a_member_takes_is_taken_out_of_the_reserve(self):
        self.sell(3, self.member)
        self.assertEqual(self.reserve.left_quantity, 1)
        self.assertEqual(self.reserved(self.sell(8)), 6)

    def test_what_one_takes_is_counted_to_all_his_reserves(self):
        low = self.keep(3, self.silver)
        order = self.sell(6, self.member)
        self.env.invalidate_all()
        self.assertEqual((self.reserve.used_quantity, low.used_quantity), (4, 2))
        self.assertEqual((self.reserve.left_quantity, low.left_quantity), (0, 1))
        order.picking_ids.move_ids.quantity = 5
        self.env.invalidate_all()
        self.assertEqual((self.reserve.used_quantity, low.used_quantity), (4, 1))

    def test_a_higher_tier_takes_from_the_reserves_below(self):
        self.keep(3, self.silver)
        self.assertEqual(self.reserved(self.sell(9)), 3, "nobody's: 10 - 4 - 3")
        self.assertEqual(self.reserved(self.sell(9, self.boris)), 3, "Silver's three")
        self.assertEqual(
            self.reserved(self.sell(9, self.member)), 4, "all that is left"
        )

    def test_a_reserve_for_all_members_is_not_for_strangers(self):
        self.reserve.tier_id = False
        self.sell(8)
        self.assertEqual(self.reserved(self.sell(3, self.boris)), 3)

    def test_a_share_follows_the_stock(self):
        self.reserve.write({"kind": "share", "share": 45})
        self.assertEqual(self.reserve.left_quantity, 5, "4.5 pieces are rounded up")
        order = self.sell(2, self.member)
        self.assertEqual(self.reserve.left_quantity, 3)
        self.deliver(order)
        self.env.invalidate_all()
        self.assertEqual(self.reserve.left_quantity, 4, "45 % of 8")

    def test_unreserving_restores_the_reserve(self):
        order = self.sell(3, self.member)
        order.picking_ids.do_unreserve()
        self.env.invalidate_all()
        self.assertEqual(self.reserve.left_quantity, 4)
        order.picking_ids.action_assign()
        self.env.invalidate_all()
        self.assertEqual(self.reserve.left_quantity, 1)

    def test_a_cancelled_order_gives_back_what_it_took(self):
        order = self.sell(3, self.member)
        order._action_cancel()
        self.env.invalidate_all()
        self.assertEqual(self.reserve.left_quantity, 4)

    def test_delivered_pieces_stay_taken_and_a_back_order_takes_more(self):
        order = self.sell(6, self.member)
        self.deliver(order, 3)
        self.env.invalidate_all()
        self.assertEqual(self.reserve.used_quantity, 4)
        self.assertEqual(self.reserved(order), 6)
        self.assertEqual(self.reserve.left_quantity, 0)

    def test_two_lines_of_one_order_share_what_is_left(self):
        order = self.make_order((self.pads, 4), (self.pads, 4), partner=self.stranger)
        order.action_confirm()
        self.assertEqual(self.reserved(order), 6)

    def test_a_reserve_counts_only_in_its_time(self):
        self.reserve.date_from = "2050-01-01"
        self.assertEqual(self.reserved(self.sell(8)), 8)
        self.reserve.write({"date_from": "2019-01-01", "date_until": "2020-01-01"})
        self.assertEqual(self.reserved(self.sell(2)), 2)

    def test_another_warehouse_and_another_company_are_untouched(self):
        other = self.env["stock.warehouse"].create({"name": "Second", "code": "W2"})
        self.env["stock.quant"]._update_available_quantity(
            self.pads, other.lot_stock_id, 5
        )
        order = self.make_order((self.pads, 5), partner=self.stranger)
        order.warehouse_id = other
        order.action_confirm()
        self.assertEqual(self.reserved(order), 5)

    def test_serial_numbers(self):
        engine = self.make_product("Engine", 0, tracking="serial")
        for name in ("A", "B", "C"):
            lot = self.env["stock.lot"].create({"name": name, "product_id": engine.id})
            self.env["stock.quant"]._update_available_quantity(
                engine, self.stock, 1, lot_id=lot
            )
        self.keep(1, product_id=engine.id)
        self.assertEqual(self.reserved(self.sell(3, product=engine)), 2)
        self.assertEqual(self.reserved(self.sell(1, self.member, engine)), 1)

    def test_several_shelves(self):
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id, "usage": "internal"}
        )
        self.env["stock.quant"]._update_available_quantity(self.pads, shelf, 5)
        self.assertEqual(self.reserved(self.sell(15)), 11)

    def test_a_delivery_in_three_steps_is_limited_where_it_leaves_the_shelf(self):
        self.warehouse.delivery_steps = "pick_pack_ship"
        order = self.sell(8)
        picking = order.picking_ids
        self.assertEqual(len(picking), 1)
        self.assertEqual(picking.move_ids.quantity, 6)
        member = self.sell(3, self.member)
        for _step in range(3):
            step = member.picking_ids.filtered(lambda one: one.state == "assigned")
            self.assertEqual(step.move_ids.quantity, 3)
            step.move_ids.picked = True
            step._action_done()
        self.assertEqual(member.order_line.qty_delivered, 3)
        self.env.invalidate_all()
        self.assertEqual(self.reserve.used_quantity, 3, "counted once, not three times")
        self.assertEqual(self.reserve.left_quantity, 1)

    def test_moves_within_the_warehouse_scrap_and_inventory_are_free(self):
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id, "usage": "internal"}
        )
        inside = self.env["stock.move"].create(
            {
                "product_id": self.pads.id,
                "product_uom_qty": 10,
                "location_id": self.stock.id,
                "location_dest_id": shelf.id,
            }
        )
        inside._action_confirm()
        inside._action_assign()
        self.assertEqual(inside.quantity, 10)
        inside._do_unreserve()
        scrap = self.env["stock.scrap"].create(
            {"product_id": self.pads.id, "scrap_qty": 7}
        )
        scrap.do_scrap()
        self.assertEqual(self.pads.qty_available, 3)
        quant = self.env["stock.quant"].search(
            [("product_id", "=", self.pads.id), ("location_id", "=", self.stock.id)]
        )
        quant.inventory_quantity = 1
        quant.action_apply_inventory()
        self.assertEqual(self.pads.qty_available, 1)

    def test_a_transfer_to_another_warehouse_does_not_take_the_reserve(self):
        other = self.env["stock.warehouse"].create({"name": "Second", "code": "W2"})
        move = self.env["stock.move"].create(
            {
                "product_id": self.pads.id,
                "product_uom_qty": 10,
                "location_id": self.stock.id,
                "location_dest_id": other.lot_stock_id.id,
            }
        )
        move._action_confirm()
        move._action_assign()
        self.assertEqual(move.quantity, 6)

    # -- by hand -------------------------------------------------------------------------
    def test_taking_by_hand_what_is_kept_is_refused(self):
        picking = self.sell(8).picking_ids
        with (
            self.assertRaisesRegex(UserError, "kept for members"),
            self.env.cr.savepoint(),
        ):
            picking.move_ids.quantity = 7
        self.assertEqual(picking.move_ids.quantity, 6)
        picking.move_ids.quantity = 5
        picking.move_ids.quantity = 6

    def test_a_transfer_by_hand_is_refused_too(self):
        self.sell(6)
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.out_type_id.id,
                "location_id": self.stock.id,
                "location_dest_id": self.env.ref("stock.stock_location_customers").id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": self.pads.id,
                            "product_uom_qty": 2,
                            "location_id": self.stock.id,
                            "location_dest_id": self.env.ref(
                                "stock.stock_location_customers"
                            ).id,
                        }
                    )
                ],
            }
        )
        with (
            self.assertRaisesRegex(UserError, "kept for members"),
            self.env.cr.savepoint(),
        ):
            picking.button_validate()

    def test_a_warehouse_manager_gives_a_reason_and_it_is_logged(self):
        picking = self.sell(8).picking_ids
        manager = self.make_user("keeper", "stock.group_stock_manager")
        picking.with_user(manager).reserve_reason = "Ambulance"
        picking.with_user(manager).move_ids.quantity = 8
        self.assertEqual(picking.move_ids.quantity, 8)
        self.assertIn("Ambulance", picking.message_ids[:1].body)
        self.assertIn("2 of “Ceramic pads”", picking.message_ids[:1].body)

    def test_a_forged_context_does_not_open_the_reserve(self):
        picking = self.sell(8).picking_ids
        with (
            self.assertRaisesRegex(UserError, "kept for members"),
            self.env.cr.savepoint(),
        ):
            picking.move_ids.with_context(loyalty_reserve_desk={}).quantity = 7

    def test_a_member_s_pieces_may_be_taken_by_hand(self):
        self.sell(6)
        picking = self.sell(1, self.member).picking_ids
        picking.move_ids.quantity = 4
        self.env.invalidate_all()
        self.assertEqual(self.reserve.left_quantity, 0)

    # -- release -------------------------------------------------------------------------
    def test_the_end_gives_the_rest_to_waiting_deliveries(self):
        order = self.sell(9)
        self.sell(1, self.member)
        self.assertEqual(self.reserved(order), 6)
        self.reserve.date_until = "2021-01-01"
        self.run_cron("release_reserves")
        self.env.invalidate_all()
        self.assertEqual(self.reserve.state, "released")
        self.assertEqual(self.reserve.released_quantity, 3)
        self.assertEqual(self.reserved(order), 9)

    def test_a_manager_releases_a_reserve(self):
        order = self.sell(9)
        self.reserve.with_user(
            self.make_user("boss", "loyalty_service_parts.group_loyalty_manager")
        ).action_release()
        self.assertEqual(self.reserved(order), 9)

    # -- availability ----------------------------------------------------------------------
    def test_a_quotation_tells_what_its_customer_can_have(self):
        for partner, free in ((self.stranger, 6), (self.boris, 6), (self.member, 10)):
            with self.subTest(partner.name):
                form = Form(self.env["sale.order"])
                form.partner_id = partner
                with form.order_line.new() as line:
                    line.product_id = self.pads
                    line.product_uom_qty = 8
                line = form.save().order_line
                self.assertEqual(line.free_qty_today, free)
                self.assertEqual(line.virtual_available_at_date, free)
                self.assertEqual(line.qty_available_today, 10)

    def test_a_product_says_what_it_always_said_where_no_customer_asks(self):
        self.assertEqual(self.pads.free_qty, 10)
        self.assertEqual(self.pads._reserve_for(self.stranger).free_qty, 6)
        self.assertEqual(self.pads._reserve_for(self.member).free_qty, 10)
        self.assertEqual(self.pads.free_qty, 10)

    def test_the_forecast_states_what_is_kept_apart(self):
        report = self.env["stock.forecasted_product_product"]._get_report_data(
            product_ids=self.pads.ids
        )
        lines = {
            bool(line.get("kept_for_members")): line["quantity"]
            for line in report["lines"]
        }
        self.assertEqual(lines, {False: 6, True: 4})

    def forecast(self):
        """`[(order, pieces, kind)]` of the report."""
        self.env.flush_all()
        report = self.env["stock.forecasted_product_product"]._get_report_data(
            product_ids=self.pads.ids
        )
        return [
            (
                (line["document_out"] or {}).get("name"),
                line["quantity"],
                "kept"
                if line.get("kept_for_members")
                else "reserved"
                if line["reservation"]
                else "there"
                if line["replenishment_filled"]
                else "missing",
            )
            for line in report["lines"]
        ]

    def test_the_forecast_gives_nobody_what_is_kept_for_others(self):
        order = self.sell(8)
        self.assertEqual(
            self.forecast(),
            [
                (order.name, 6, "reserved"),
                (order.name, 2, "missing"),
                (None, 4, "kept"),
            ],
        )
        order.picking_ids.do_unreserve()
        self.assertEqual(
            self.forecast(),
            [(order.name, 6, "there"), (order.name, 2, "missing"), (None, 4, "kept")],
        )
        picking = order.picking_ids
        self.assertEqual(picking.products_availability_state, "late")
        self.assertEqual(picking.products_availability, "Not Available")

    def test_what_is_cut_waits_for_receipts_that_nobody_else_waits_for(self):
        receipt = self.env["stock.move"].create(
            {
                "product_id": self.pads.id,
                "product_uom_qty": 20,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": self.stock.id,
                "picking_type_id": self.warehouse.in_type_id.id,
                "date": "2050-01-01 12:00:00",
            }
        )
        receipt._action_confirm()
        order = self.sell(8)
        order.picking_ids.do_unreserve()
        lines = {
            (one[0], one[2]): one[1] for one in self.forecast() if one[2] != "kept"
        }
        self.assertEqual(lines, {(order.name, "there"): 2, (None, "there"): 18})
        self.assertEqual(sum(one[1] for one in self.forecast() if one[2] == "kept"), 4)
        move = order.picking_ids.move_ids
        self.assertEqual(move.forecast_availability, 8)
        self.assertEqual(move.forecast_expected_date, receipt.date)

    def test_the_forecast_gives_a_member_what_is_kept_for_him(self):
        order = self.sell(8, self.member)
        order.picking_ids.do_unreserve()
        self.assertEqual(self.forecast()[0], (order.name, 8, "there"))
        self.assertEqual(order.picking_ids.products_availability, "Available")
        self.assertEqual(order.order_line.free_qty_today, 8)

    def test_the_forecast_of_a_delivery_in_three_steps(self):
        self.warehouse.delivery_steps = "pick_pack_ship"
        order = self.sell(8)
        order.picking_ids.do_unreserve()
        kinds = {kind: pieces for _name, pieces, kind in self.forecast()}
        self.assertEqual(kinds, {"there": 6, "missing": 2, "kept": 4})

    def test_the_catalogue_of_a_quotation_shows_what_its_customer_can_have(self):
        for partner, free in ((self.boris, 6), (self.member, 10)):
            order = self.make_order((self.part, 1), partner=partner)
            context = order.action_add_from_catalog()["context"]
            product = self.pads.with_context(**context)
            self.assertEqual(product.free_qty, free)
            self.assertEqual(product.qty_available, 10)
        stranger = self.make_user("stock", "stock.group_stock_user")
        self.assertEqual(
            self.pads.with_user(stranger).with_context(**context).free_qty,
            10,
            "nobody asks for an order that he may not read",
        )

    def test_a_reserve_beyond_the_stock_says_so(self):
        more = self.keep(8, self.silver)
        self.assertEqual(self.reserve.missing_quantity, 0)
        self.assertEqual(more.missing_quantity, 2)
        self.assertEqual(more.stage, "kept")
        self.sell(4, self.member)
        self.env.invalidate_all()
        self.assertEqual(self.reserve.stage, "taken")
        self.assertEqual(more.missing_quantity, 2)
        self.assertEqual(self.keep(1, date_from="2050-01-01").stage, "coming")
        more.action_release()
        self.assertEqual((more.stage, more.missing_quantity), ("released", 0))

    # -- holds -------------------------------------------------------------------------------
    def test_pieces_that_are_held_for_a_quotation_are_nobody_else_s(self):
        quotation = self.make_order((self.pads, 3), partner=self.boris)
        hold = quotation._reserve_hold(hours=2)
        self.assertEqual(hold.quantity, 3)
        self.assertEqual(self.reserved(self.sell(9)), 3)
        self.assertEqual(self.reserved(self.sell(9, self.member)), 4)
        quotation.action_confirm()
        self.assertEqual(self.reserved(quotation), 3)
        self.assertEqual(hold.left_quantity, 0)

    def test_no_more_is_held_than_the_customer_can_have(self):
        quotation = self.make_order((self.pads, 30), partner=self.boris)
        self.assertEqual(quotation._reserve_hold(hours=2).quantity, 6)

    def test_a_hold_ends_with_its_time_or_its_quotation(self):
        quotation = self.make_order((self.pads, 3), partner=self.boris)
        hold = quotation._reserve_hold(hours=2)
        quotation._action_cancel()
        self.assertEqual(hold.state, "released")

    # -- priority ----------------------------------------------------------------------------
    def test_deliveries_of_a_tier_are_reserved_first(self):
        self.reserve.action_release()
        self.gold.delivery_first = True
        self.env["stock.quant"]._update_available_quantity(self.pads, self.stock, -10)
        early = self.sell(5)
        late = self.sell(5, self.member)
        self.assertEqual(late.picking_ids.priority, "1")
        self.assertEqual(early.picking_ids.priority, "0")
        self.env["stock.quant"]._update_available_quantity(self.pads, self.stock, 5)
        self.env["stock.rule"].run_scheduler()
        self.assertEqual((self.reserved(early), self.reserved(late)), (0, 5))

    def test_members_are_promised_an_earlier_day(self):
        self.pads.sale_delay = 5
        self.gold.delivery_days = 3
        with self.on("2026-03-10"):
            gold = self.make_order((self.pads, 1))
            other = self.make_order((self.pads, 1), partner=self.stranger)
            self.assertEqual(str(gold.expected_date.date()), "2026-03-12")
            self.assertEqual(str(other.expected_date.date()), "2026-03-15")
            self.gold.delivery_days = 30
            self.assertEqual(str(gold.order_line._expected_date().date()), "2026-03-10")
            gold.action_confirm()
            self.assertEqual(str(gold.picking_ids.date_deadline.date()), "2026-03-10")

    def test_whoever_keeps_stock_or_audits_opens_reserves_and_parts(self):
        quotation = self.make_order((self.pads, 1), partner=self.boris)
        held = quotation._reserve_hold(hours=2)
        for number, group in enumerate(
            (
                "stock.group_stock_manager",
                "loyalty_service_parts.group_loyalty_auditor",
                "loyalty_service_parts.group_loyalty_manager",
            )
        ):
            with self.subTest(group):
                user = self.make_user(f"reader{number}", group)
                self.env.invalidate_all()
                for reserve in (held | self.reserve).with_user(user):
                    Form(reserve)
                    self.assertIn(self.pads.name, reserve.name)
                view = self.env.ref(
                    "loyalty_service_parts.product_template_view_list_exclusive"
                )
                templates = self.exclusive.product_tmpl_id.with_user(user)
                arch = templates.get_view(view.id, "list")["arch"]
                names = re.findall(r'<field name="(\w+)"', arch)
                templates.web_read({name: {} for name in names})

    # -- what a strict reader found ------------------------------------------------------
    def test_what_members_have_reserved_is_not_taken_from_them_by_hand(self):
        """Core would take the pieces from the delivery that has them."""
        self.env["stock.quant"]._update_available_quantity(self.pads, self.stock, -6)
        member = self.sell(4, self.member)
        self.assertEqual(self.reserved(member), 4)
        picking = self.sell(4).picking_ids
        with (
            self.assertRaisesRegex(UserError, "kept for members"),
            self.env.cr.savepoint(),
        ):
            picking.move_ids.quantity = 4
        self.assertEqual(self.reserved(member), 4)

    def test_an_order_that_a_transfer_names_opens_nothing(self):
        order = self.sell(1, self.member)
        picking = self.sell(8).picking_ids
        picking.do_unreserve()
        picking.sale_id = order
        picking.action_assign()
        self.assertEqual(sum(picking.move_ids.mapped("quantity")), 6)

    def test_two_steps_by_hand_do_not_get_around_it(self):
        output = self.warehouse.wh_output_stock_loc_id
        output.active = True
        customers = self.env.ref("stock.stock_location_customers")
        inside, outside = (
            self.env["stock.picking"].create(
                {
                    "picking_type_id": kind.id,
                    "location_id": source.id,
                    "location_dest_id": target.id,
                    "move_ids": [
                        Command.create(
                            {
                                "product_id": self.pads.id,
                                "product_uom_qty": 10,
                                "location_id": source.id,
                                "location_dest_id": target.id,
                            }
                        )
                    ],
                }
            )
            for kind, source, target in (
                (self.warehouse.int_type_id, self.stock, output),
                (self.warehouse.out_type_id, output, customers),
            )
        )
        inside.action_confirm()
        inside.move_ids.quantity = 10
        inside.move_ids.picked = True
        inside._action_done()
        outside.action_confirm()
        with self.assertRaisesRegex(UserError, "kept for members"):
            outside.move_ids.quantity = 10

    def test_a_hold_of_a_member_is_taken_out_of_his_tier_s_reserve(self):
        quotation = self.make_order((self.pads, 3))
        hold = quotation._reserve_hold(hours=2)
        self.env.invalidate_all()
        self.assertEqual(hold.source_id, self.reserve)
        self.assertEqual(self.reserve.left_quantity, 1)
        self.assertEqual(self.reserved(self.sell(8)), 6)
        quotation.action_confirm()
        self.env.invalidate_all()
        self.assertEqual(self.reserve.used_quantity, 3)
        self.assertEqual(self.reserve.left_quantity, 1)

    def test_a_hold_that_ended_is_not_counted_any_more(self):
        quotation = self.make_order((self.pads, 3))
        hold = quotation._reserve_hold(hours=2)
        quotation.action_confirm()
        quotation.picking_ids.do_unreserve()
        hold._reserve_release()
        quotation.picking_ids.action_assign()
        self.env.invalidate_all()
        self.assertEqual(
            quotation.picking_ids.move_ids.reserve_use_ids.reserve_id, self.reserve
        )
        self.assertEqual(self.reserve.left_quantity, 1)

    def test_when_more_was_promised_than_there_is_somebody_still_gets_it(self):
        club = self.make_program(name="Tyre Club")
        self.make_card(self.boris, program=club)
        self.env["stock.quant"]._update_available_quantity(self.pads, self.stock, -6)
        self.keep(4, program_id=club.id, tier_id=False)
        self.assertEqual(self.reserved(self.sell(4, self.boris)), 0)
        self.assertEqual(self.reserved(self.sell(4, self.member)), 4)

    def test_an_earlier_day_does_not_come_before_a_tier_that_is_served_first(self):
        self.reserve.action_release()
        self.gold.delivery_first = True
        self.env["stock.quant"]._update_available_quantity(self.pads, self.stock, -10)
        early = self.sell(5)
        early.picking_ids.move_ids.reservation_date = "2020-01-01"
        late = self.sell(5, self.member)
        self.env["stock.quant"]._update_available_quantity(self.pads, self.stock, 5)
        self.env["stock.rule"].run_scheduler()
        self.assertEqual((self.reserved(early), self.reserved(late)), (0, 5))

    def test_a_blocked_card_gets_no_earlier_day(self):
        self.pads.sale_delay = 5
        self.gold.delivery_days = 3
        self.card.status = "blocked"
        with self.on("2026-03-10"):
            order = self.make_order((self.pads, 1))
            self.assertEqual(str(order.expected_date.date()), "2026-03-15")
