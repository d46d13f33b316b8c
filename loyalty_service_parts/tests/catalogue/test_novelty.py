"""Members are told of new parts, and of parts for which they wait (S28, S30)."""

from odoo.tests import Form, tagged

from .common import CatalogueCommon


@tagged("post_install", "-at_install")
class TestNovelty(CatalogueCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.cr.execute("UPDATE product_template SET tell_members = false")
        cls.env.invalidate_all()
        cls.exclusive.tell_members = True
        cls.agree(cls.member)
        cls.agree(cls.boris)
        cls.mails = cls.env["mail.mail"]

    @classmethod
    def agree(cls, partner, channel="email", kind="advertising"):
        cls.env["loyalty.consent"].create(
            {
                "partner_id": partner.id,
                "kind": kind,
                "channel": channel,
                "granted": True,
            }
        )

    def told(self):
        """Who is written to by the next run."""
        before = self.mails.search([])
        self.run_cron("tell_of_parts")
        new = self.mails.search([]) - before
        return sorted(new.recipient_ids.mapped("name"))

    def test_whoever_may_see_it_is_told_once(self):
        self.assertEqual(self.told(), ["Anna Petrova"])
        self.assertEqual(self.told(), [])
        notice = self.env["loyalty.catalogue.notice"].search([])
        self.assertEqual(notice.card_id, self.card)
        self.assertTrue(notice.sent)

    def test_whoever_did_not_agree_is_not_written_to(self):
        dora = self.make_partner("Dora")
        self.buy(300, card=self.make_card(dora))
        self.assertEqual(self.told(), ["Anna Petrova"])
        notices = self.env["loyalty.catalogue.notice"].search([])
        self.assertEqual(len(notices), 2, "nor later, when he agrees")

    def test_one_message_tells_of_all_new_parts(self):
        self.part.write({"member_access": "members", "tell_members": True})
        self.assertEqual(self.told(), ["Anna Petrova", "Boris"])
        bodies = self.mails.search([], order="id desc", limit=2).mapped("body_html")
        to_anna = next(body for body in bodies if "Anna" in body)
        self.assertIn("Turbo kit", to_anna)
        self.assertIn("Brake pads", to_anna)
        self.assertNotIn("Turbo kit", next(body for body in bodies if "Boris" in body))

    def test_a_tier_is_told_when_it_may_see_the_part_the_others_later(self):
        self.exclusive.write(
            {"member_access": "members", "visible_from": "2026-03-20 09:00:00"}
        )
        self.gold.advance_days = 7
        with self.on("2026-03-10"):
            self.assertEqual(self.told(), [])
        with self.on("2026-03-14"):
            self.assertEqual(self.told(), ["Anna Petrova"])
        with self.on("2026-03-21"):
            self.assertEqual(self.told(), ["Boris"])

    def test_old_parts_are_no_news_for_new_members(self):
        self.exclusive.visible_from = "2026-01-01"
        with self.on("2026-03-21"):
            self.assertEqual(self.told(), [])

    def test_a_blocked_card_and_a_part_that_is_not_told(self):
        self.card.status = "blocked"
        self.assertEqual(self.told(), [])
        self.card.status = "active"
        self.exclusive.tell_members = False
        self.assertEqual(self.told(), [])

    def test_an_sms_goes_to_whoever_agreed_to_sms(self):
        self.program.novelty_sms_template_id = self.env.ref(
            "loyalty_service_parts.novelty_sms_template"
        )
        self.member.phone = "+7 912 345-67-89"
        self.agree(self.member, "sms")
        self.told()
        sms = self.env["sms.sms"].search([("partner_id", "=", self.member.id)])
        self.assertIn("Turbo kit", sms.body)
        self.assertEqual(len(sms), 1)

    def test_what_the_search_says_and_the_run_says_is_the_same(self):
        """The run has its own statement; it must agree with the rule."""
        other = self.make_program(name="Tyre Club")
        card = self.make_card(self.stranger, program=other)
        cases = (
            {"member_access": "everyone", "visible_from": "2026-03-20 09:00:00"},
            {"member_access": "members", "member_program_id": other.id},
            {"member_access": "members", "member_program_id": False},
            {"member_access": "tier", "member_tier_id": self.silver.id},
            {"member_access": "tier", "member_tier_id": self.platinum.id},
        )
        self.gold.advance_days = 5
        cards = self.card | self.silver_card | card
        template = self.exclusive.product_tmpl_id
        for values in cases:
            for day in ("2026-03-14", "2026-03-16", "2026-03-21"):
                with self.subTest(values=values, day=day), self.on(day):
                    self.env["loyalty.catalogue.notice"].search([]).unlink()
                    template.write({"visible_from": "2026-03-15 09:00:00", **values})
                    self.env.invalidate_all()
                    told = set(self.env["loyalty.card"]._catalogue_untold())
                    self.assertEqual(
                        told & set(cards.ids),
                        {one.id for one in cards if self.open_to(one.partner_id)},
                    )

    # -- waiting -------------------------------------------------------------------------
    def wait(self, partner, quantity=1):
        return self.env["loyalty.waiting"]._waiting_add(partner, self.part, quantity)

    def test_higher_tiers_are_told_first_and_only_as_many_as_there_are_pieces(self):
        quants = self.env["stock.quant"]
        quants._update_available_quantity(self.part, self.stock, -1000)
        carla, boris, anna = map(self.wait, (self.stranger, self.boris, self.member))
        self.run_cron("tell_waiting")
        self.assertFalse((carla | boris | anna).filtered("told_on"))
        quants._update_available_quantity(self.part, self.stock, 2)
        self.run_cron("tell_waiting")
        self.assertTrue(anna.told_on)
        self.assertTrue(boris.told_on)
        self.assertFalse(carla.told_on)

    def test_whoever_waits_already_is_not_put_on_the_list_again(self):
        self.assertEqual(self.wait(self.member), self.wait(self.member))

    def test_whoever_may_not_see_it_any_more_is_not_told(self):
        waiting = self.env["loyalty.waiting"]._waiting_add(self.boris, self.exclusive)
        self.run_cron("tell_waiting")
        self.assertFalse(waiting.told_on)

    def test_whoever_was_told_has_some_days_to_order(self):
        quants = self.env["stock.quant"]
        quants._update_available_quantity(self.part, self.stock, -999)
        boris, anna = map(self.wait, (self.boris, self.member))
        self.run_cron("tell_waiting")
        self.run_cron("tell_waiting")
        self.assertTrue(anna.told_on)
        self.assertFalse(boris.told_on, "there is one piece, and Anna was told of it")
        anna.told_on = "2020-01-01"
        self.run_cron("tell_waiting")
        self.assertTrue(boris.told_on)

    def test_an_entry_of_the_staff_has_the_card_and_tier_of_its_customer(self):
        clerk = self.make_user("clerk", "sales_team.group_sale_salesman")
        form = Form(
            self.env["loyalty.waiting"].with_user(clerk),
            view="loyalty_service_parts.loyalty_waiting_view_list",
        )
        form.product_id = self.part
        form.partner_id = self.member
        waiting = form.save()
        self.assertEqual(waiting.card_id, self.card)
        self.assertEqual(waiting.rank, self.gold.threshold)

    def test_the_form_of_a_variant_has_the_buttons_of_its_product(self):
        views = self.env["ir.ui.view"].search(
            [("model", "=", "product.product"), ("type", "=", "form")]
        )
        self.assertTrue(views)
        for view in views:
            view._check_xml()
        self.wait(self.member)
        action = self.part.action_waiting()
        rows = self.env["loyalty.waiting"].search(action["domain"])
        self.assertEqual(rows.partner_id, self.member)

    def test_whoever_orders_waits_no_more_and_nothing_is_left_to_him(self):
        quants = self.env["stock.quant"]
        quants._update_available_quantity(self.part, self.stock, -999)
        boris, anna, carla = map(self.wait, (self.boris, self.member, self.stranger))
        self.run_cron("tell_waiting")
        self.assertTrue(anna.told_on)
        order = self.make_order((self.part, 1), partner=self.member)
        order.action_confirm()
        self.assertTrue(anna.ordered_on)
        self.assertEqual(self.part.product_tmpl_id.waiting_count, 2)
        quants._update_available_quantity(self.part, self.stock, 1)
        self.run_cron("tell_waiting")
        self.assertTrue(boris.told_on, "the one that came in is his")
        self.make_order((self.part, 1), partner=self.stranger).action_confirm()
        self.assertTrue(carla.ordered_on, "he bought it without being told")
        self.assertFalse(carla.told_on)
        self.assertTrue(self.wait(self.member), "whoever ordered may wait again")
