"""Two tills, two sessions, real commits: one card is not spent twice (D4)."""

import threading

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.service.model import retrying
from odoo.tests import tagged

from odoo.addons.loyalty_service_parts.tests.ledger.common import CommittingCase

_LEFT = """
    DELETE FROM pos_order_line WHERE order_id = ANY(%(orders)s);
    DELETE FROM pos_order WHERE id = ANY(%(orders)s);
    DELETE FROM pos_session WHERE config_id = %(till)s;
    DELETE FROM pos_config WHERE id = %(till)s;
"""


@tagged("post_install", "-at_install")
class TestTillConcurrency(CommittingCase):
    def setUp(self):
        super().setUp()
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            till = env["pos.config"].create({"name": "Race"})
            session = env["pos.session"].create(
                {"config_id": till.id, "user_id": SUPERUSER_ID}
            )
            self.order_ids = [self.make_order(env, session).id for _till in range(2)]
            self.till_id = till.id
        self.addCleanup(self.leave)

    def leave(self):
        with self.registry.cursor() as cr:
            cr.execute(_LEFT, {"orders": self.order_ids, "till": self.till_id})

    def make_order(self, env, session):
        """A sale of 100, all of it paid with the 100 points of the card."""
        card = env["loyalty.card"].browse(self.card_id)
        reward = card.program_id.reward_ids[:1]
        product = env["product.product"].create({"name": "Oil", "taxes_id": False})
        lines = [
            {"product_id": product.id, "price_unit": 100},
            {
                "product_id": reward.discount_line_product_id.id,
                "price_unit": -100,
                "reward_id": reward.id,
                "coupon_id": card.id,
                "points_cost": 100,
                "is_reward_line": True,
            },
        ]
        sums = ("price_subtotal", "price_subtotal_incl")
        return env["pos.order"].create(
            {
                "session_id": session.id,
                "partner_id": card.partner_id.id,
                "company_id": env.company.id,
                "amount_total": 0,
                "amount_paid": 0,
                "amount_tax": 0,
                "amount_return": 0,
                "lines": [
                    Command.create(
                        {"qty": 1, **line, **dict.fromkeys(sums, line["price_unit"])}
                    )
                    for line in lines
                ],
            }
        )

    def pay(self, order_id, barrier, results):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            order, waited = env["pos.order"].browse(order_id), []

            def work():
                order.fetch(["state"])  # the snapshot begins before anybody commits
                if not waited:
                    waited.append(barrier.wait(20))
                return order.action_pos_order_paid()

            try:
                results.append(retrying(work, env))
            except UserError as error:
                cr.rollback()
                results.append(str(error))

    def test_the_second_till_hears_that_the_points_are_gone(self):
        results, barrier = [], threading.Barrier(2)
        self.run_threads(
            [
                threading.Thread(target=self.pay, args=(order_id, barrier, results))
                for order_id in self.order_ids
            ]
        )
        refused = [text for text in results if text is not True]
        self.assertEqual(len(results) - len(refused), 1, results)
        self.assertIn("go on without", refused[0])
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            card = env["loyalty.card"].browse(self.card_id)
            self.assertEqual(card.points, 0)
            self.assertEqual(env["loyalty.points.verify"]._verify([card.id]), [])
            states = env["pos.order"].browse(self.order_ids).mapped("state")
            self.assertEqual(sorted(states), ["draft", "paid"])
