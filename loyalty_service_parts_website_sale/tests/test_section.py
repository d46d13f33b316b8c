"""The members' section, locked parts, points and installation in the cart (S31, S32)."""

from odoo.tests import tagged

from .common import SECRET, ShopCommon


@tagged("post_install", "-at_install")
class TestSection(ShopCommon):
    def cart(self):
        return self.env["sale.order"].search(
            [("website_id", "=", self.website.id)], limit=1, order="id desc"
        )

    def add(self, product, quantity=1):
        self.call(
            "/shop/cart/add",
            product_template_id=product.product_tmpl_id.id,
            product_id=product.id,
            quantity=quantity,
        )

    def send(self, path, **values):
        page = self.page("/shop/cart").text
        token = page.split('name="csrf_token" value="')[1].split('"')[0]
        return self.url_open(path, data={"csrf_token": token, **values})

    def test_the_section_has_members_parts_only(self):
        self.visit(self.anna)
        text = self.page("/shop?exclusive=1").text
        self.assertIn(SECRET, text)
        self.assertIn("Gold and up", text)
        self.assertNotIn("Brake pads", text)
        self.assertIn("/shop?exclusive=1", self.page("/shop").text)
        for _name, _user in self.each_denied():
            self.assertNotIn("exclusive=1", self.page("/shop").text)

    def test_locked_parts_are_shown_where_the_seller_wants_them(self):
        for _name, _user in self.each_denied():
            self.assertNotIn("Only for members", self.page("/shop").text)
        self.exclusive.description_sale = "Described"
        self.exclusive.list_price = 98765
        self.website.loyalty_teaser = True
        for _name, _user in self.each_denied():
            text = self.page("/shop").text
            self.assertIn("Only for members", text)
            self.assertIn(SECRET, text)
            self.assertNotIn("98,765", text)
            self.assertNotIn("Described", text)
            page = self.page(f"/shop/{self.exclusive.product_tmpl_id.id}")
            self.assertEqual(page.status_code, 404)
        self.visit(self.anna)
        self.assertNotIn("Only for members", self.page("/shop").text)

    def test_a_part_that_nobody_sees_yet_is_not_shown_locked_either(self):
        self.website.loyalty_teaser = True
        self.exclusive.visible_from = "2050-01-01"
        self.visit(None)
        self.assertNotIn(SECRET, self.page("/shop").text)

    def test_the_page_says_what_a_member_earns(self):
        self.visit(self.anna)
        text = self.page(f"/shop/{self.part.product_tmpl_id.id}").text
        self.assertIn("Brings you", text)
        self.visit(None)
        self.assertNotIn(
            "Brings you", self.page(f"/shop/{self.part.product_tmpl_id.id}").text
        )

    def test_points_are_chosen_at_checkout(self):
        self.visit(self.anna)
        self.add(self.part, 2)
        self.assertIn("Use points", self.page("/shop/cart").text)
        self.send("/shop/loyalty/points", points="50")
        self.env.invalidate_all()
        self.assertEqual(self.cart().amount_total, 150)
        self.send("/shop/loyalty/points", points="20,0")
        self.env.invalidate_all()
        self.assertEqual(self.cart().amount_total, 180)
        response = self.send("/shop/loyalty/points", points="100000")
        self.assertIn("At most", response.text)
        response = self.send("/shop/loyalty/points", points="many")
        self.assertIn("Enter how many points", response.text)
        self.send("/shop/loyalty/points", points="0")
        self.env.invalidate_all()
        self.assertEqual(self.cart().amount_total, 200)

    def test_points_of_others_are_not_chosen(self):
        self.visit(None)
        response = self.url_open("/shop/loyalty/points", data={"points": "5"})
        self.assertIn("/web/login", response.url)

    def test_installation_is_added_in_the_cart(self):
        self.part.install_product_id = self.labour
        self.gold.labour_discount = 10
        self.visit(self.anna)
        self.add(self.part)
        self.assertIn("Add installation", self.page("/shop/cart").text)
        line = self.cart().order_line
        self.send("/shop/loyalty/install", line_id=str(line.id))
        self.env.invalidate_all()
        cart = self.cart()
        self.assertEqual(cart.order_line.product_id, self.part | self.labour)
        self.assertEqual(cart.amount_total, 145)
        self.assertNotIn("Add installation", self.page("/shop/cart").text)

    def test_a_line_of_another_cart_is_not_touched(self):
        self.part.install_product_id = self.labour
        order = self.make_order((self.part, 1), partner=self.boris)
        self.visit(self.anna)
        self.add(self.part)
        response = self.send("/shop/loyalty/install", line_id=str(order.order_line.id))
        self.assertEqual(response.status_code, 404)
        self.env.invalidate_all()
        self.assertEqual(len(order.order_line), 1)
