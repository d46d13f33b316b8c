"""What a member and a guest click in the shop, in a real browser."""

from odoo.tests import tagged

from .common import ShopCommon


@tagged("post_install", "-at_install")
class TestShopTours(ShopCommon):
    def test_a_member_buys_with_installation_and_pays_with_points(self):
        self.exclusive.install_product_id = self.labour
        # the configurator would ask for options
        self.exclusive.optional_product_ids = False
        self.start_tour("/shop", "loyalty_service_parts_shop_member", login="anna")
        cart = self.env["sale.order"].search(
            [("partner_id", "=", self.member.id), ("website_id", "!=", False)]
        )
        self.assertEqual(cart.amount_total, 430)
        part = cart.order_line.filtered(lambda line: line.installed_by_id)
        self.assertEqual(part.product_id, self.exclusive)

    def test_a_guest_sees_nothing(self):
        self.start_tour("/shop", "loyalty_service_parts_shop_guest", login=None)
