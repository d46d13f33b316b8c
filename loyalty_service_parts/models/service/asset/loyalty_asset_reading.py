"""What the meter of an asset showed on a day."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import float_compare

#: Kilometres or hours a day that are believed.
MOST_A_DAY = 3000


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
                            "number. If it was replaced, our staff ticks “New Meter”.",
                            before=before.value,
                            day=before._service_day_text(),
                        )
                    )

    @api.constrains("value", "date")
    def _check_reason(self):
        """One digit too many is refused: afterwards every true reading would be."""
        for reading in self.filtered(lambda one: not one.is_new_meter):
            rows = reading.asset_id.reading_ids.filtered(
                lambda one, day=reading.date: one.date < day
            )
            last = rows._service_sorted()[-1:]
            days = max((reading.date - last.date).days, 1) if last else 0
            if days and reading.value - last.value > days * MOST_A_DAY:
                raise ValidationError(
                    self.env._(
                        "That is very much more than the %(before)d of %(day)s: check the "
                        "number, or write to us.",
                        before=last.value,
                        day=last._service_day_text(),
                    )
                )

    def _service_day_text(self):
        """The day, as the user's language writes it."""
        return self.env["ir.qweb.field.date"].value_to_html(self.date, {})

    def _service_sorted(self):
        """The oldest first; of one day, as they were written."""
        return self.sorted(lambda row: (row.date, row._origin.id or 0))
