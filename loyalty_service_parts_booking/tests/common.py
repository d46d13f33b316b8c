"""A workshop with one lift, a visit that customers book, a car."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

from odoo.addons.loyalty_service_parts.tests.sale.common import SaleCommon
from odoo.addons.loyalty_service_parts.tests.service.common import ServiceCommon


class BookingCommon(SaleCommon, ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lift = cls.env["resource.resource"].create(
            {
                "name": "Lift 1",
                "resource_type": "material",
                "calendar_id": cls.calendar.id,
                "tz": "UTC",
            }
        )
        cls.oil_change = cls.make_product("Oil change", 40, type="service")
        cls.visit = cls.env["resource.booking.type"].create(
            {
                "name": "Oil change",
                "location": "Zavodskaya 12",
                "member_bookable": True,
                "duration": 1,
                "slot_duration": 1,
                "modifications_deadline": 2,
                "advance_days": 14,
                "resource_calendar_id": cls.calendar.id,
                "service_product_id": cls.oil_change.id,
                "ticket_team_id": cls.team.id,
                "combination_rel_ids": [
                    Command.create(
                        {
                            "combination_id": cls.env["resource.booking.combination"]
                            .create({"resource_ids": [Command.set(cls.lift.ids)]})
                            .id
                        }
                    )
                ],
            }
        )
        cls.cars = cls.env["loyalty.asset.type"].create(
            {
                "name": "Car",
                "measure": "km",
                "plan_ids": [
                    Command.create(
                        {
                            "name": "Oil change",
                            "months": 12,
                            "product_id": cls.oil_change.id,
                            "booking_type_id": cls.visit.id,
                        }
                    )
                ],
            }
        )
        cls.car = cls.env["loyalty.asset"].create(
            {
                "type_id": cls.cars.id,
                "partner_id": cls.member.id,
                "plate": "A123BC178",
                "bought_date": "2025-03-05",
            }
        )

    def slots(self, partner=None, first="2026-03-02", days=7):
        """`{day: [hours]}` that a customer sees."""
        draft = self.env["resource.booking"]._member_draft(
            self.visit, partner or self.member
        )
        begin = fields.Datetime.context_timestamp(
            draft, self.moment(f"{first} 00:00:00")
        )
        found = draft._get_available_slots(begin, begin + timedelta(days=days))
        return {str(day): [slot.hour for slot in of] for day, of in found.items()}

    @staticmethod
    def moment(text):
        return fields.Datetime.to_datetime(text)

    def book(self, when, partner=None, **values):
        """:param when: “2026-03-03 10:00:00”, UTC"""
        return self.env["resource.booking"]._member_book(
            self.visit, partner or self.member, self.moment(when), values
        )
