"""Who would move if the thresholds were others: shown before it is applied (S15)."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..models.tier import tier_sql
from .thresholds import check_rising

SHOWN = 200


class LoyaltyTierPreview(models.TransientModel):
    _name = "loyalty.tier.preview"
    _description = "Change Thresholds"

    program_id = fields.Many2one("loyalty.program", required=True, readonly=True)
    line_ids = fields.One2many("loyalty.tier.preview.line", "wizard_id", "Tiers")
    move_ids = fields.One2many("loyalty.tier.preview.move", "wizard_id", "Who Moves")
    up_count = fields.Integer("Up at Once", readonly=True)
    down_count = fields.Integer("Down at Their Review", readonly=True)
    shown = fields.Char(
        "Shown For",
        readonly=True,
        help="The thresholds that the preview was made with.",
    )

    @api.model
    def default_get(self, names):
        """One line per tier, with the thresholds as they are."""
        values = super().default_get(names)
        program = self.env["loyalty.program"].browse(values.get("program_id"))
        values["line_ids"] = [
            Command.create(
                {
                    "tier_id": tier.id,
                    "threshold": tier.threshold,
                    "retention": tier.retention,
                }
            )
            for tier in program.tier_ids._points_ranked()
        ]
        return values

    def _check_manager(self):
        self.env["loyalty.card"]._points_check_manager()

    def action_preview(self):
        """Compute who would move; nothing is changed."""
        self.ensure_one()
        self._check_manager()
        self._check_rising()
        moves = self._moves()
        self.move_ids.unlink()
        self.write(
            {
                "shown": self._signature(),
                "up_count": moves[0][4] if moves else 0,
                "down_count": moves[0][5] if moves else 0,
                "move_ids": [
                    Command.create(
                        {
                            "card_id": card_id,
                            "from_tier_id": before,
                            "to_tier_id": after,
                            "direction": "up" if up else "down",
                        }
                    )
                    for card_id, before, after, up, _ups, _downs in moves
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Change Thresholds"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _signature(self):
        """The thresholds as text: a preview of others does not count."""
        return ";".join(
            f"{line.tier_id.id}:{line.threshold:.2f}:{line.retention:.2f}"
            for line in self.line_ids.sorted("tier_id")
        )

    @api.onchange("line_ids")
    def _onchange_line_ids(self):
        self.shown = False

    def _check_rising(self):
        """Tiers keep their order: a better one cannot need less."""
        thresholds = [
            line.threshold
            for line in self.line_ids.sorted(lambda line: line.tier_id.threshold)
        ]
        check_rising(self.env, thresholds)

    def _moves(self):
        """The first who would move, with the thresholds of the wizard, and how many in all."""
        program = self.program_id
        rows = sorted(
            (
                (line.tier_id.id, line.threshold, line.retention or line.threshold)
                for line in self.line_ids
            ),
            key=lambda row: row[1],
        )
        self.env["loyalty.card"]._points_flush()
        since, _today, _until = program._points_tier_period()
        return self.env.execute_query(tier_sql.moves(program, rows, since, SHOWN))

    def action_apply(self):
        """Write the thresholds; who reaches more moves up at once, down only at reviews."""
        self.ensure_one()
        self._check_manager()
        if self.shown != self._signature():
            raise UserError(
                self.env._("Look at the preview of these thresholds first.")
            )
        # in an order in which no two tiers have the same threshold for a moment
        for line in self.line_ids:
            line.tier_id.threshold += 1e9
        self.env.flush_all()
        for line in self.line_ids:
            line.tier_id.write(
                {"threshold": line.threshold, "retention": line.retention}
            )
        # the manager's right was checked; tiers are written by the evaluation alone
        self.env["loyalty.tier.evaluation"].sudo()._promote(self.program_id.sudo())
        return {"type": "ir.actions.act_window_close"}


class LoyaltyTierPreviewLine(models.TransientModel):
    _name = "loyalty.tier.preview.line"
    _description = "Threshold to Be"

    wizard_id = fields.Many2one(
        "loyalty.tier.preview", required=True, ondelete="cascade"
    )
    tier_id = fields.Many2one("loyalty.tier", required=True, readonly=True)
    threshold = fields.Float("Reached With", digits=(16, 2))
    retention = fields.Float("Kept With", digits=(16, 2))


class LoyaltyTierPreviewMove(models.TransientModel):
    _name = "loyalty.tier.preview.move"
    _description = "Member Who Would Move"

    wizard_id = fields.Many2one(
        "loyalty.tier.preview", required=True, ondelete="cascade"
    )
    card_id = fields.Many2one("loyalty.card", "Member", readonly=True)
    from_tier_id = fields.Many2one("loyalty.tier", "Now", readonly=True)
    to_tier_id = fields.Many2one("loyalty.tier", "Then", readonly=True)
    direction = fields.Selection([("up", "Up"), ("down", "Down")], readonly=True)
