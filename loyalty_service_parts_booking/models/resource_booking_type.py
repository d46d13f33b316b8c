"""A visit that members book themselves: what for, where, how early, for whom."""

from odoo import api, fields, models


class ResourceBookingType(models.Model):
    _inherit = "resource.booking.type"

    member_bookable = fields.Boolean(
        "Booked in the Portal", help="Customers choose it and a free slot themselves."
    )
    service_product_id = fields.Many2one(
        "product.product",
        "Service",
        domain="[('type', '=', 'service')]",
        help="What a quotation for the visit sells.",
    )
    ticket_team_id = fields.Many2one(
        "helpdesk.ticket.team",
        "Opens a Ticket In",
        help="Each booking opens a ticket of this team; none when empty.",
    )
    advance_days = fields.Integer(
        "Opens Before (Days)",
        default=30,
        help="Customers see slots of so many days from now on; 0: all.",
    )
    window_ids = fields.One2many("loyalty.booking.window", "type_id", "Earlier For")
    reserve_ids = fields.One2many(
        "loyalty.booking.reserve", "type_id", "Reserved Times"
    )

    _advance_positive = models.Constraint(
        "CHECK (advance_days >= 0)", "Slots open some days before, or always: 0."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Who is to book himself is reminded by mail and SMS, unless others were chosen."""
        types = super().create(vals_list)
        types.filtered("member_bookable")._member_set_reminders()
        return types

    def write(self, vals):
        """Who is to book himself is reminded by mail and SMS, unless others were chosen."""
        result = super().write(vals)
        if vals.get("member_bookable"):
            self._member_set_reminders()
        return result

    def _member_set_reminders(self):
        module = "loyalty_service_parts_booking"
        alarms = self.env["calendar.alarm"]
        for name in ("alarm_day_mail", "alarm_day_sms"):
            alarms |= self.env.ref(f"{module}.{name}", False) or alarms
        for booking_type in self.filtered(lambda one: not one.alarm_ids):
            booking_type.alarm_ids = alarms

    def _member_days(self, tier):
        """How many days ahead a customer of a tier sees slots; 0: all."""
        self.ensure_one()
        if not self.advance_days:
            return 0
        own = self.window_ids.filtered(lambda one: one._points_covers(tier))
        return max([self.advance_days, *own.mapped("advance_days")])

    def _member_closed_times(self, tier):
        """Times that are kept for others than a customer of this tier."""
        self.ensure_one()
        return [
            (
                int(one.weekday) if one.weekday else None,
                one.hour_from,
                one.hour_to,
                one.release_hours,
            )
            for one in self.reserve_ids
            if not one._points_covers(tier)
        ]
