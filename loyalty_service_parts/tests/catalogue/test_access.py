"""Who may see and buy a part, and when: on orders and by the record rule (S27, S28)."""

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import CatalogueCommon

PORTAL = "base.group_portal"


@tagged("post_install", "-at_install")
class TestAccess(CatalogueCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # what the shop brings: customers read products
        cls.env["ir.model.access"].create(
            [
                {
                    "name": f"{model} {group}",
                    "model_id": cls.env["ir.model"]._get_id(model),
                    "group_id": cls.env.ref(group).id,
                    "perm_read": True,
                }
                for model in ("product.template", "product.product")
                for group in (PORTAL, "base.group_public")
            ]
        )

    def portal(self, partner):
        return self.make_user(f"portal{partner.id}", PORTAL, partner_id=partner.id)

    def sees(self, user, product=None):
        """Every road of the ORM says the same."""
        self.env.invalidate_all()
        product = product or self.exclusive
        template = product.product_tmpl_id.with_user(user)
        product = product.with_user(user)
        roads = {
            "search": bool(template.search([("id", "=", template.id)])),
            "search variant": bool(product.search([("id", "=", product.id)])),
            "count": bool(template.search_count([("id", "=", template.id)])),
            "name search": bool(
                template.name_search(product.sudo().name, [("id", "=", template.id)])
            ),
            "group": bool(
                template._read_group([("id", "=", template.id)], [], ["__count"])[0][0]
            ),
            "access": template.has_access("read"),
            "access variant": product.has_access("read"),
            "field": template.member_visible,
            "read": self.reads(template),
            "read variant": self.reads(product),
        }
        self.assertEqual(len(set(roads.values())), 1, roads)
        return roads["search"]

    def reads(self, record):
        try:
            return bool(record.read(["name"]))
        except AccessError:
            return False

    # -- the rule ----------------------------------------------------------------------
    def test_a_part_of_a_tier_is_seen_from_that_tier_up(self):
        self.assertTrue(self.sees(self.portal(self.member)))
        self.assertFalse(self.sees(self.portal(self.boris)))
        self.assertFalse(self.sees(self.portal(self.stranger)))
        self.assertFalse(self.sees(self.env.ref("base.public_user")))
        self.buy(1000, card=self.silver_card)
        self.assertTrue(self.open_to(self.boris), "Platinum includes Gold")

    def test_a_part_for_members_is_seen_by_any_member(self):
        self.exclusive.member_access = "members"
        self.assertTrue(self.sees(self.portal(self.boris)))
        self.assertFalse(self.sees(self.portal(self.stranger)))
        other = self.make_program(name="Tyre Club")
        self.exclusive.member_program_id = other
        self.assertFalse(self.open_to(self.boris))
        self.make_card(self.boris, program=other)
        self.assertTrue(self.open_to(self.boris))

    def test_everybody_sees_a_part_without_a_rule(self):
        for partner in (self.member, self.stranger):
            self.assertTrue(self.sees(self.portal(partner), self.part))
        self.assertTrue(self.sees(self.env.ref("base.public_user"), self.part))

    def test_staff_see_everything(self):
        user = self.make_user("clerk", "sales_team.group_sale_salesman")
        self.assertTrue(self.sees(user))
        self.assertEqual(self.exclusive.member_text, "Gold and up")

    def test_a_tier_that_is_lost_closes_its_parts_at_once(self):
        user = self.portal(self.member)
        self.assertTrue(self.sees(user))
        self.card._points_set_tier(self.silver, None, "By mistake")
        self.assertFalse(self.sees(user))

    def test_a_blocked_closed_or_outdated_card_opens_nothing(self):
        for values in (
            {"status": "blocked"},
            {"status": "closed"},
            {"active": False},
            {"expiration_date": "2020-01-01"},
        ):
            with self.subTest(values):
                self.assertTrue(self.open_to(self.member))
                before = {name: self.card[name] for name in values}
                self.card.write(values)
                self.assertFalse(self.open_to(self.member))
                self.card.write(before)

    def test_a_program_that_is_archived_opens_nothing_whoever_asks_first(self):
        self.program.active = False
        for active_test in (True, False):
            self.env.registry.clear_cache()
            with self.subTest(active_test=active_test):
                grants = self.env["loyalty.card"].with_context(active_test=active_test)
                found = grants._catalogue_grants(self.member, self.env.company)
                self.assertEqual(found, [])
                self.assertFalse(self.open_to(self.member))

    def test_a_card_of_another_company_opens_nothing_here(self):
        other = self.env["res.company"].create({"name": "Other"})
        template = self.exclusive.product_tmpl_id
        self.program.company_id = self.env.company
        self.assertTrue(template._catalogue_open_to(self.member, self.env.company))
        self.assertFalse(template._catalogue_open_to(self.member, other))

    def test_a_card_that_a_cart_made_opens_nothing_until_it_is_bought(self):
        self.exclusive.member_access = "members"
        order = self.make_order((self.part, 1), partner=self.stranger)
        self.assertTrue(order._points_member_card(self.program))
        self.assertFalse(self.open_to(self.stranger))
        order.action_confirm()
        self.assertTrue(self.open_to(self.stranger))

    def test_who_joins_is_a_member_though_a_cart_made_his_card(self):
        self.exclusive.member_access = "members"
        self.make_order((self.part, 1), partner=self.stranger)
        self.card._points_enrol(self.program, self.stranger)
        self.assertTrue(self.open_to(self.stranger))

    def test_a_company_s_card_opens_parts_to_its_people_only_where_the_program_says_so(
        self,
    ):
        company = self.make_partner("Taxi", is_company=True)
        driver = self.make_partner("Driver", parent_id=company.id)
        self.exclusive.member_access = "members"
        self.make_card(company)
        self.assertFalse(self.open_to(driver))
        self.program.card_holder = "company"
        self.assertTrue(self.open_to(driver))

    # -- time --------------------------------------------------------------------------
    def test_a_tier_sees_a_new_part_days_before_the_others(self):
        self.gold.advance_days = 7
        self.part.visible_from = "2026-03-20 09:00:00"
        for day, gold, others in (
            ("2026-03-13 08:59:00", False, False),
            ("2026-03-13 09:00:00", True, False),
            ("2026-03-20 08:59:00", True, False),
            ("2026-03-20 09:00:00", True, True),
        ):
            with self.subTest(day), self.on(*day.split()):
                self.assertEqual(self.open_to(self.member, self.part), gold)
                self.assertEqual(self.open_to(self.boris, self.part), others)
                self.assertEqual(self.open_to(self.stranger, self.part), others)

    def test_days_of_one_program_open_no_parts_of_another(self):
        self.gold.advance_days = 7
        other = self.make_program(name="Tyre Club")
        self.make_card(self.member, program=other)
        self.exclusive.write(
            {
                "member_access": "members",
                "member_program_id": other.id,
                "visible_from": "2026-03-20 09:00:00",
            }
        )
        with self.on("2026-03-19"):
            self.assertFalse(self.open_to(self.member))
        with self.on("2026-03-21"):
            self.assertTrue(self.open_to(self.member))

    def test_a_part_is_hidden_from_all_customers_when_its_time_is_over(self):
        self.exclusive.visible_until = "2026-03-20 09:00:00"
        with self.on("2026-03-20", "08:59:00"):
            self.assertTrue(self.open_to(self.member))
        with self.on("2026-03-20", "09:00:00"):
            self.assertFalse(self.open_to(self.member))

    def test_bad_settings_are_refused(self):
        for values in (
            {"member_access": "tier"},
            {"visible_from": "2026-03-02", "visible_until": "2026-03-01"},
        ):
            with (
                self.subTest(values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.part.write(values)
                self.env.flush_all()

    # -- prices ------------------------------------------------------------------------
    def test_a_tier_has_its_price_of_a_part_for_a_time_and_more_points(self):
        """Price list and campaign of the tiers hold for exclusive parts, too (S33)."""
        self.gold.pricelist_id = self.env["product.pricelist"].create(
            {
                "name": "Gold",
                "item_ids": [
                    Command.create(
                        {
                            "applied_on": "1_product",
                            "product_tmpl_id": self.exclusive.product_tmpl_id.id,
                            "compute_price": "percentage",
                            "percent_price": 20,
                            "date_start": "2026-03-01 00:00:00",
                            "date_end": "2026-03-31 23:59:59",
                        }
                    )
                ],
            }
        )
        self.env["loyalty.campaign"].create(
            {
                "name": "Turbo weeks",
                "program_id": self.program.id,
                "date_from": "2026-03-01",
                "date_to": "2026-03-31",
                "multiplier": 2,
            }
        )
        for day, price, points in (("2026-03-10", 400, 800), ("2026-04-10", 500, 500)):
            with self.subTest(day), self.on(day):
                order = self.make_order((self.exclusive, 1))
                self.assertEqual(order.amount_untaxed, price)
                order.action_confirm()
                earned = order._points_entries().filtered(lambda row: row.points > 0)
                self.assertEqual(sum(earned.mapped("points")), points)

    # -- orders ------------------------------------------------------------------------
    def refused(self, order):
        with self.assertRaises(UserError) as error, self.env.cr.savepoint():
            order.action_confirm()
        self.assertEqual(order.state, "draft")
        return error.exception.args[0]

    def test_a_salesman_is_told_while_he_types_and_refused_when_he_confirms(self):
        clerk = self.make_user("clerk", "sales_team.group_sale_salesman_all_leads")
        form = Form(self.env["sale.order"].with_user(clerk))
        form.partner_id = self.boris
        with form.order_line.new() as line:
            line.product_id = self.exclusive
        self.assertIn("Turbo kit", form.catalogue_text)
        self.assertIn("Gold and up", form.catalogue_text)
        self.assertIn("Boris is Silver", form.catalogue_text)
        self.assertIn("200", form.catalogue_text)
        self.assertIn("Boris is Silver", self.refused(form.save()))

    def test_what_is_missing_is_said(self):
        order = self.make_order((self.exclusive, 1), partner=self.stranger)
        self.assertIn("Carla is not a member yet", self.refused(order))
        self.silver_card.status = "blocked"
        order = self.make_order((self.exclusive, 1), partner=self.boris)
        self.assertIn("blocked", self.refused(order))
        self.part.visible_from = "2050-01-01 12:00:00"
        order = self.make_order((self.part, 1))
        self.assertIn("2050", self.refused(order))
        self.part.write({"visible_from": False, "visible_until": "2020-01-01 12:00:00"})
        order = self.make_order((self.part, 1))
        self.assertIn("not sold any more", self.refused(order))

    def test_a_member_s_order_is_confirmed(self):
        order = self.make_order((self.exclusive, 1))
        self.assertFalse(order.catalogue_text)
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_a_manager_gives_a_reason_and_it_is_logged(self):
        manager = self.make_user(
            "boss",
            "loyalty_service_parts.group_loyalty_manager",
            "sales_team.group_sale_salesman_all_leads",
        )
        order = self.make_order((self.exclusive, 1), partner=self.boris)
        order.with_user(manager).catalogue_reason = "For the fair"
        order.with_user(manager).action_confirm()
        self.assertEqual(order.state, "sale")
        log = order.message_ids.filtered(lambda one: "For the fair" in (one.body or ""))
        self.assertIn("Gold and up", log.body)
        self.assertEqual(log.author_id, manager.partner_id)

    def test_a_line_is_not_slipped_into_a_confirmed_order(self):
        order = self.make_order((self.part, 1), partner=self.boris)
        order.action_confirm()
        with self.assertRaisesRegex(UserError, "Gold and up"), self.env.cr.savepoint():
            order.order_line = [
                (0, 0, {"product_id": self.exclusive.id, "product_uom_qty": 1})
            ]
        self.part.limit_total = 2
        order.order_line.product_uom_qty = 2
        with self.assertRaisesRegex(UserError, "are left"), self.env.cr.savepoint():
            order.order_line.product_uom_qty = 3

    def test_a_manager_adds_it_to_a_confirmed_order_with_a_reason(self):
        manager = self.make_user(
            "boss",
            "loyalty_service_parts.group_loyalty_manager",
            "sales_team.group_sale_salesman_all_leads",
        )
        order = self.make_order((self.part, 1), partner=self.boris)
        order.action_confirm()
        form = Form(order.with_user(manager))
        self.assertFalse(form.catalogue_text)
        with form.order_line.new() as line:
            line.product_id = self.exclusive
        self.assertIn("Gold and up", form.catalogue_text)
        form.catalogue_reason = "For the fair"
        form.save()
        self.assertEqual(order.order_line.product_id, self.part | self.exclusive)
        log = order.message_ids.filtered(lambda one: "For the fair" in (one.body or ""))
        self.assertIn("Gold and up", log[:1].body)
        self.assertFalse(order.catalogue_text, "what was decided is not asked again")

    def test_a_reason_is_given_by_a_manager_and_nobody_pretends_to_give_one(self):
        clerk = self.make_user("clerk", "sales_team.group_sale_salesman_all_leads")
        order = self.make_order((self.part, 1), partner=self.boris)
        order.action_confirm()
        command = [Command.create({"product_id": self.exclusive.id})]
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            order.with_user(clerk).write(
                {"order_line": command, "catalogue_reason": "Please"}
            )
        forged = order.with_user(clerk)
        forged = forged.with_context(loyalty_catalogue_decision={"reason": "x"})
        with self.assertRaisesRegex(UserError, "Gold and up"), self.env.cr.savepoint():
            forged.order_line = command

    def test_a_confirmed_order_may_shrink_when_the_tier_is_lost(self):
        order = self.make_order((self.exclusive, 2))
        order.action_confirm()
        self.card._points_set_tier(self.silver, None, "By mistake")
        order.order_line.product_uom_qty = 1
        self.deliver(order)
        self.assertEqual(order.order_line.qty_delivered, 1)

    def test_the_state_cannot_be_written_past_the_check(self):
        order = self.make_order((self.exclusive, 1), partner=self.boris)
        with self.assertRaisesRegex(UserError, "Gold and up"), self.env.cr.savepoint():
            order.write({"state": "sale"})

    def test_an_order_without_rules_costs_no_query(self):
        order = self.make_order((self.part, 1))
        order._catalogue_problems(order._catalogue_lines())
        with self.assertQueryCount(0):
            order._catalogue_problems(order._catalogue_lines())

    def test_a_reason_is_for_what_was_on_the_order_when_it_was_given(self):
        other = self.make_product("Intercooler", 300)
        other.write({"member_access": "tier", "member_tier_id": self.gold.id})
        for number, change in enumerate(
            (
                {"partner_id": self.stranger.id},
                {"order_line": [Command.create({"product_id": other.id})]},
                "more",
            )
        ):
            with self.subTest(change):
                buyer = self.make_partner(f"Buyer {number}")
                order = self.make_order((self.exclusive, 1), partner=buyer)
                order.catalogue_reason = "For the fair"
                self.assertTrue(order._catalogue_is_allowed())
                if change == "more":
                    order.order_line.product_uom_qty = 2
                else:
                    order.write(change)
                self.assertFalse(order._catalogue_is_allowed())
                self.refused(order)
                order.catalogue_reason = "For the fair, too"
                order.action_confirm()

    def test_a_line_of_another_order_and_another_unit_are_asked(self):
        order = self.make_order((self.part, 1), partner=self.boris)
        order.action_confirm()
        draft = self.make_order((self.exclusive, 1))
        with self.assertRaisesRegex(UserError, "Gold and up"), self.env.cr.savepoint():
            draft.order_line.order_id = order
        self.part.limit_total = 5
        dozen = self.env.ref("uom.product_uom_dozen")
        with self.assertRaisesRegex(UserError, "are left"), self.env.cr.savepoint():
            order.order_line[0].product_uom_id = dozen

    def test_an_invoice_without_an_order_is_asked_too(self):
        biller = self.make_user("biller", "account.group_account_invoice")
        boss = self.make_user(
            "boss",
            "account.group_account_invoice",
            "loyalty_service_parts.group_loyalty_manager",
        )
        invoices = self.env["account.move"].create(
            [
                {
                    "move_type": "out_invoice",
                    "partner_id": partner.id,
                    "invoice_line_ids": [
                        Command.create({"product_id": self.exclusive.id})
                    ],
                }
                for partner in (self.boris, self.member)
            ]
        )
        to_boris, to_anna = invoices.with_user(biller)
        with self.assertRaisesRegex(UserError, "Gold and up"):
            to_boris.action_post()
        to_anna.action_post()
        to_boris.with_user(boss).action_post()
        self.assertIn("Gold and up", to_boris.message_ids[:1].body)

    def test_another_contact_of_the_same_customer_may_be_written(self):
        order = self.make_order((self.exclusive, 1))
        order.action_confirm()
        self.card._points_set_tier(self.silver, None, "By mistake")
        order.partner_id = self.member
        with self.assertRaisesRegex(UserError, "Gold and up"), self.env.cr.savepoint():
            order.partner_id = self.stranger
