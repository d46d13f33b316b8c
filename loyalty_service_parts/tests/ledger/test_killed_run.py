"""A run over many cards that is killed in the middle: whole batches, or nothing."""

from unittest.mock import patch

import psycopg2

from odoo import SUPERUSER_ID, api
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.ledger import loyalty_points_run, loyalty_points_seal
from .common import CommittingCase


@tagged("post_install", "-at_install")
class TestKilledRun(CommittingCase):
    cards = 5

    def run_and_kill(self, model, step, start, *, after):
        """Run in batches of two cards; the connection dies in the batch number `after`."""
        cr = self.registry.cursor()
        env = api.Environment(cr, SUPERUSER_ID, {})
        cls = self.registry[model]
        original, done = getattr(cls, step), []

        def dying(records, *arguments):
            result = original(records, *arguments)
            done.append(result)
            if len(done) == after:
                self.kill(cr)
            return result

        with (
            patch.object(loyalty_points_run, "BATCH", 2),
            patch.object(loyalty_points_seal, "SEAL_BATCH", 2),
            patch.object(cls, step, dying),
            mute_logger("odoo.sql_db"),
            self.assertRaises((psycopg2.OperationalError, psycopg2.InterfaceError)),
        ):
            getattr(env[model], start)()
        cr._closed = True  # its connection is gone

    def figures(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            cards = env["loyalty.card"].browse(self.card_ids)
            self.assertEqual(env["loyalty.points.verify"]._verify(cards.ids), [])
            entries = cards.entry_ids
            return (
                sorted(cards.mapped("points")),
                len(entries.filtered(lambda entry: entry.type == "expire")),
                len(entries.filtered(lambda entry: entry.hash)),
            )

    def finish(self, model, start):
        with self.registry.cursor() as cr:
            getattr(api.Environment(cr, SUPERUSER_ID, {})[model], start)()

    def lapse(self):
        with self.registry.cursor() as cr:
            cards = api.Environment(cr, SUPERUSER_ID, {})["loyalty.card"]
            cards.browse(self.card_ids).expiration_date = "2020-01-31"

    def test_an_expiry_run_that_is_killed_is_finished_by_the_next_one(self):
        self.lapse()
        self.run_and_kill(
            "loyalty.points.run", "_expire_batch", "_cron_expire", after=2
        )
        self.assertEqual(self.figures(), ([0, 0, 100, 100, 100], 2, 0))
        self.finish("loyalty.points.run", "_cron_expire")
        self.assertEqual(self.figures(), ([0] * 5, 5, 0))
        self.finish("loyalty.points.run", "_cron_expire")
        self.assertEqual(self.figures(), ([0] * 5, 5, 0))

    def test_a_release_run_that_is_killed_is_finished_by_the_next_one(self):
        with self.registry.cursor() as cr:
            cards = api.Environment(cr, SUPERUSER_ID, {})["loyalty.card"]
            cards._points_post(
                [
                    {
                        "card_id": card_id,
                        "points": 7,
                        "type": "earn",
                        "state": "pending",
                        "waits_for": "hold",
                        "release_date": "2020-01-01 00:00:00",
                    }
                    for card_id in self.card_ids
                ]
            )
        self.run_and_kill(
            "loyalty.points.run", "_release_batch", "_cron_release", after=3
        )
        self.assertEqual(self.figures()[0], [100, 107, 107, 107, 107])
        self.finish("loyalty.points.run", "_cron_release")
        self.finish("loyalty.points.run", "_cron_release")
        self.assertEqual(self.figures()[0], [107] * 5)

    def test_a_sealing_run_that_is_killed_is_finished_by_the_next_one(self):
        self.finish("loyalty.points.seal", "_cron_seal")
        with self.registry.cursor() as cr:
            cards = api.Environment(cr, SUPERUSER_ID, {})["loyalty.card"]
            for _turn in range(2):
                cards._points_post(
                    [
                        {"card_id": card_id, "points": 1, "type": "earn"}
                        for card_id in self.card_ids
                    ]
                )
        self.run_and_kill("loyalty.points.seal", "_seal_batch", "_cron_seal", after=2)
        sealed = self.figures()[2]
        self.assertGreater(sealed, 5)
        self.assertLess(sealed, 15)
        self.finish("loyalty.points.seal", "_cron_seal")
        self.assertEqual(self.figures()[2], 15)
