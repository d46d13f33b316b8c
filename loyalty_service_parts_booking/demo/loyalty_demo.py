"""The workshop of the demo takes bookings: two lifts, slots by tier."""

from datetime import timedelta, timezone

from odoo import api, fields, models
from odoo.fields import Command


class LoyaltyDemo(models.AbstractModel):
    _inherit = "loyalty.demo"

    @api.model
    def _finish(self):
        """After what is owned: visits."""
        result = super()._finish()
        self._make_visits()
        self._book_some()
        return result

    @api.model
    def _make_visits(self):
        self._ref("user_clerk").group_ids = [
            Command.link(self.env.ref("resource_booking.group_manager").id)
        ]
        calendar = self.env.company.resource_calendar_id
        lifts = [
            self._record(
                f"combination_{number}",
                "resource.booking.combination",
                {
                    "resource_ids": [
                        Command.create(
                            {
                                "name": f"Lift {number}",
                                "resource_type": "material",
                                "calendar_id": calendar.id,
                                "tz": calendar.tz,
                            }
                        )
                    ]
                },
            )
            for number in (1, 2)
        ]
        for code, name, hours in (
            ("L-02", "Oil change", 1),
            ("L-01", "Diagnostics", 1),
            ("L-03", "Fitting of brakes", 2),
            ("L-04", "Fitting of a turbo kit", 6),
        ):
            self._record(
                f"visit_{self._product_name(code)}",
                "resource.booking.type",
                {
                    "name": name,
                    "location": "Zavodskaya 12, Saint Petersburg",
                    "member_bookable": True,
                    "duration": hours,
                    "slot_duration": 1,
                    "modifications_deadline": 12,
                    "advance_days": 14,
                    "resource_calendar_id": calendar.id,
                    "service_product_id": self._product(code).id,
                    "ticket_team_id": self._ref("team_workshop").id,
                    "combination_rel_ids": [
                        Command.create({"combination_id": lift.id}) for lift in lifts
                    ],
                    "window_ids": [
                        Command.create(
                            {"tier_id": self._ref("tier_gold").id, "advance_days": 28}
                        )
                    ],
                    "reserve_ids": [
                        Command.create(
                            {
                                "tier_id": self._ref("tier_gold").id,
                                "hour_from": 8,
                                "hour_to": 10,
                                "release_hours": 24,
                            }
                        )
                    ],
                },
            )
        for plan in self._ref("asset_type_car").plan_ids:
            plan.booking_type_id = self.env["resource.booking.type"].search(
                [("service_product_id", "=", plan.product_id.id)], limit=1
            )

    @api.model
    def _book_some(self):
        """Boris comes in the next days."""
        bookings = self.env["resource.booking"]
        boris = self._ref("partner_boris")
        visit = self._ref(f"visit_{self._product_name('L-02')}")
        draft = bookings._member_draft(visit, boris)
        now = fields.Datetime.context_timestamp(draft, fields.Datetime.now())
        slots = draft._get_available_slots(
            now + timedelta(days=2), now + timedelta(days=9)
        )
        first = next(slot for of_day in slots.values() for slot in of_day)
        asset = self._ref("asset_boris")
        bookings.with_context(dont_notify=True)._member_book(
            visit,
            boris,
            first.astimezone(timezone.utc).replace(tzinfo=None),
            {"asset_id": asset.id, "asset_service_id": asset.service_ids[:1].id},
        )
