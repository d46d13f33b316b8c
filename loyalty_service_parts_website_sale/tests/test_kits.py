"""Kits and the stock that is kept of what they consist of (S30).

Manufacturing is not needed by the addon; it is in the database of these tests, as in that of
many shops.
"""

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.loyalty_service_parts.tests.catalogue.common import CatalogueCommon


@tagged("post_install", "-at_install")
class TestKits(CatalogueCommon):
    """A set of two pads; ten pads on hand, four of them kept for Gold."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pads = cls.make_product("Pads", 0)
        cls.set = cls.make_product("Set of pads", 0)
        cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": cls.set.product_tmpl_id.id,
                "type": "phantom",
                "bom_line_ids": [
                    Command.create({"product_id": cls.pads.id, "product_qty": 2})
                ],
            }
        )
        warehouse = cls.env["stock.warehouse"].search([], limit=1)
        cls.env["stock.quant"]._update_available_quantity(cls.pads, cls.stock, 10)
        cls.reserve = cls.env["loyalty.stock.reserve"].create(
            {
                "product_id": cls.pads.id,
                "warehouse_id": warehouse.id,
                "quantity": 4,
                "tier_id": cls.gold.id,
                "date_from": "2020-01-01",
            }
        )

    def reserved(self, quantity, partner):
        order = self.make_order((self.set, quantity), partner=partner)
        order.action_confirm()
        return sum(order.picking_ids.move_ids.mapped("quantity"))

    def test_a_kit_can_be_had_as_far_as_its_parts(self):
        for products in (self.set, self.set | self.pads, self.pads | self.set):
            for partner, kits, pads in (
                (self.stranger, 3, 6),
                (self.member, 5, 10),
            ):
                self.env.invalidate_all()
                free = {
                    product: product.free_qty
                    for product in products._reserve_for(partner)
                }
                self.assertEqual(free[self.set], kits)
                if self.pads in products:
                    self.assertEqual(free[self.pads], pads)
        self.assertEqual(self.set.free_qty, 5, "where no customer asks")

    def test_the_parts_of_a_kit_are_not_taken_from_others(self):
        self.assertEqual(self.reserved(4, self.stranger), 6)
        self.assertEqual(self.reserved(2, self.member), 4)
        self.env.invalidate_all()
        self.assertEqual(self.reserve.left_quantity, 0)
