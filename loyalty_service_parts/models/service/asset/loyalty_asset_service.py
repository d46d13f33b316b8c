"""A service of an asset: when it was done, when it is due again (S25)."""

from odoo import api, fields, models

from .due import due_day


class LoyaltyAssetService(models.Model):
    _name = "loyalty.asset.service"
    _description = "Service of an Asset"
    _order = "due_date, id"
    _rec_name = "plan_id"

    asset_id = fields.Many2one(
        "loyalty.asset", required=True, readonly=True, ondelete="cascade", index=True
    )
    plan_id = fields.Many2one(
        "loyalty.asset.plan",
        "Service",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="asset_id.company_id", store=True)
    partner_id = fields.Many2one(related="asset_id.partner_id", string="Owner")
    last_date = fields.Date("Last Done")
    last_reading = fields.Float(
        "Meter Showed",
        digits=(16, 0),
        help="At the last service, counted on from the old meter if it was replaced since.",
    )
    due_date = fields.Date("Due", compute="_compute_due_date", store=True, index=True)
    due_state = fields.Selection(
        [("later", "Later"), ("soon", "Soon"), ("overdue", "Overdue")],
        "Status",
        compute="_compute_due_state",
    )
    reminded_date = fields.Date("Reminded On", readonly=True)

    _once = models.Constraint(
        "UNIQUE (asset_id, plan_id)", "A service stands in a plan once."
    )

    @api.depends(
        "last_date",
        "last_reading",
        "asset_id.bought_date",
        "plan_id.months",
        "plan_id.every",
        "asset_id.reading_ids.value",
        "asset_id.reading_ids.date",
        "asset_id.reading_ids.is_new_meter",
        "plan_id.active",
    )
    def _compute_due_date(self):
        """The earlier of the day by the calendar and the day by use, estimated."""
        for service in self:
            plan, readings = service.plan_id, service.asset_id._service_readings()
            # before the first service: from where the meter was first read
            first = readings[0][1] if readings else 0.0
            service.due_date = plan.active and due_day(
                service._service_counted_from(),
                plan.months,
                service.last_reading if service.last_date else first,
                plan.every,
                readings,
            )

    def _service_counted_from(self):
        """The day of the last service, else of the purchase, else when we knew of it."""
        self.ensure_one()
        asset = self.asset_id
        known = asset.create_date and asset.create_date.date()
        return self.last_date or asset.bought_date or known

    @api.depends("due_date")
    def _compute_due_state(self):
        today = fields.Date.context_today(self)
        for service in self:
            days = (service.due_date - today).days if service.due_date else None
            if days is None or days > service.plan_id.remind_days:
                service.due_state = "later"
            else:
                service.due_state = "overdue" if days < 0 else "soon"

    def write(self, vals):
        """Another last time: the next one is told anew."""
        if vals.keys() & {"last_date", "last_reading"}:
            vals = {"reminded_date": False, **vals}
        return super().write(vals)

    def _service_done(self, day=None):
        """Done on a day (the user's today): the next one is due from there."""
        day = day or fields.Date.context_today(self)
        for service in self:
            service.write(
                {
                    "last_date": day,
                    "last_reading": service.asset_id._service_total(),
                }
            )
            service.asset_id.message_post(
                body=self.env._("%s done.", service.plan_id.name)
            )

    def action_done(self):
        """Done today, at what the meter shows."""
        self._service_done()
        return True
