"""What the shop's program offers beside points off an order: coupon, eWallet, tiers."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

#: Code, name, roubles in a year, colour, multiplier, discount on labour, text.
TIERS = (
    ("silver", "Silver", 20_000, 4, 1, 0, "Points on every purchase."),
    ("gold", "Gold", 60_000, 3, 1.5, 5, "Half as many points again, labour 5 % off."),
    ("platinum", "Platinum", 120_000, 10, 2, 10, "Double points, labour 10 % off."),
)


class LoyaltyDemo(models.AbstractModel):
    # one chapter of the story a file
    _inherit = "loyalty.demo"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _make_program(self):
        """The program with its tiers, and what points can be changed into."""
        program = super()._make_program()
        program.write(
            {
                "portal_enrolment": True,
                "welcome_points": 100,
                "birthday_points": 300,
                "tier_metric": "spend",
                "tier_review": "anniversary",
                "tier_grace_days": 30,
            }
        )
        for code, name, threshold, color, multiplier, labour, text in TIERS:
            self._record(
                f"tier_{code}",
                "loyalty.tier",
                {
                    "program_id": program.id,
                    "name": name,
                    "threshold": threshold,
                    "retention": threshold * 0.8,
                    "color": color,
                    "multiplier": multiplier,
                    "labour_discount": labour,
                    "description": f"<p>{text}</p>",
                },
            )
        self._record(
            "gift_gold",
            "loyalty.tier.gift",
            {
                "tier_id": self._ref("tier_gold").id,
                "product_id": self._product("L-01").id,
                "period": "quarter",
            },
        )
        self._ref("tier_platinum").birthday_points = 600
        self._make_forms(program)
        today = fields.Date.context_today(self)
        self._record(
            "campaign_double",
            "loyalty.campaign",
            {
                "name": "Double points on labour",
                "program_id": program.id,
                "date_from": today,
                "date_to": today + timedelta(days=14),
                "categ_ids": [Command.set(self._ref("category_service").ids)],
                "budget": 10_000,
                "member_cap": 1_000,
            },
        )
        return program

    @api.model
    def _make_forms(self, program):
        coupons = self._record(
            "program_coupon",
            "loyalty.program",
            {
                "name": "10 % off the next service",
                "program_type": "coupons",
                "trigger": "with_code",
                "applies_on": "current",
                "reward_ids": [Command.create({"discount": 10})],
            },
        )
        wallet = self._record(
            "program_ewallet",
            "loyalty.program",
            {
                "name": "eWallet of the shop",
                "program_type": "ewallet",
                "applies_on": "future",
                "trigger": "auto",
                "portal_visible": True,
                "portal_point_name": "₽",
                "reward_ids": [
                    Command.create(
                        {
                            "description": "Pay from the eWallet",
                            "discount_mode": "per_point",
                            "discount": 1,
                        }
                    )
                ],
            },
        )
        for code, form, target, points, value in (
            ("coupon", "coupon", coupons, 500, 1),
            ("ewallet", "ewallet", wallet, 300, 300),
        ):
            self._record(
                f"form_{code}",
                "loyalty.points.form",
                {
                    "name": coupons.name if form == "coupon" else "300 on the eWallet",
                    "program_id": program.id,
                    "form": form,
                    "target_program_id": target.id,
                    "points": points,
                    "value": value,
                },
            )
