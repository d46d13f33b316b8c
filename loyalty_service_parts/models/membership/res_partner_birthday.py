"""Since when a date of birth is known: one that was just entered brings no points (S34)."""

from odoo import api, fields, models


class ResPartner(models.Model):
    # one concern a file, one file a room
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    birthdate_since = fields.Date(
        "Birthdate Known Since", readonly=True, copy=False, groups="base.group_user"
    )

    @api.model_create_multi
    def create(self, vals_list):
        """A date of birth is known since today."""
        vals_list = [
            self._points_date_birthday(vals)
            if vals.keys() & {"birthdate_date", "birthdate_since"}
            else vals
            for vals in vals_list
        ]
        return super().create(vals_list)

    def write(self, vals):
        """A date of birth that changes is known since today; nobody says otherwise."""
        if not vals.keys() & {"birthdate_date", "birthdate_since"}:
            return super().write(vals)
        result = True
        changed = self.browse()
        if "birthdate_date" in vals:
            date = fields.Date.to_date(vals["birthdate_date"])
            changed = self.filtered(lambda partner: partner.birthdate_date != date)
        vals = {
            name: value for name, value in vals.items() if name != "birthdate_since"
        }
        if changed:
            result = super(ResPartner, changed).write(self._points_date_birthday(vals))
        if rest := self - changed:
            result = super(ResPartner, rest).write(vals)
        return result

    @api.model
    def _points_date_birthday(self, vals):
        if not vals.get("birthdate_date"):
            return {**vals, "birthdate_since": False}
        return {**vals, "birthdate_since": fields.Date.context_today(self)}
