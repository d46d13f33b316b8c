"""Exclusive parts: who bought, revenue, what reserves did (S44)."""

from odoo.tests import tagged

from .common import CatalogueCommon


@tagged("post_install", "-at_install")
class TestReport(CatalogueCommon):
    def figures(self, *measures):
        self.env.flush_all()
        self.env.invalidate_all()
        rows = self.env["loyalty.exclusive.report"]._read_group(
            [("product_tmpl_id", "=", self.exclusive.product_tmpl_id.id)],
            [],
            measures,
        )
        return rows[0]

    def test_buyers_revenue_and_reserves(self):
        warehouse = self.env["stock.warehouse"].search([], limit=1)
        reserve = self.env["loyalty.stock.reserve"].create(
            {
                "product_id": self.exclusive.id,
                "warehouse_id": warehouse.id,
                "quantity": 5,
                "tier_id": self.gold.id,
                "date_from": "2020-01-01",
            }
        )
        for quantity in (1, 2):
            order = self.make_order((self.exclusive, quantity))
            order.action_confirm()
        self.make_order((self.part, 1)).action_confirm()
        self.make_order((self.exclusive, 9))
        reserve.action_release()
        buyers, pieces, revenue, used, released = self.figures(
            "buyers:count_distinct",
            "quantity:sum",
            "revenue:sum",
            "reserve_used:sum",
            "reserve_released:sum",
        )
        self.assertEqual((buyers, pieces, revenue), (1, 3, 1500))
        self.assertEqual((used, released), (3, 2))

    def test_the_share_is_of_those_who_may_buy_it(self):
        dora = self.make_partner("Dora")
        self.buy(300, card=self.make_card(dora))
        self.make_order((self.exclusive, 1)).action_confirm()
        template = self.exclusive.product_tmpl_id
        self.env.invalidate_all()
        self.assertEqual(template.buyer_count, 1)
        self.assertEqual(template.buyer_share, 50, "Anna, of Anna and Dora")
