"""Versions of the texts that members agree to."""

from odoo import api, fields, models

KINDS = [
    ("processing", "Processing of personal data"),
    ("advertising", "Advertising"),
    ("statement", "Monthly statement"),
]


class LoyaltyConsentText(models.Model):
    _name = "loyalty.consent.text"
    _description = "Text of a Consent"
    _order = "kind, date_from desc, id desc"

    name = fields.Char("Version", required=True)
    kind = fields.Selection(KINDS, "Consent", required=True)
    text = fields.Html(translate=True, required=True)
    date_from = fields.Date(
        "In Force From", required=True, default=fields.Date.context_today
    )
    company_id = fields.Many2one("res.company")
    active = fields.Boolean(default=True)

    @api.depends("name", "kind")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for text in self:
            text.display_name = f"{labels.get(text.kind, '')} – {text.name}"

    @api.model
    def _points_current(self, kind, company=None):
        """The version in force today."""
        company = company or self.env.company
        return self.search(
            [
                ("kind", "=", kind),
                ("date_from", "<=", fields.Date.context_today(self)),
                ("company_id", "in", (False, company.id)),
            ],
            limit=1,
        )
