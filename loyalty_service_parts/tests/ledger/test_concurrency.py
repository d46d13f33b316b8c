"""Two and more real connections: no double spending, no lost row, retries succeed."""

import threading
from unittest.mock import patch

import psycopg2

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.orm.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CommittingCase


@tagged("post_install", "-at_install")
class TestConcurrency(CommittingCase):
    def post(self, points, kind, results, barrier):
        """What a request does: an attempt, retried on a serialization failure."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            card = env["loyalty.card"].browse(self.card_id)
            waited = []

            def work():
                card.fetch(["points"])  # the snapshot begins before anybody commits
                if not waited:
                    waited.append(barrier.wait(20))
                card._points_post(
                    [{"card_id": card.id, "points": points, "type": kind}]
                )

            try:
                retrying(work, env)
                results.append("posted")
            except UserError:
                cr.rollback()
                results.append("refused")

    def run_together(self, *postings):
        results, barrier = [], threading.Barrier(len(postings))
        threads = [
            threading.Thread(target=self.post, args=(points, kind, results, barrier))
            for points, kind in postings
        ]
        self.run_threads(threads)
        return sorted(results)

    def figures(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            card = env["loyalty.card"].browse(self.card_id)
            self.assertEqual(env["loyalty.points.verify"]._verify([card.id]), [])
            return card.points, len(card.entry_ids)

    def test_two_sessions_cannot_spend_the_same_points(self):
        """D1: from two sessions at once."""
        self.assertEqual(
            self.run_together((-100, "redeem"), (-100, "redeem")), ["posted", "refused"]
        )
        self.assertEqual(self.figures(), (0, 2))

    def test_sessions_that_are_all_covered_all_succeed(self):
        self.assertEqual(
            self.run_together(*[(-10, "redeem")] * 3, *[(5, "earn")] * 2),
            ["posted"] * 5,
        )
        self.assertEqual(self.figures(), (80, 6))

    def test_an_expiry_run_and_a_redemption_do_not_take_the_same_points(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            card = env["loyalty.card"].browse(self.card_id)
            card._points_post(
                [
                    {
                        "card_id": card.id,
                        "points": 50,
                        "type": "adjust",
                        "expiry_date": "2020-01-01",
                    }
                ]
            )
        with self.registry.cursor() as first:
            env = api.Environment(first, SUPERUSER_ID, {})
            env["loyalty.points.run"]._expire_batch(
                env["loyalty.program"].browse(self.program_id)
            )
            results = []
            thread = threading.Thread(
                target=self.post, args=(-100, "redeem", results, threading.Barrier(1))
            )
            with (
                patch.object(Registry, "_lock", DummyRLock()),
                mute_logger("odoo.service.model", "odoo.sql_db"),
            ):
                thread.start()
                thread.join(1)
                first.commit()  # pylint: disable=invalid-commit
                thread.join(60)
        self.assertEqual(results, ["posted"])
        self.assertEqual(self.figures(), (0, 4))

    def test_a_transaction_that_dies_leaves_nothing(self):
        """Killing the process is a transaction that never commits."""
        cr = self.registry.cursor()
        env = api.Environment(cr, SUPERUSER_ID, {})
        card = env["loyalty.card"].browse(self.card_id)
        card._points_post([{"card_id": card.id, "points": -60, "type": "redeem"}])
        self.kill(cr)
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.OperationalError):
            cr.commit()  # pylint: disable=invalid-commit
        cr._closed = True  # its connection is gone
        self.assertEqual(self.figures(), (100, 1))
