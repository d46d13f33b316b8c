"""Exclusive parts in the portal: find, order in two clicks, wait (S28, S31, S32)."""

from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from ..catalogue.common import CatalogueCommon


@tagged("post_install", "-at_install")
class TestExclusive(CatalogueCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            name: cls.env["res.users"].create(
                {
                    "login": name,
                    "password": name,
                    "partner_id": partner.id,
                    "group_ids": [Command.set([cls.env.ref("base.group_portal").id])],
                }
            )
            for name, partner in (
                ("anna", cls.member),
                ("boris", cls.boris),
                ("carla", cls.stranger),
            )
        }
        cls.template = cls.exclusive.product_tmpl_id

    def visit(self, name):
        self.authenticate(name, name)

    def page(self, path=""):
        return self.url_open(f"/my/exclusive{path}")

    def send(self, action, **values):
        return self.url_open(
            f"/my/exclusive/{self.template.id}/{action}",
            data={"csrf_token": self.csrf_token(), **values},
        )

    def csrf_token(self):
        page = self.url_open("/my/assets/new").text
        return page.split('name="csrf_token" value="')[1].split('"')[0]

    def orders(self, partner=None):
        return self.env["sale.order"].search(
            [("partner_id", "=", (partner or self.member).id)]
        )

    # -- list ------------------------------------------------------------------------------
    def test_a_member_finds_his_parts(self):
        self.visit("anna")
        text = self.page().text
        self.assertIn("Turbo kit", text)
        self.assertIn("Gold and up", text)
        self.assertIn("New for you", text)
        self.assertIn("In stock", text)
        self.assertNotIn("Brake pads", text, "that is for everybody")

    def test_the_picture_is_shown(self):
        self.template.image_1920 = (
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6k"
            "gAAAABJRU5ErkJggg=="
        )
        self.visit("anna")
        response = self.page(f"/{self.template.id}/image")
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.headers["Content-Type"], "image/png")

    def test_versions_have_their_prices_and_stock(self):
        attribute = self.env["product.attribute"].create(
            {
                "name": "Colour",
                "value_ids": [
                    Command.create({"name": "Red"}),
                    Command.create({"name": "Blue", "default_extra_price": 60}),
                ],
            }
        )
        part = self.env["product.template"].create(
            {
                "name": "Roof box",
                "type": "consu",
                "is_storable": True,
                "list_price": 500,
                "member_access": "members",
                "attribute_line_ids": [
                    Command.create(
                        {
                            "attribute_id": attribute.id,
                            "value_ids": [Command.set(attribute.value_ids.ids)],
                        }
                    )
                ],
            }
        )
        blue = part.product_variant_ids[1]
        self.env["stock.quant"]._update_available_quantity(blue, self.stock, 3)
        self.visit("anna")
        text = " ".join(self.page(f"/{part.id}").text.split())
        self.assertIn("560.00", text)
        self.assertIn("not in stock", text)
        self.assertIn("Tell me when it comes in", text)
        self.url_open(
            f"/my/exclusive/{part.id}/order",
            data={"csrf_token": self.csrf_token(), "product_id": str(blue.id)},
        )
        self.assertEqual(self.orders().order_line.price_unit, 560)

    def test_the_page_tells_limits_and_open_quotations(self):
        self.exclusive.limit_member = 2
        self.visit("anna")
        self.send("order")
        text = self.page(f"/{self.template.id}").text
        self.assertIn("At most 2 for each customer", text)
        self.assertIn(self.orders().name, text)
        self.send("order", quantity="2")
        first, second = self.orders().sorted("id")
        self.assertEqual(first.hold_ids.state, "released", "one hold of a part")
        self.assertEqual(second.hold_ids.state, "live")
        first.action_confirm()
        self.assertIn("You get at most 2", self.send("order", quantity="2").text)

    def test_others_find_nothing_by_any_address(self):
        for name in ("boris", "carla"):
            self.visit(name)
            self.assertNotIn("Turbo kit", self.page().text)
            for path in ("", "/image"):
                response = self.page(f"/{self.template.id}{path}")
                self.assertEqual(response.status_code, 404)
            for action in ("order", "wait"):
                self.assertEqual(self.send(action).status_code, 404)
            self.assertFalse(self.orders(self.users[name].partner_id))
            self.assertEqual(
                self.page(f"/{self.template.id}").status_code,
                self.page("/99999999").status_code,
            )

    def test_a_part_of_everybody_is_not_ordered_by_this_road(self):
        self.visit("anna")
        self.assertEqual(self.page(f"/{self.part.product_tmpl_id.id}").status_code, 404)

    def test_searching(self):
        self.visit("anna")
        self.exclusive.default_code = "TK-77"
        for words, found in (("turbo", True), ("tk-77 kit", True), ("brake", False)):
            with self.subTest(words):
                text = self.page(f"?search={words}").text
                self.assertEqual(f"/my/exclusive/{self.template.id}" in text, found)

    def test_what_fits_his_car(self):
        kind = self.env["loyalty.asset.type"].create({"name": "Car"})
        vesta, granta = (
            self.env["loyalty.asset"].create(
                {
                    "type_id": kind.id,
                    "partner_id": self.member.id,
                    "brand": "Lada",
                    "model": model,
                    "plate": plate,
                }
            )
            for model, plate in (("vesta ", "A001AA77"), ("Granta", "A002AA77"))
        )
        self.template.fit_ids = [Command.create({"brand": "LADA", "model": "Vesta"})]
        self.visit("anna")
        self.assertIn("Turbo kit", self.page(f"?asset={vesta.id}").text)
        self.assertNotIn("Turbo kit", self.page(f"?asset={granta.id}").text)
        self.template.fit_ids.model = False
        self.assertIn("Turbo kit", self.page(f"?asset={granta.id}").text)

    def test_a_page_of_many_parts(self):
        self.env["product.template"].create(
            [
                {
                    "name": f"Part {number:02}",
                    "member_access": "members",
                    "type": "consu",
                }
                for number in range(45)
            ]
        )
        self.visit("boris")
        self.assertEqual(self.page().text.count("o_exclusive_part"), 20)
        self.assertEqual(self.page("/page/3").text.count("o_exclusive_part"), 5)

    # -- ordering ----------------------------------------------------------------------------
    def test_an_order_is_a_quotation_with_his_price_and_held_pieces(self):
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Gold",
                "item_ids": [
                    Command.create({"compute_price": "percentage", "percent_price": 10})
                ],
            }
        )
        self.gold.pricelist_id = pricelist
        self.visit("anna")
        self.assertIn("450", self.page().text)
        response = self.send("order", quantity="2")
        order = self.orders()
        self.assertIn(f"/my/orders/{order.id}", response.url)
        self.assertIn("held for you until", response.text)
        self.assertEqual(order.state, "sent")
        self.assertEqual(order.amount_untaxed, 900)
        self.assertEqual(order.hold_ids.quantity, 2)
        self.assertEqual(self.exclusive._reserve_for(self.stranger).free_qty, 8)

    def test_a_hold_ends_after_its_hours(self):
        self.program.hold_hours = 2
        self.visit("anna")
        self.send("order")
        hold = self.orders().hold_ids
        hours = (hold.date_until - hold.create_date).total_seconds() / 3600
        self.assertAlmostEqual(hours, 2, 1)
        hold.write({"date_from": "2020-01-01", "date_until": "2020-01-02"})
        self.run_cron("release_reserves")
        self.assertEqual(hold.state, "released")

    def test_with_installation(self):
        self.exclusive.install_product_id = self.labour
        self.gold.labour_discount = 10
        self.visit("anna")
        self.assertIn("45.00", self.page(f"/{self.template.id}").text)
        self.send("order", install="1")
        lines = self.orders().order_line
        self.assertEqual(lines.product_id, self.exclusive | self.labour)
        self.assertEqual(lines[0].installed_by_id, lines[1])
        self.assertEqual(lines[1].price_subtotal, 45)

    def test_what_cannot_be_had_is_told_and_nothing_is_made(self):
        self.visit("anna")
        for values, message in (
            ({"quantity": "11"}, "10 of"),
            ({"quantity": "0"}, "one piece"),
            ({"quantity": "x"}, "whole number"),
            ({"quantity": "9" * 40}, "whole number"),
        ):
            with self.subTest(values):
                self.assertIn(message, self.send("order", **values).text)
                self.assertFalse(self.orders())
        self.exclusive.limit_member = 1
        self.assertIn("You get at most 1", self.send("order", quantity="2").text)
        self.assertFalse(self.orders())

    def test_a_version_of_another_product_is_not_taken(self):
        self.visit("anna")
        response = self.send("order", product_id=str(self.part.id))
        self.assertEqual(response.status_code, 404)
        self.assertFalse(self.orders())

    def test_the_tier_is_lost_between_the_page_and_the_order(self):
        self.visit("anna")
        self.page(f"/{self.template.id}")
        self.card._points_set_tier(self.silver, None, "A minute ago")
        self.assertEqual(self.send("order").status_code, 404)
        self.assertFalse(self.orders())

    # -- waiting -----------------------------------------------------------------------------
    def test_what_is_sold_out_is_waited_for(self):
        self.env["stock.quant"]._update_available_quantity(
            self.exclusive, self.stock, -10
        )
        self.visit("anna")
        self.assertIn(
            "Tell me when it comes in", self.page(f"/{self.template.id}").text
        )
        for _twice in range(2):
            self.send("wait")
        waiting = self.env["loyalty.waiting"].search([])
        self.assertEqual(waiting.partner_id, self.member)
        self.assertEqual(len(waiting), 1)
        self.assertEqual(waiting.tier_id, self.gold)
        self.assertIn("Do not wait any more", self.page(f"/{self.template.id}").text)
        other = self.env["loyalty.waiting"]._waiting_add(self.boris, self.exclusive)
        self.assertIn("not on the waiting list", self.send("unwait").text)
        self.assertFalse(waiting.exists())
        self.assertTrue(other.exists(), "somebody else's")
