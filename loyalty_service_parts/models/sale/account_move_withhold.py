"""Credit notes: points that were spent already are withheld from the refund (S8)."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

WITHHELD_FIELDS = ("points_withheld_card_id", "points_withheld")


class AccountMove(models.Model):
    # one concern a file, one file a room
    _inherit = "account.move"  # pylint: disable=consider-merging-classes-inherited

    points_uncovered = fields.Float(
        "Points Spent Already",
        digits=(16, 2),
        compute="_compute_points_uncovered",
        compute_sudo=True,
        help="Points that this credit note takes back and that are not on the card any more.",
    )
    points_uncovered_amount = fields.Monetary(
        "Worth", compute="_compute_points_uncovered", compute_sudo=True
    )

    @api.depends("state", "move_type", "invoice_line_ids.price_subtotal")
    def _compute_points_uncovered(self):
        for move in self:
            rows = move._points_uncovered_rows() if move._points_may_withhold() else []
            move.points_uncovered = sum(points for _card, points, _amount in rows)
            move.points_uncovered_amount = sum(
                amount for _card, _points, amount in rows
            )

    def _points_may_withhold(self):
        return (
            self.move_type == "out_refund"
            and self.state == "draft"
            and isinstance(self.id, int)
            and not self._points_withheld_lines()
        )

    def _points_withheld_lines(self):
        return self.invoice_line_ids.filtered("points_withheld_card_id")

    def _points_uncovered_rows(self):
        """Per card: points that cannot be taken back, and their value in this currency."""
        missing, values = {}, {}
        for order in self.invoice_line_ids.sale_line_ids.order_id:
            for card in order._points_entries().card_id:
                reward = card.program_id.reward_ids.filtered(order._points_is_per_point)
                if card.program_id.points_debt == "withhold" and reward:
                    values[card] = order._points_value(reward[0])
                    missing[card] = missing.get(card, 0) - self._points_moved(
                        order, card
                    )
        rows = []
        for card, points in missing.items():
            on_card = card._points_state()[card.id]["on_card"]
            points = card.program_id._points_round(max(points - float(on_card), 0.0))
            if points:
                rows.append(
                    (card, points, self.currency_id.round(points * values[card]))
                )
        return rows

    def _points_moved(self, order, card):
        """By how many points this draft credit note will change a card: less what the goods
        earned, plus what was spent on them."""
        entries = order._points_entries().filtered(
            lambda entry: entry.card_id == card and entry.state == "posted"
        )
        moved = 0.0
        for line in order.order_line:
            points = sum(
                entries.filtered(
                    lambda entry, line=line: entry.origin_line_id == line.id
                ).mapped("points")
            )
            if points:
                moved -= points * self._points_credited_share(
                    order._points_reward_group(line) if line.reward_id else line
                )
        return moved

    def _points_credited_share(self, order_lines):
        """Which share of order lines this credit note takes back, by money."""
        weights = {line: abs(line.price_total) or 1.0 for line in order_lines}
        credited = 0.0
        for line, weight in weights.items():
            share = sum(
                line._points_invoice_line_share(own)
                for own in self.invoice_line_ids
                if line in own.sale_line_ids
            )
            credited += min(share, 1.0) * weight
        return credited / sum(weights.values())

    def action_points_withhold(self):
        """Take the value of the points off the refund: a line that says so.

        :raise UserError: nothing to withhold
        """
        self.ensure_one()
        rows = (
            self.sudo()._points_uncovered_rows() if self._points_may_withhold() else []
        )
        if not rows:
            raise UserError(
                self.env._("This credit note takes back no points that were spent.")
            )
        self.check_access("write")
        # the fields that say what is withheld are for this button only
        self.sudo().write(
            {
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": self.env._(
                                "%(points)s of card %(card)s, earned with these goods and spent",
                                points=card._format_points(points),
                                card=card.code,
                            ),
                            "quantity": 1,
                            "price_unit": -amount,
                            "tax_ids": [Command.clear()],
                            "points_withheld_card_id": card.id,
                            "points_withheld": points,
                        }
                    )
                    for card, points, amount in rows
                ]
            }
        )

    def _points_write_off_withheld(self):
        """What was withheld from a posted refund is not owed any more; the entries."""
        vals_list = []
        notes = self.filtered(lambda move: move.move_type == "out_refund")
        for line in notes._points_withheld_lines():
            card = line.points_withheld_card_id
            points = min(line.points_withheld, card.points_debt)
            if points > 0:
                vals_list.append(
                    {
                        "card_id": card.id,
                        "points": points,
                        "type": "write_off",
                        "reason_code": "debt",
                        "reason": self.env._("Withheld from %s", line.move_id.name),
                        "origin_model": line.move_id._name,
                        "origin_id": line.move_id.id,
                        "origin_line_id": line.id,
                        "origin_name": line.move_id.name,
                        "expiry_date": None,
                        "idle_months": None,
                    }
                )
        return self.env["loyalty.card"]._points_post(vals_list)

    def _points_owe_withheld(self):
        """The refund is not posted any more: what it withheld is owed again."""
        entries = self.env["loyalty.points.entry"].search(
            [
                ("origin_model", "=", self._name),
                ("origin_id", "in", self.ids),
                ("type", "=", "write_off"),
            ]
        )
        return self.env["loyalty.card"]._points_reverse(entries)


class AccountMoveLine(models.Model):
    # two small fields that only the credit note above knows
    _inherit = "account.move.line"

    points_withheld_card_id = fields.Many2one(
        "loyalty.card",
        "Withheld For Card",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    points_withheld = fields.Float(digits=(16, 4), readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        """Only the button of the credit note says what it withholds."""
        for vals in vals_list:
            self._points_check_withheld(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Only the button of the credit note says what it withholds."""
        self._points_check_withheld(vals)
        return super().write(vals)

    @api.model
    def _points_check_withheld(self, vals):
        """:raise AccessError: somebody writes off points by hand (D18)"""
        given = {name for name in WITHHELD_FIELDS if vals.get(name)}
        if given and not self.env.su:
            raise AccessError(
                self.env._(
                    "What a credit note withholds follows from its orders. Use the button "
                    "“Withhold From the Refund”."
                )
            )
