"""Extend or shorten chosen lots on purpose: by new rows (S9)."""

from odoo import fields, models
from odoo.exceptions import UserError


class LoyaltyPointsValidity(models.TransientModel):
    _name = "loyalty.points.validity"
    _description = "Change the Validity of Points"

    lot_ids = fields.Many2many(
        "loyalty.points.entry",
        string="Lots",
        required=True,
        domain="[('remaining', '>', 0)]",
        default=lambda self: self._default_lots(),
    )
    never = fields.Boolean("Never Expire")
    expiry_date = fields.Date("New Last Day")
    reason = fields.Char("Explanation", required=True)

    def _default_lots(self):
        if self.env.context.get("active_model") != "loyalty.points.entry":
            return self.lot_ids.browse()
        entries = self.lot_ids.browse(self.env.context.get("active_ids", []))
        return entries.filtered(lambda entry: entry.remaining > 0)

    def action_apply(self):
        """Take the lots out and put them in again with the new date."""
        self.ensure_one()
        self.env["loyalty.card"]._points_check_manager()
        if not self.never and not self.expiry_date:
            raise UserError(
                self.env._("Choose the new last day, or that the points never expire.")
            )
        programs = self.lot_ids.program_id
        if not self.never and any(
            self.expiry_date < program._points_day() for program in programs
        ):
            raise UserError(
                self.env._(
                    "The new last day is over: the points would be lost at once. To take "
                    "points away, adjust the balance."
                )
            )
        if not self.lot_ids:
            raise UserError(self.env._("Choose entries that have something remaining."))
        # the right was checked above; the ledger's tables are writable by nobody
        self.env["loyalty.card"].sudo()._points_change_validity(
            self.lot_ids, None if self.never else self.expiry_date, self.reason
        )
        return {"type": "ir.actions.act_window_close"}
