"""A whole program in one click."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ...wizards.preset_data import round_amount
from .common import SaleCommon


@tagged("post_install", "-at_install")
class TestPreset(SaleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.make_user(
            "manager", "loyalty_service_parts.group_loyalty_manager"
        )

    def make(self, preset, user=None, **values):
        form = Form(self.env["loyalty.preset"].with_user(user or self.manager))
        form.preset = preset
        for name, value in values.items():
            setattr(form, name, value)
        return form.save()

    def test_each_preset_makes_a_program_that_works(self):
        """S3: earns, has three tiers, and pays."""
        for preset in ("parts", "dealer", "service"):
            with self.subTest(preset):
                self.env["loyalty.program"].search([]).active = False
                wizard = self.make(preset, average_order=1000.0)
                action = wizard.action_create()
                program = self.env["loyalty.program"].browse(action["res_id"])
                self.assertEqual(len(program.tier_ids), 3)
                partner = self.make_partner(f"Member of {preset}")
                order = self.make_order((self.part, 100), partner=partner)
                order.action_confirm()
                card = self.env["loyalty.card"]._points_find_card(program, partner)
                earned = 10_000 * wizard.earn_percent / 100
                self.assertLedger(card, balance=0, pending=earned)
                self.pay(self.invoice(order))
                self.env["loyalty.points.run"]._release_all()
                self.assertEqual(card.points + card.points_pending, earned)

    def test_a_cumulative_discount_is_set_up_in_one_click(self):
        """“One that grows with what was bought so far”: prices follow the tiers."""
        action = self.make("discount", average_order=100.0).action_create()
        program = self.env["loyalty.program"].browse(action["res_id"])
        self.program.active = False
        partner = self.make_partner("Growing Customer")
        for quantity, price, bought in ((6, 100, 600), (10, 97, 1570), (1, 95, 1665)):
            order = self.make_order((self.part, quantity), partner=partner)
            self.assertEqual(order.order_line.price_reduce_taxexcl, price)
            order.action_confirm()
            self.pay(self.invoice(order))
            card = self.env["loyalty.card"]._points_find_card(program, partner)
            self.assertLedger(card, balance=bought)
        self.assertFalse(program.reward_ids, "they pay nothing")
        self.assertIn("bought", card.points_display)

    def test_odoos_gallery_makes_the_same_programs(self):
        """S3: one click, also where nothing was sold yet."""
        programs = self.env["loyalty.program"].with_user(self.manager)
        templates = programs.get_program_templates()
        mine = [name for name in templates if name.startswith("service_parts_")]
        self.assertEqual(len(mine), 4)
        self.assertIn("loyalty", templates)
        for name in mine:
            with self.subTest(name):
                action = programs.create_from_template(name)
                program = programs.browse(action["res_id"])
                self.assertEqual(len(program.tier_ids), 3)
                self.assertTrue(all(program.tier_ids.mapped("threshold")))
        action = programs.sudo().create_from_template("fidelity")
        self.assertFalse(programs.sudo().browse(action["res_id"]).tier_ids)

    def test_amounts_are_rounded_as_one_would_write_them(self):
        for amount, rounded in (
            (0, 0),
            (24_185, 25_000),
            (1_049, 1_000),
            (96, 100),
            (0.78, 0.8),
        ):
            self.assertAlmostEqual(round_amount(amount), rounded)

    def test_thresholds_come_from_last_years_orders(self):
        for quantity in (10, 30):
            self.make_order((self.part, quantity)).action_confirm()
        wizard = self.make("parts")
        self.assertEqual(wizard.average_order, 2000)
        self.assertEqual(wizard.line_ids.mapped("threshold"), [10_000, 30_000, 80_000])

    def test_thresholds_that_do_not_rise_are_refused(self):
        wizard = self.make("parts", average_order=100.0)
        wizard.line_ids[1].threshold = wizard.line_ids[0].threshold
        with self.assertRaisesRegex(UserError, "more than the one before"):
            wizard.action_create()

    def test_a_loyalty_manager_needs_no_right_to_products(self):
        """Rewards bring products for their discounts."""
        action = self.make("parts", average_order=1000.0).action_create()
        program = self.env["loyalty.program"].browse(action["res_id"])
        mine = program.with_user(self.manager)
        mine.reward_ids.description = "Pay with points"
        mine.active = False
        self.assertFalse(program.reward_ids.discount_line_product_id.active)
        mine.active = True

    def test_only_a_manager_makes_programs(self):
        clerk = self.make_user(
            "clerk", "loyalty_service_parts.group_loyalty_member_services"
        )
        with self.assertRaises(AccessError):
            self.make("parts", clerk)
