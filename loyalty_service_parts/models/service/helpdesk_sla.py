"""A promise: to react, or to solve, within working hours; for everybody or for tiers (S19)."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class HelpdeskSla(models.Model):
    _inherit = "helpdesk.sla"

    promise = fields.Selection(
        [("reaction", "Reaction"), ("resolution", "Resolution")],
        default="resolution",
        required=True,
        help="A reaction is the first public message of staff; a resolution is the target "
        "stage, or one behind it.",
    )
    tier_ids = fields.Many2many(
        "loyalty.tier",
        "helpdesk_sla_loyalty_tier_rel",
        "sla_id",
        "tier_id",
        "Tiers",
        help="For members of these tiers only; for everybody when empty.",
    )

    @api.constrains("promise", "stage_id", "days", "hours")
    def _check_promise(self):
        """What would count as kept at once, or as broken at once, is refused (D22)."""
        for sla in self:
            if sla.promise == "resolution" and not sla.stage_id:
                raise ValidationError(
                    self.env._(
                        "“%s” promises a resolution: choose the stage that counts as solved. "
                        "Without one every ticket would count as solved at once.",
                        sla.name,
                    )
                )
            if sla.days < 0 or sla.hours < 0 or not (sla.days or sla.hours):
                raise ValidationError(
                    self.env._(
                        "Say within how many days or hours “%s” is kept.", sla.name
                    )
                )

    def _points_days_text(self):
        if self.days == 1:
            return self.env._("1 working day")
        return self.env._("%s working days", self.days)

    def _points_hours_text(self):
        if self.hours == 1:
            return self.env._("1 working hour")
        return self.env._("%s working hours", self.hours)

    def _points_promise_text(self):
        """“Reaction within 2 working hours”."""
        self.ensure_one()
        time = ", ".join(
            text
            for number, text in (
                (self.days, self._points_days_text()),
                (self.hours, self._points_hours_text()),
            )
            if number
        )
        if self.promise == "reaction":
            return self.env._("Reaction within %s", time)
        return self.env._("Resolution within %s", time)
