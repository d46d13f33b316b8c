"""The reminder of a service leads to the free slots."""

from odoo import models


class LoyaltyAssetService(models.Model):
    _inherit = "loyalty.asset.service"

    def _service_booking_path(self):
        """The page of free slots, where the plan names a visit."""
        # settings of the plan; the owner reads the link
        booking_type = self.sudo().plan_id.booking_type_id
        if not booking_type.member_bookable:
            return super()._service_booking_path()
        return f"/my/book/{booking_type.id}?service_id={self.id}"
