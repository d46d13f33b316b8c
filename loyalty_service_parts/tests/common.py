"""Builders for the tests of this addon and of those that stand on it."""

import datetime

from freezegun import freeze_time

from odoo.fields import Command

from odoo.addons.base.tests.common import BaseCommon


class LedgerCommon(BaseCommon):
    """A program with a standing balance, members and cards."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["loyalty.program"].search([]).write({"active": False})
        cls.entries = cls.env["loyalty.points.entry"]
        cls.program = cls.make_program()
        cls.member = cls.make_partner("Anna Petrova")
        cls.card = cls.make_card(cls.member)

    # -- builders ----------------------------------------------------------------
    @classmethod
    def make_program(cls, **values):
        """A loyalty program: 1 point for 1 unit of money, 1 point pays 1 unit."""
        return cls.env["loyalty.program"].create(
            {
                "name": "Parts Club",
                "program_type": "loyalty",
                "applies_on": "both",
                "trigger": "auto",
                "portal_point_name": "points",
                "rule_ids": [
                    Command.create(
                        {"reward_point_mode": "money", "reward_point_amount": 1}
                    )
                ],
                "reward_ids": [
                    Command.create(
                        {
                            "reward_type": "discount",
                            "discount_mode": "per_point",
                            "discount": 1,
                            "discount_applicability": "order",
                            "required_points": 1,
                        }
                    )
                ],
                **values,
            }
        )

    @classmethod
    def make_partner(cls, name, **values):
        email = f"{name.lower().replace(' ', '.')}@example.com"
        return cls.env["res.partner"].create({"name": name, "email": email, **values})

    @classmethod
    def make_card(cls, partner, program=None, points=0, **values):
        card = cls.env["loyalty.card"].create(
            {
                "program_id": (program or cls.program).id,
                "partner_id": partner.id,
                **values,
            }
        )
        if points:
            cls.earn(points, card=card)
        return card

    @classmethod
    def earn(cls, points, card=None, **values):
        """Post points on a card."""
        card = card or cls.card
        return card._points_post(
            [{"card_id": card.id, "points": points, "type": "earn", **values}]
        )

    @classmethod
    def redeem(cls, points, card=None, **values):
        """Spend points of a card."""
        card = card or cls.card
        return card._points_post(
            [{"card_id": card.id, "points": -points, "type": "redeem", **values}]
        )

    @classmethod
    def make_user(cls, login, *groups, **values):
        return cls.env["res.users"].create(
            {
                "name": login.title(),
                "login": login,
                "email": f"{login}@example.com",
                "group_ids": [Command.set([cls.env.ref(group).id for group in groups])],
                **values,
            }
        )

    def run_cron(self, name):
        """Run a cron of ours to its end, with its commits kept inside the test."""
        with self.enter_registry_test_mode():
            self.env.ref(f"loyalty_service_parts.cron_{name}").method_direct_trigger()

    # -- helpers -----------------------------------------------------------------
    @classmethod
    def on(cls, day, time="12:00:00"):
        """Freeze the clock at noon (UTC) of a day: `with self.on("2026-03-31"): …`."""
        return freeze_time(f"{day} {time}")

    def assertLedger(
        self, card=None, *, balance=None, lots=None, debt=None, pending=None
    ):
        """Figures of a card, and that its ledger adds up."""
        card = card or self.card
        self.env.invalidate_all()
        if balance is not None:
            self.assertAlmostEqual(card.points, balance, 4, "balance")
        if lots is not None:
            found = [
                (
                    round(lot.remaining, 4),
                    str(lot.expiry_date) if lot.expiry_date else None,
                )
                for lot in card._points_lots()
            ]
            wanted = [lot if isinstance(lot, tuple) else (lot, None) for lot in lots]
            self.assertEqual(found, wanted, "lots")
        if debt is not None:
            self.assertAlmostEqual(card.points_debt, debt, 4, "debt")
        if pending is not None:
            self.assertAlmostEqual(card.points_pending, pending, 4, "pending")
        self.assertSound()

    def assertSound(self):
        """Every invariant of every card."""
        self.assertEqual(self.env["loyalty.points.verify"]._verify(), [])

    @staticmethod
    def day(text):
        return datetime.date.fromisoformat(text)
