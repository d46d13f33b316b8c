"""Click and collect: what a store has for this visitor (S30).

The addon does not need it; it is in the database of these tests, as in that of many shops.
"""

from odoo.fields import Command
from odoo.tests import tagged

from .common import ShopCommon


@tagged("post_install", "-at_install")
class TestCollect(ShopCommon):
    """Ten pieces in the store, nine of them kept for Gold."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse = cls.env["stock.warehouse"].search([], limit=1)
        cls.website.warehouse_id = cls.warehouse
        cls.env["delivery.carrier"].create(
            {
                "name": "Collect",
                "delivery_type": "in_store",
                "is_published": True,
                "product_id": cls.env.ref(
                    "website_sale_collect.product_pick_up_in_store"
                ).id,
                "warehouse_ids": [Command.set(cls.warehouse.ids)],
            }
        )
        cls.pads = cls.make_product("Pads", 10, allow_out_of_stock_order=False)
        cls.pads.is_published = True
        cls.env["stock.quant"]._update_available_quantity(cls.pads, cls.stock, 10)
        cls.env["loyalty.stock.reserve"].create(
            {
                "product_id": cls.pads.id,
                "warehouse_id": cls.warehouse.id,
                "quantity": 9,
                "tier_id": cls.gold.id,
            }
        )

    def there(self):
        info = self.call(
            "/website_sale/get_combination_info",
            product_template_id=self.pads.product_tmpl_id.id,
            product_id=self.pads.id,
            combination=[],
            add_qty=1,
        )["result"]
        return info["in_store_stock_data"]["quantity"]

    def test_a_store_has_for_a_visitor_what_is_not_kept_for_others(self):
        for _name, _user in self.each_denied():
            self.assertEqual(self.there(), 1)
        self.visit(self.anna)
        self.assertEqual(self.there(), 10)
