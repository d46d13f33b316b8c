"""Whether the customer came (S23)."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class ResourceBooking(models.Model):
    # one concern a file
    _inherit = "resource.booking"  # pylint: disable=consider-merging-classes-inherited

    visit = fields.Selection(
        [("planned", "Planned"), ("attended", "Came"), ("no_show", "Did not come")],
        default="planned",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )

    visit_begun = fields.Boolean(compute="_compute_visit_begun")

    @api.depends("start")
    def _compute_visit_begun(self):
        now = fields.Datetime.now()
        for booking in self:
            booking.visit_begun = bool(booking.start) and booking.start <= now

    def action_attended(self):
        """The customer came: the planned service is done."""
        self._member_check_begun()
        for booking in self:
            booking.visit = "attended"
            day = fields.Datetime.context_timestamp(booking, booking.start).date()
            # whoever receives the customer need not be allowed to write services
            booking.sudo().asset_service_id._service_done(day)

    def action_no_show(self):
        """The customer did not come."""
        self._member_check_begun()
        self.visit = "no_show"

    def _member_check_begun(self):
        for booking in self:
            if not booking.visit_begun:
                raise UserError(
                    self.env._(
                        "The visit of %s has not begun yet.", booking.partner_id.name
                    )
                )
            if booking.visit != "planned":
                raise UserError(
                    self.env._("It is written down already whether he came.")
                )
