"""A member books, moves and cancels a visit in a real browser, on a small screen."""

from odoo.tests import HttpCase, tagged

from .common import BookingCommon


@tagged("post_install", "-at_install")
class TestBookingTour(HttpCase, BookingCommon):
    browser_size = "375x667"
    touch_enabled = True

    def test_a_member_books_moves_and_cancels_a_visit(self):
        self.car.type_id.name = "Car"
        self.make_user(
            "anna", "base.group_portal", partner_id=self.member.id, password="anna"
        )
        self.start_tour("/my/book", "loyalty_service_parts_book", login="anna")
        booking = (
            self.env["resource.booking"]
            .with_context(active_test=False)
            .search([("type_id", "=", self.visit.id)])
        )
        self.assertEqual(len(booking), 1)
        self.assertEqual((booking.state, booking.asset_id), ("canceled", self.car))
