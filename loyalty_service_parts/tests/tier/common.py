"""A program with three tiers."""

from ..common import LedgerCommon


class TierCommon(LedgerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program.write({"tier_metric": "points", "tier_window_months": 12})
        cls.silver, cls.gold, cls.platinum = cls.env["loyalty.tier"].create(
            [
                {"program_id": cls.program.id, "name": name, "threshold": threshold}
                for name, threshold in (
                    ("Silver", 100),
                    ("Gold", 300),
                    ("Platinum", 1000),
                )
            ]
        )

    @classmethod
    def buy(cls, points, card=None, **values):
        """A purchase that counts for the tier."""
        return cls.earn(
            points,
            card=card,
            qualifying=True,
            amount=points,
            **{"origin_model": "sale.order", **values},
        )

    def history(self, card=None):
        self.env.invalidate_all()
        return [
            (change.from_tier_id.name, change.to_tier_id.name, change.why)
            for change in (card or self.card).tier_change_ids.sorted("id")
        ]

    def review(self):
        """The daily run, as it would be on the frozen day."""
        self.env["loyalty.tier.evaluation"]._review_all()
        self.env.invalidate_all()
