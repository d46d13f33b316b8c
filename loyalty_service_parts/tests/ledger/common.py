"""Tests that commit for real: several connections, and connections that die."""

from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.orm.registry import DummyRLock, Registry
from odoo.tests import BaseCase, get_db_name
from odoo.tools import mute_logger

from ...models.ledger import database_guard
from ..common import LedgerCommon


class CommittingCase(BaseCase):
    """A program with cards of 100 points each, committed; cleaned up afterwards."""

    cards = 1

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            program = LedgerCommon.make_program.__func__(_Builder(env))
            partners = env["res.partner"].create(
                [{"name": f"Concurrent Member {n}"} for n in range(self.cards)]
            )
            cards = env["loyalty.card"].create(
                [
                    {"program_id": program.id, "partner_id": partner.id}
                    for partner in partners
                ]
            )
            cards._points_post(
                [{"card_id": card.id, "points": 100, "type": "earn"} for card in cards]
            )
            self.card_ids, self.program_id = cards.ids, program.id
            self.partner_ids = partners.ids
        self.card_id = self.card_ids[0]
        self.addCleanup(self.clean)

    def clean(self):
        with self.registry.cursor() as cr:
            database_guard.open_for_maintenance(cr)
            cr.execute(
                "DELETE FROM loyalty_points_allocation WHERE debit_id IN "
                "(SELECT id FROM loyalty_points_entry WHERE card_id = ANY(%s))",
                (self.card_ids,),
            )
            cr.execute(
                "DELETE FROM loyalty_points_reason WHERE entry_id IN "
                "(SELECT id FROM loyalty_points_entry WHERE card_id = ANY(%s))",
                (self.card_ids,),
            )
            cr.execute(
                "DELETE FROM loyalty_points_entry WHERE card_id = ANY(%s)",
                (self.card_ids,),
            )
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["loyalty.card"].browse(self.card_ids).unlink()
            program = env["loyalty.program"].browse(self.program_id)
            program.active = False
            program.unlink()
            env["res.partner"].browse(self.partner_ids).unlink()

    def run_threads(self, threads):
        """Run threads to their end; they share the registry, as requests do."""
        with (
            patch.object(Registry, "_lock", DummyRLock()),
            mute_logger("odoo.service.model", "odoo.sql_db"),
        ):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(60)

    def kill(self, cr):
        """End the connection of a cursor as the death of its process would."""
        cr.execute("SELECT pg_backend_pid()")
        pid = cr.fetchone()[0]
        with self.registry.cursor() as other:
            other.execute("SELECT pg_terminate_backend(%s)", (pid,))


class _Builder:
    """Lets the builder of the other tests work on an environment of ours."""

    def __init__(self, env):
        self.env = env
