"""What the meter of an asset showed on a day."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import float_compare


class LoyaltyAssetReading(models.Model):
    _name = "loyalty.asset.reading"
    _description = "Reading of a Meter"
    _order = "date desc, id desc"
    _rec_name = "date"

    asset_id = fields.Many2one(
        "loyalty.asset", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="asset_id.company_id", store=True)
    date = fields.Date(required=True, default=fields.Date.context_today)
    value = fields.Float("Meter Shows", required=True, digits=(16, 0))
    source = fields.Selection(
        [("staff", "Staff"), ("member", "Member"), ("visit", "Visit")],
        "Told By",
        default="staff",
        required=True,
    )
    is_new_meter = fields.Boolean(
        "New Meter", help="The meter was replaced: it may show less than before."
    )

    _value_positive = models.Constraint(
        "CHECK (value >= 0)", "A meter shows nothing below 0."
    )

    @api.constrains("value", "date", "is_new_meter")
    def _check_rising(self):
        """A meter does not run backwards, and nobody reads it tomorrow."""
        today = fields.Date.context_today(self)
        for asset in self.asset_id:
            rows = asset.reading_ids._service_sorted()
            if any(row.date > today for row in rows):
                raise ValidationError(
                    self.env._("A meter cannot have been read on a day to come.")
                )
            for before, after in zip(rows, rows[1:], strict=False):
                backwards = float_compare(before.value, after.value, precision_digits=0)
                if backwards > 0 and not after.is_new_meter:
                    raise ValidationError(
                        self.env._(
                            "The meter showed %(before)d on %(day)s already: check the "
                            "number, or tick that the meter was replaced.",
                            before=before.value,
                            day=before.date,
                        )
                    )

    @api.model_create_multi
    def create(self, vals_list):
        """A new meter begins to count: what was used since the last service is kept."""
        shown = {
            asset: asset.reading
            for asset in self.env["loyalty.asset"].browse(
                vals["asset_id"] for vals in vals_list if vals.get("is_new_meter")
            )
        }
        readings = super().create(vals_list)
        for reading in readings.filtered("is_new_meter"):
            lost = shown[reading.asset_id] - reading.value
            # services are the addon's own: whoever reads a meter writes none
            for service in reading.asset_id.sudo().service_ids:
                service.last_reading -= lost
        return readings

    def _service_sorted(self):
        """The oldest first; of one day, as they were written."""
        return self.sorted(lambda row: (row.date, row._origin.id or 0))
