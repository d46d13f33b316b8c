"""Nothing is ready before its checklist is complete (S58)."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class RepairOrder(models.Model):
    # one concern a file
    _inherit = "repair.order"  # pylint: disable=consider-merging-classes-inherited

    check_ids = fields.One2many("loyalty.repair.check", "repair_id", "Checklist")
    check_text = fields.Char("Checked", compute="_compute_check_text")

    @api.depends("check_ids.done")
    def _compute_check_text(self):
        """“3 of 5”."""
        for repair in self:
            done = len(repair.check_ids.filtered("done"))
            repair.check_text = repair.check_ids and self.env._(
                "%(done)s of %(all)s", done=done, all=len(repair.check_ids)
            )

    @api.model_create_multi
    def create(self, vals_list):
        """With the checklist of the asset's type."""
        repairs = super().create(vals_list)
        repairs.filtered(lambda one: not one.check_ids)._service_add_checks()
        return repairs

    def write(self, vals):
        """Another asset may need another checklist; what was checked stays."""
        result = super().write(vals)
        if "asset_id" in vals:
            for repair in self.filtered(
                lambda one: one.state in ("draft", "confirmed")
            ):
                if not any(repair.check_ids.mapped("done")):
                    # whoever repairs makes no checklists
                    repair.sudo().check_ids.unlink()
                    repair._service_add_checks()
        return result

    def _service_add_checks(self):
        # checklists are settings; whoever repairs need not be allowed to read them
        lists = self.env["loyalty.repair.checklist"].sudo()
        for repair in self:
            found = lists._service_of(repair.asset_id.type_id, repair.company_id)
            lang = repair.with_context(lang=repair.partner_id.lang or self.env.lang)
            repair.sudo().check_ids = [
                fields.Command.create({"name": line.name, "sequence": line.sequence})
                for line in found.with_env(lang.env).line_ids
            ]

    def action_repair_done(self):
        """Refuse what was not checked.

        :raise UserError: points of the checklist are open
        """
        for repair in self:
            missing = repair.check_ids.filtered(lambda check: not check.done)
            if missing:
                raise UserError(
                    self.env._(
                        "%(repair)s is not ready yet. Check first: %(points)s.",
                        repair=repair.name,
                        points=", ".join(missing.mapped("name")),
                    )
                )
        return super().action_repair_done()
