"""Two runs at once: a breach is noticed, and paid, once (S20)."""

from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields
from odoo.tests import tagged

from ..ledger.common import CommittingCase


@tagged("post_install", "-at_install")
class TestBreachConcurrency(CommittingCase):
    def setUp(self):
        super().setUp()
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            tier = env["loyalty.tier"].create(
                {"program_id": self.program_id, "name": "Gold", "threshold": 1}
            )
            env["loyalty.card"].browse(self.card_id)._points_set_tier(
                tier, None, "Test"
            )
            guarantee = env["loyalty.guarantee"].create(
                {"tier_id": tier.id, "promise": "reaction", "points": 50}
            )
            sla = env["helpdesk.sla"].create(
                {
                    "name": "Answer",
                    "promise": "reaction",
                    "hours": 1,
                    "tier_ids": [(6, 0, tier.ids)],
                }
            )
            team = env["helpdesk.ticket.team"].create(
                {"name": "Concurrent", "use_sla": True}
            )
            ticket = env["helpdesk.ticket"].create(
                {
                    "name": "Late",
                    "description": "Late",
                    "team_id": team.id,
                    "partner_id": self.partner_ids[0],
                }
            )
            env.flush_all()
            promise = ticket.ticket_sla_ids.filtered(
                lambda one: one.promise == "reaction"
            )
            promise.deadline = fields.Datetime.now() - timedelta(hours=2)
            self.promise_id, self.ticket_id = promise.id, ticket.id
            self.made = [
                (record._name, record.ids)
                for record in (ticket, team, guarantee, sla, tier)
            ]

    def clean(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            cr.execute(
                "DELETE FROM loyalty_guarantee_breach WHERE ticket_id = %s",
                (self.ticket_id,),
            )
            cr.execute(
                "DELETE FROM loyalty_tier_change WHERE card_id = ANY(%s)",
                (self.card_ids,),
            )
            cr.execute(
                "UPDATE loyalty_card SET tier_id = NULL WHERE id = ANY(%s)",
                (self.card_ids,),
            )
            env.invalidate_all()
            for model, ids in self.made:
                env[model].browse(ids).unlink()
        return super().clean()

    def test_the_second_run_finds_nothing_to_do(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            one = api.Environment(first, SUPERUSER_ID, {})["helpdesk.ticket.sla"]
            two = api.Environment(second, SUPERUSER_ID, {})["helpdesk.ticket.sla"]
            found = one._service_overdue().filtered(lambda p: p.id == self.promise_id)
            self.assertTrue(found)
            self.assertNotIn(self.promise_id, two._service_overdue().ids)
            found._service_break()
            first.commit()
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            self.assertNotIn(
                self.promise_id, env["helpdesk.ticket.sla"]._service_overdue().ids
            )
            breach = env["loyalty.guarantee.breach"].search(
                [("ticket_id", "=", self.ticket_id)]
            )
            self.assertEqual((len(breach), breach.points), (1, 50))
            self.assertEqual(breach.card_id.points_pending, 50)
