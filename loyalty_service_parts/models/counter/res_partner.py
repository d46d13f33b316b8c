"""Contacts are found by phone, e-mail and name without reading them all (S57)."""

from odoo import api, models


class ResPartner(models.Model):
    # one concern a file, one file a room
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    _counter_phone = models.Index(
        "(phone_sanitized varchar_pattern_ops) WHERE active AND phone_sanitized IS NOT NULL"
    )
    _counter_ending = models.Index(
        '("right"(phone_sanitized, 4)) WHERE active AND phone_sanitized IS NOT NULL'
    )
    _counter_email = models.Index(
        "(email_normalized varchar_pattern_ops) WHERE active AND email_normalized IS NOT NULL"
    )
    _counter_name = models.Index("(lower(complete_name) text_pattern_ops) WHERE active")
    _counter_words = models.Index(
        lambda registry: (
            "USING gin (lower(complete_name) gin_trgm_ops) WHERE active"
            if registry.has_trigram
            else ""
        )
    )

    @api.model
    def _counter_same_phone(self, phone):
        """Contacts that have this phone number, however it is typed; empty if it is none."""
        number = self._phone_format(number=phone, country=self.env.company.country_id)
        if not number:
            return self.browse()
        return self.search([("phone_sanitized", "=", number)], limit=10)
