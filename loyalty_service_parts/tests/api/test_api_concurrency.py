"""Tills that repeat themselves and tills at once, over real connections (D13)."""

import threading

from odoo import SUPERUSER_ID, api
from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.api.errors import ApiError
from ..ledger.common import CommittingCase


@tagged("post_install", "-at_install")
class TestApiConcurrency(CommittingCase):
    def request(self, method, values, results, barrier):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            card = env["loyalty.card"].browse(self.card_id)
            waited = []

            def work():
                card.fetch(["points"])  # the snapshot begins before anybody commits
                if not waited:
                    waited.append(barrier.wait(20))
                return getattr(env["loyalty.api"], method)(
                    card=card.code, reference="R-1", **values
                )

            try:
                answer = retrying(work, env)
                results.append((answer["document"], answer["points"]))
            except ApiError as error:
                cr.rollback()
                results.append(error.context["code"])

    def together(self, *requests):
        results, barrier = [], threading.Barrier(len(requests))
        threads = [
            threading.Thread(
                target=self.request, args=(method, values, results, barrier)
            )
            for method, values in requests
        ]
        with mute_logger("odoo.sql_db", "odoo.service.model"):
            self.run_threads(threads)
        return results

    def setUp(self):
        super().setUp()
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            user = env.ref("base.user_root")
            group = env.ref("loyalty_service_parts.group_loyalty_api")
            user.group_ids += group
            self.addCleanup(self.leave, user.id, group.id)

    def leave(self, user_id, group_id):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            documents = env["loyalty.api.document"].search(
                [("card_id", "=", self.card_id)]
            )
            cr.execute(
                "DELETE FROM loyalty_api_document WHERE id = ANY(%s)", (documents.ids,)
            )
            cr.execute("DELETE FROM loyalty_api_request WHERE key LIKE 'race-%%'")
            env["res.users"].browse(user_id).group_ids -= env["res.groups"].browse(
                group_id
            )

    def balance(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            card = env["loyalty.card"].browse(self.card_id)
            self.assertEqual(env["loyalty.points.verify"]._verify([card.id]), [])
            return card.points

    def test_one_request_that_comes_four_times_at_once_is_done_once(self):
        before = self.balance()
        answers = self.together(*[("redeem", {"key": "race-1", "points": "10"})] * 4)
        self.assertEqual(len(set(answers)), 1, answers)
        self.assertEqual(answers[0][1], "-10")
        self.assertEqual(self.balance(), before - 10)

    def test_two_tills_cannot_spend_the_same_points(self):
        most = f"{self.balance():g}"
        answers = self.together(
            ("redeem", {"key": "race-2", "points": most}),
            ("hold", {"key": "race-3", "points": most}),
        )
        self.assertEqual(len([one for one in answers if isinstance(one, tuple)]), 1)
        self.assertTrue({"refused", "not_enough"} & {*map(str, answers)}, answers)
        self.assertEqual(self.balance(), 0)
