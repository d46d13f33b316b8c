"""What staff sees of tiers: contact, filters, the poster, members by month."""

from odoo.tests import tagged

from .common import TierCommon


@tagged("post_install", "-at_install")
class TestScreens(TierCommon):
    def found(self, *domain):
        self.env.invalidate_all()
        return self.env["loyalty.card"].search(
            [("program_id", "=", self.program.id), *domain]
        )

    def test_the_contact_shows_tier_progress_and_what_comes_next(self):
        """S18"""
        self.gold.birthday_points = 50
        self.buy(120)
        self.env.invalidate_all()
        member = self.member
        self.assertEqual(member.loyalty_tier_id, self.silver)
        self.assertEqual(member.points_ribbon, "Silver")
        self.assertEqual(member.tier_text, "180 points more to Gold")
        self.assertIn("50 points for the birthday", member.tier_next_benefits)
        self.assertAlmostEqual(member.tier_progress, 40)

    def test_contacts_are_found_by_tier(self):
        self.buy(120)
        other = self.make_partner("No Member")
        mine = [("id", "in", (self.member | other).ids)]
        partners = self.env["res.partner"]
        for domain, expected in (
            ([("loyalty_tier_id", "=", self.silver.id)], self.member),
            ([("loyalty_tier_id", "!=", False)], self.member),
            ([("loyalty_tier_id", "=", False)], other),
            ([("loyalty_tier_id", "!=", self.silver.id)], other),
        ):
            with self.subTest(domain):
                self.assertEqual(partners.search(mine + domain), expected)

    def test_members_near_the_next_tier_are_found(self):
        self.buy(80)
        far = self.make_card(self.make_partner("Far Away"))
        self.buy(110, card=far)
        self.assertEqual(self.found(("tier_near", "=", True)), self.card)
        self.assertEqual(self.found(("tier_near", "=", False)), far)
        self.assertTrue(self.card.tier_near)

    def test_members_who_may_lose_their_tier_are_found_also_when_they_were_told(self):
        self.program.write({"tier_window": "rolling", "tier_review": "monthly"})
        with self.on("2025-01-10"):
            self.buy(300)
            self.assertFalse(self.found(("tier_at_risk", "=", True)))
        with self.on("2026-01-20"):
            self.review()
            self.assertEqual(self.found(("tier_at_risk", "=", True)), self.card)
            self.run_cron("warn_of_tiers")
            self.assertEqual(self.found(("tier_at_risk", "=", True)), self.card)

    def test_the_poster_reads_what_is_needed_and_what_it_brings(self):
        self.gold.birthday_points = 50
        self.assertEqual(self.gold.needs_text, "300 points in 12 months")
        self.assertIn("<li>50 points for the birthday</li>", self.gold.benefits)
        self.assertFalse(self.silver.benefits)
        self.program.write({"tier_metric": "orders", "tier_window": "lifetime"})
        self.assertEqual(self.gold.needs_text, "300 purchases in all")

    def test_members_by_tier_and_month(self):
        with self.on("2026-01-15"):
            self.buy(100)
        with self.on("2026-03-15"):
            self.buy(250)
        self.env.flush_all()
        rows = self.env["loyalty.tier.month"].search(
            [("program_id", "=", self.program.id)]
        )
        found = {(str(row.month), row.tier_id.name): row.members for row in rows}
        self.assertEqual(found.get(("2026-01-01", "Silver")), 1)
        self.assertEqual(found.get(("2026-02-01", "Silver")), 1)
        self.assertEqual(found.get(("2026-03-01", "Gold")), 1)
        self.assertNotIn(("2026-03-01", "Silver"), found)
