"""A time for the installation of a part that was bought (S32)."""

from werkzeug.urls import url_encode

from odoo import fields, models
from odoo.tools import format_datetime


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    install_booking_ids = fields.One2many(
        "resource.booking", "install_line_id", "Times", readonly=True
    )

    def _install_booked(self):
        """The time that was taken, in the time zone of the workshop."""
        # a customer reads the time of his own visit
        taken = self.sudo().install_booking_ids.filtered(
            lambda one: one.start and one.state != "canceled"
        )
        if not taken:
            return super()._install_booked()
        zone = taken[:1].type_id.resource_calendar_id.tz
        return format_datetime(self.env, taken[:1].start, tz=zone, dt_format="short")

    def _install_booking_path(self):
        """The page of free slots of the visit that does this work, until one is taken."""
        # the customer reads the link; settings and bookings are read for him
        line = self.sudo()
        taken = line.install_booking_ids.filtered(lambda one: one.state != "canceled")
        visits = self.env["resource.booking.type"].sudo()
        visit = visits.search(
            [
                ("member_bookable", "=", True),
                ("service_product_id", "in", line.product_id.ids),
                ("company_id", "in", (False, *line.company_id.ids)),
            ],
            limit=1,
        )
        if taken or not visit:
            return super()._install_booking_path()
        asset = line.order_id.asset_id.id
        values = {"work_id": line.id, **({"asset_id": asset} if asset else {})}
        return f"/my/book/{visit.id}?{url_encode(values)}"
