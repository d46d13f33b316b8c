"""Two sessions take the last points of a campaign: one of them is done again (S38)."""

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..ledger.common import CommittingCase


@tagged("post_install", "-at_install")
class TestCampaignConcurrency(CommittingCase):
    def setUp(self):
        super().setUp()
        with self.registry.cursor() as cr:
            env = self.environment(cr)
            campaign = env["loyalty.campaign"].create(
                {
                    "name": "Last points",
                    "program_id": self.program_id,
                    "date_from": "2000-01-01",
                    "date_to": "2099-12-31",
                    "budget": 150,
                }
            )
            orders = env["sale.order"].create(
                [{"partner_id": self.partner_ids[0]} for _number in range(2)]
            )
            self.campaign_id, self.order_ids = campaign.id, orders.ids

    def environment(self, cr):
        return api.Environment(cr, SUPERUSER_ID, {})

    def clean(self):
        with self.registry.cursor() as cr:
            env = self.environment(cr)
            env["sale.order"].browse(self.order_ids).unlink()
            env["loyalty.campaign"].browse(self.campaign_id).unlink()
        return super().clean()

    def take(self, cr, number):
        """Points for one of the orders."""
        env = self.environment(cr)
        terms = env["loyalty.campaign"].browse(self.campaign_id)._points_terms()
        order = env["sale.order"].browse(self.order_ids[number])
        card = env["loyalty.card"].browse(self.card_id)
        return env["loyalty.campaign.use"]._points_take(terms, order, card, 100)

    def test_the_budget_is_never_exceeded(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            # the second session has begun, and does not see what the first one does
            second.execute("SELECT count(*) FROM loyalty_campaign_use")
            self.assertEqual(self.take(first, 0), 100)
            first.commit()
            with self.assertRaises(SerializationFailure), mute_logger("odoo.sql_db"):
                self.take(second, 1)
            second.rollback()
            self.assertEqual(self.take(second, 1), 50)
            second.commit()
        with self.registry.cursor() as cr:
            self.assertEqual(self.take(cr, 1), 0)
