"""A member books a visit from a blank page: what, for which thing, when (S23)."""

from datetime import timedelta, timezone

from dateutil.parser import isoparse
from werkzeug.urls import url_encode

from odoo import fields, http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request

from odoo.addons.loyalty_service_parts.controllers.portal_assets import own_assets
from odoo.addons.resource_booking.controllers.portal import CustomerPortal

#: So many days of free slots stand on a page.
DAYS = 14


class BookingPortal(CustomerPortal):
    # -- finding -----------------------------------------------------------------------
    def _member_types(self):
        """Visits that customers book themselves, of this company; settings, read in sudo."""
        return (
            request.env["resource.booking.type"]
            .sudo()
            .search(
                [
                    ("member_bookable", "=", True),
                    ("company_id", "in", (False, request.env.company.id)),
                ],
                order="name, location, id",
            )
        )

    def _member_type_or_404(self, type_id):
        found = self._member_types().filtered(lambda one: one.id == type_id)
        if not found:
            raise request.not_found()
        return found

    def _member_choice(self, params, booking_type=None):
        """What the visit is for: only something of his own, and its service of the plan."""
        assets = own_assets()
        service = assets.service_ids.filtered(
            lambda one: str(one.id) == params.get("service_id")
        )
        asset = service.asset_id or assets.filtered(
            lambda one: str(one.id) == params.get("asset_id")
        )
        if booking_type and not service:
            service = asset.service_ids.filtered(
                lambda one: one.plan_id.booking_type_id == booking_type
            )[:1]
        values = {"asset_id": asset.id, "asset_service_id": service.id}
        work = self._member_work(params, booking_type) if booking_type else {}
        return {**values, **work}, asset, service

    def _member_work(self, params, booking_type):
        """The work of an own order that waits for a time, if the visit is for it."""
        work = params.get("work_id") or ""
        partner = request.env.user.partner_id.commercial_partner_id
        line = (
            request.env["sale.order.line"]
            .sudo()
            .search(
                [
                    (
                        "id",
                        "=",
                        int(work) if work.isdecimal() and len(work) < 10 else 0,
                    ),
                    ("order_id.partner_id", "child_of", partner.id),
                    ("state", "=", "sale"),
                ]
            )
        )
        is_it = booking_type.service_product_id == line.product_id
        if not is_it or line not in [
            one for one, _path in line.order_id._install_to_book()
        ]:
            return {}
        return {"install_line_id": line.id, "order_id": line.order_id.id}

    # -- a new visit -------------------------------------------------------------------
    @http.route("/my/book", type="http", auth="user", website=True)
    def portal_book(self, **params):
        """What, where and for which of his things."""
        _values, asset, service = self._member_choice(params)
        return request.render(
            "loyalty_service_parts_booking.portal_book",
            {
                "types": self._member_types(),
                "assets": own_assets(),
                "asset": asset,
                "service": service,
                "page_name": "loyalty_book",
            },
        )

    @http.route("/my/book/choose", type="http", auth="user", website=True)
    def portal_book_choose(self, type_id="", **params):
        """To the slots of what was chosen."""
        found = self._member_type_or_404(int(type_id) if type_id.isdecimal() else 0)
        kept = {
            name: params[name]
            for name in ("asset_id", "service_id")
            if params.get(name)
        }
        return request.redirect(f"/my/book/{found.id}?{url_encode(kept)}")

    @http.route("/my/book/<int:type_id>", type="http", auth="user", website=True)
    def portal_book_slots(self, type_id, start=None, **params):
        """Free slots from a day on."""
        booking_type = self._member_type_or_404(type_id)
        return self._member_slots_page(booking_type, params, start)

    def _member_slots_page(self, booking_type, params, start=None, error=None):
        values, asset, service = self._member_choice(params, booking_type)
        draft = (
            request.env["resource.booking"]
            .sudo()
            ._member_draft(booking_type, request.env.user.partner_id)
        )
        kept = {
            "asset_id": asset.id or "",
            "service_id": service.id or "",
            "work_id": values.get("install_line_id") or "",
        }
        work = request.env["sale.order.line"].sudo().browse(kept["work_id"] or [])
        # not before the part is there
        earliest = work and fields.Datetime.context_timestamp(
            draft, work._install_earliest()
        )
        return request.render(
            "loyalty_service_parts_booking.portal_book_slots",
            {
                **self._member_slots(draft, start, earliest and earliest.date()),
                "booking_type": booking_type,
                "asset": asset,
                "service": service,
                "hidden": kept,
                "action": f"/my/book/{booking_type.id}/confirm",
                "url": f"/my/book/{booking_type.id}?{url_encode(kept)}",
                "error": error,
                "page_name": "loyalty_book",
            },
        )

    def _member_slots(self, draft, start, earliest=None):
        """Free slots of some days, and the addresses' days of the pages around them.

        :param earliest: the first day that makes sense; today when empty
        """
        now = fields.Datetime.context_timestamp(draft, fields.Datetime.now())
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        try:
            wanted = fields.Date.to_date(start or None)
        except ValueError:
            # a day that makes no sense is today
            wanted = None
        latest = now.date() + timedelta(days=366)
        earliest = max(earliest or now.date(), now.date())
        first = min(max(wanted or earliest, earliest), latest)
        begin = midnight + timedelta(days=(first - now.date()).days)
        return {
            "slots": draft._get_available_slots(begin, begin + timedelta(days=DAYS)),
            "tz": draft.type_id.resource_calendar_id.tz,
            "time_format": self._member_time_format(),
            "previous": first > earliest
            and max(first - timedelta(days=DAYS), earliest),
            "next": first + timedelta(days=DAYS),
        }

    def _member_time_format(self):
        """Hours and minutes, as the customer's language writes them."""
        code = request.env.lang or "en_US"
        lang = request.env["res.lang"].sudo()._lang_get(code)
        return lang.time_format.replace(":%S", "")

    @http.route(
        "/my/book/<int:type_id>/confirm",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def portal_book_confirm(self, type_id, when="", **params):
        """Take the slot; if it is gone, the others are shown."""
        booking_type = self._member_type_or_404(type_id)
        values, _asset, _service = self._member_choice(params, booking_type)
        try:
            with request.env.cr.savepoint():
                booking = (
                    request.env["resource.booking"]
                    .sudo()
                    ._member_book(
                        booking_type,
                        request.env.user.partner_id,
                        self._member_moment(when),
                        values,
                    )
                )
        except UserError as error:
            return self._member_slots_page(booking_type, params, error=str(error))
        return request.redirect(booking.get_portal_url())

    def _member_moment(self, when):
        """Naive UTC datetime of an ISO text with its offset."""
        try:
            moment = isoparse(when)
            utc = moment.tzinfo and moment.astimezone(timezone.utc)
        except (ValueError, OverflowError):
            utc = None
        if not utc:
            raise UserError(request.env._("Choose a time from the list."))
        return utc.replace(tzinfo=None)

    # -- a visit that is booked ----------------------------------------------------------
    @http.route()
    def portal_booking_schedule(
        self, booking_id, access_token=None, year=None, month=None, error=None, **params
    ):
        """Members' visits move on the page on which they were made."""
        booking = self._member_known(booking_id, access_token)
        if not booking:
            return super().portal_booking_schedule(
                booking_id, access_token, year, month, error, **params
            )
        return self._member_move_page(booking, access_token, params.get("start"), error)

    def _member_known(self, booking_id, access_token):
        """The member's booking, if it is one that may be seen."""
        try:
            booking = self._get_booking_sudo(booking_id, access_token)
        except (AccessError, MissingError):
            return None
        of_members = booking.member_made or booking.type_id.member_bookable
        return booking if of_members else None

    def _member_move_page(self, booking, access_token, start=None, error=None):
        return request.render(
            "loyalty_service_parts_booking.portal_book_slots",
            {
                **self._member_slots(booking, start),
                "booking_type": booking.type_id,
                "booking": booking,
                "asset": booking.asset_id,
                "service": booking.asset_service_id,
                "hidden": {"access_token": access_token or booking.access_token or ""},
                "action": f"/my/bookings/{booking.id}/confirm",
                "url": booking.get_portal_url(suffix="/schedule"),
                "error": error,
                "page_name": "loyalty_book",
            },
        )

    @http.route()
    def portal_booking_confirm(self, booking_id, access_token=None, when="", **params):
        """Another slot for a member's visit, until the limit."""
        booking = self._member_known(booking_id, access_token)
        if not booking:
            return super().portal_booking_confirm(
                booking_id, access_token, when, **params
            )
        if request.httprequest.method != "POST":
            # a link does not move a visit
            return request.redirect(booking.get_portal_url(suffix="/schedule"))
        try:
            with request.env.cr.savepoint():
                booking._member_move(self._member_moment(when))
        except UserError as error:
            return self._member_move_page(booking, access_token, error=str(error))
        return request.redirect(booking.get_portal_url())

    @http.route()
    def portal_booking_cancel(self, booking_id, access_token=None, **params):
        """The limit holds for cancelling, too."""
        booking = self._member_known(booking_id, access_token)
        if not booking:
            return super().portal_booking_cancel(booking_id, access_token, **params)
        try:
            with request.env.cr.savepoint():
                booking._member_cancel()
        except UserError as error:
            return self._member_move_page(booking, access_token, error=str(error))
        return request.redirect("/my/bookings")
