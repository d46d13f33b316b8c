"""Nobody orders a members' part by any road; a cart that was filled is looked at again (S27)."""

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import SECRET, ShopCommon


@tagged("post_install", "-at_install")
class TestOrders(ShopCommon):
    def cart(self, user):
        partner = user.partner_id if user else self.website.partner_id
        return self.env["sale.order"].search(
            [
                ("website_id", "=", self.website.id),
                ("partner_id", "=", partner.id),
                ("state", "=", "draft"),
            ],
            limit=1,
            order="id desc",
        )

    def lines_with_it(self):
        self.env.invalidate_all()
        return self.env["sale.order.line"].search_count(
            [("product_id", "=", self.exclusive.id)]
        )

    def add(self, product, **values):
        return self.call(
            "/shop/cart/add",
            product_template_id=product.product_tmpl_id.id,
            product_id=product.id,
            quantity=1,
            **values,
        )

    # -- roads into the cart -----------------------------------------------------------
    def test_the_cart_by_rpc(self):
        for _name, _user in self.each_denied():
            self.assertIn("error", self.add(self.exclusive))
            self.call(
                "/shop/cart/quick_add",
                product_template_id=self.exclusive.product_tmpl_id.id,
                product_id=self.exclusive.id,
            )
            self.assertEqual(self.lines_with_it(), 0)
        self.visit(self.anna)
        self.assertIn("result", self.add(self.exclusive))
        self.assertEqual(self.lines_with_it(), 1)

    def test_an_optional_product(self):
        linked = {
            "product_id": self.exclusive.id,
            "product_template_id": self.exclusive.product_tmpl_id.id,
            "parent_product_template_id": self.part.product_tmpl_id.id,
            "quantity": 1,
        }
        for _name, _user in self.each_denied():
            self.add(self.part, linked_products=[linked])
            self.assertEqual(self.lines_with_it(), 0)

    def test_a_choice_of_a_combination(self):
        item = self.combo.combo_item_ids.filtered(
            lambda one: one.product_id == self.exclusive
        )
        linked = {
            "product_id": self.exclusive.id,
            "product_template_id": self.exclusive.product_tmpl_id.id,
            "parent_product_template_id": self.bundle.id,
            "combo_item_id": item.id,
            "quantity": 1,
            "product_custom_attribute_values": [],
            "no_variant_attribute_value_ids": [],
        }
        bundle = self.bundle.product_variant_id
        for _name, _user in self.each_denied():
            self.add(bundle, linked_products=[linked])
            self.assertEqual(self.lines_with_it(), 0)
            # a name that core reads and ours does not
            self.add(bundle, linked_products=[{**linked, "product_template_id": 0}])
            self.assertEqual(self.lines_with_it(), 0)
        self.visit(self.anna)
        answer = self.add(bundle, linked_products=[linked])
        self.assertIn("result", answer, answer)
        self.assertEqual(self.lines_with_it(), 1)

    def test_the_model_itself_refuses(self):
        """Other apps put things into carts, too: tickets, booths, top-ups."""
        for name, user in self.denied.items():
            if not user:
                continue
            cart = self.env["sale.order"].create(
                {"partner_id": user.partner_id.id, "website_id": self.website.id}
            )
            with self.subTest(visitor=name), self.assertRaisesRegex(Exception, "exist"):
                cart.with_user(user).sudo()._cart_add(self.exclusive.id)

    def test_an_old_order_is_not_a_way(self):
        for name, user in self.denied.items():
            if not user:
                continue
            with self.subTest(visitor=name):
                # sold in better times; it brings no tier
                order = self.make_order((self.part, 1, 0), partner=user.partner_id)
                order.order_line = [
                    Command.create({"product_id": self.exclusive.id, "price_unit": 0})
                ]
                order.catalogue_reason = "Sold before"
                order.action_confirm()
                before = self.lines_with_it()
                self.visit(user)
                self.call(
                    "/my/orders/reorder",
                    order_id=order.id,
                    access_token=order._portal_ensure_token(),
                )
                self.assertEqual(self.lines_with_it(), before)

    def test_what_is_ordered_again_keeps_its_work(self):
        self.part.install_product_id = self.labour
        self.labour.is_published = True
        order = self.make_order((self.part, 1), partner=self.anna.partner_id)
        order.order_line.action_install()
        order.action_confirm()
        self.visit(self.anna)
        self.call(
            "/my/orders/reorder",
            order_id=order.id,
            access_token=order._portal_ensure_token(),
        )
        lines = self.cart(self.anna).order_line
        part = lines.filtered(lambda line: line.product_id == self.part)
        self.assertEqual(part.installed_by_id.product_id, self.labour)
        self.assertEqual(len(lines), 2)

    def test_a_link_with_a_card_s_number(self):
        """The shop tries it with every change of the cart."""
        self.visit(self.anna)
        self.add(self.part)
        for code in (self.card.code, "0440000000000"):
            self.assertEqual(self.page(f"/coupon/{code}").status_code, 200)
            self.add(self.part)
        self.assertEqual(self.page("/shop/cart").status_code, 200)

    def test_a_reward_is_not_a_way(self):
        program = self.env["loyalty.program"].create(
            {
                "name": "Free for all",
                "program_type": "promotion",
                "trigger": "auto",
                "applies_on": "current",
                "rule_ids": [Command.create({"minimum_qty": 0})],
                "reward_ids": [
                    Command.create(
                        {
                            "reward_type": "product",
                            "reward_product_id": self.exclusive.id,
                            "required_points": 1,
                        }
                    )
                ],
            }
        )
        for _name, _user in self.each_denied():
            self.add(self.part)
            self.page(f"/shop/claimreward?reward_id={program.reward_ids.id}")
            self.assertNotIn(SECRET, self.page("/shop/cart").text)
            self.assertEqual(self.lines_with_it(), 0)

    # -- what was in the cart before -----------------------------------------------------
    def test_a_tier_that_is_lost_empties_the_cart_with_a_message(self):
        self.visit(self.anna)
        self.add(self.exclusive)
        self.add(self.part)
        self.assertIn(SECRET, self.page("/shop/cart").text)
        self.card._points_set_tier(self.silver, None, "A minute ago")
        text = self.page("/shop/cart").text
        self.assertIn("was taken out of your cart", text)
        self.assertEqual(self.lines_with_it(), 0)
        self.assertEqual(self.cart(self.anna).order_line.product_id, self.part)

    def test_work_goes_with_its_part_and_costs_what_the_tier_says(self):
        self.exclusive.install_product_id = self.labour
        self.part.install_product_id = self.labour
        self.gold.labour_discount = 10
        self.visit(self.anna)
        self.add(self.exclusive)
        self.add(self.part)
        cart = self.cart(self.anna)
        cart.order_line.action_install()
        self.page("/shop/cart")
        self.assertEqual(cart.amount_total, 500 + 100 + 45 + 45)
        self.card._points_set_tier(self.silver, None, "A minute ago")
        self.page("/shop/cart")
        self.env.invalidate_all()
        self.assertEqual(cart.order_line.product_id, self.part | self.labour)
        self.assertEqual(cart.amount_total, 100 + 50)
        line = cart.order_line.filtered("installed_by_id")
        self.call("/shop/cart/update", line_id=line.id, quantity=0)
        self.env.invalidate_all()
        self.assertFalse(cart.order_line)

    def test_time_that_passes_empties_the_cart(self):
        self.visit(self.anna)
        self.add(self.exclusive)
        self.exclusive.visible_until = "2020-01-01 00:00:00"
        self.page("/shop/cart")
        self.assertEqual(self.lines_with_it(), 0)

    def test_whoever_logs_out_has_nothing_of_it(self):
        self.visit(self.anna)
        self.add(self.exclusive)
        self.visit(None)
        self.assertNotIn(SECRET, self.page("/shop/cart").text)

    def test_an_abandoned_cart_of_a_member_is_not_a_way(self):
        self.visit(self.anna)
        self.add(self.exclusive)
        cart = self.cart(self.anna)
        token = cart._portal_ensure_token()
        for _name, user in self.each_denied():
            self.add(self.part)
            self.page(
                f"/shop/cart?id={cart.id}&access_token={token}&revive_method=squash"
            )
            self.page("/shop/cart")
            own = self.cart(user)
            self.assertNotIn(self.exclusive, own.order_line.product_id)

    def test_a_cart_is_not_paid_after_the_tier_was_lost(self):
        cart = self.make_order((self.exclusive, 1), website_id=self.website.id)
        self.card._points_set_tier(self.silver, None, "A minute ago")
        with self.assertRaisesRegex(ValidationError, "only for Gold and up"):
            cart._check_cart_is_ready_to_be_paid()
        token = cart._portal_ensure_token()
        self.visit(self.anna)
        for address in (
            f"/shop/payment/transaction/{cart.id}",
            f"/my/orders/{cart.id}/transaction",
        ):
            answer = self.call(address, access_token=token)
            self.assertIn("error", answer)
        self.assertFalse(cart.transaction_ids)

    def test_a_quotation_is_not_signed_after_the_tier_was_lost(self):
        order = self.make_order((self.exclusive, 1), require_signature=True)
        order.state = "sent"
        token = order._portal_ensure_token()
        self.card._points_set_tier(self.silver, None, "A minute ago")
        self.visit(self.anna)
        answer = self.call(
            f"/my/orders/{order.id}/accept",
            access_token=token,
            name="Anna",
            signature=self.image.decode(),
        )
        self.assertIn("Gold and up", answer["result"]["error"])
        self.assertEqual(order.state, "sent")
        self.assertFalse(order.signed_by)

    # -- stock -----------------------------------------------------------------------------
    def test_the_shop_says_what_a_visitor_can_have(self):
        """Ten pieces, nine of them kept for Gold: others get one."""
        # where goods are collected Odoo asks for stock at the checkout only
        self.env["delivery.carrier"].search([]).is_published = False
        warehouse = self.env["stock.warehouse"].search([], limit=1)
        pads = self.make_product("Pads", 10, allow_out_of_stock_order=False)
        pads.is_published = True
        self.env["stock.quant"]._update_available_quantity(pads, self.stock, 10)
        self.env["loyalty.stock.reserve"].create(
            {
                "product_id": pads.id,
                "warehouse_id": warehouse.id,
                "quantity": 9,
                "tier_id": self.gold.id,
            }
        )

        def free():
            return self.call(
                "/website_sale/get_combination_info",
                product_template_id=pads.product_tmpl_id.id,
                product_id=pads.id,
                combination=[],
                add_qty=1,
            )["result"]["free_qty"]

        for _name, user in self.each_denied():
            self.assertEqual(free(), 1)
            self.call(
                "/shop/cart/add",
                product_template_id=pads.product_tmpl_id.id,
                product_id=pads.id,
                quantity=5,
            )
            self.assertEqual(self.cart(user).order_line.product_uom_qty, 1)
            self.cart(user).unlink()
        self.visit(self.anna)
        self.assertEqual(free(), 10)
