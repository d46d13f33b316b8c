"""Credit notes: points that were spent already are withheld from the refund (S8)."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


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
        rows = []
        for order in self.invoice_line_ids.sale_line_ids.order_id:
            for card, _accrual, _rates in order._points_terms_of():
                program = card.program_id
                if program.points_debt != "withhold":
                    continue
                back = self._points_taken_back(order, card)
                points = program._points_round(max(back - card.points_usable, 0.0))
                reward = program.reward_ids.filtered(order._points_is_per_point)[:1]
                if points and reward:
                    amount = self.currency_id.round(
                        points * order._points_value(reward)
                    )
                    rows.append((card, points, amount))
        return rows

    def _points_taken_back(self, order, card):
        """Posted points of a card that this draft credit note takes back from an order."""
        back = 0.0
        for line, points in self._points_of_order_lines(order, card).items():
            credited = sum(
                line._points_invoice_line_share(own)
                for own in self.invoice_line_ids
                if line in own.sale_line_ids
            )
            back += points * min(credited, 1.0)
        return back

    @api.model
    def _points_of_order_lines(self, order, card):
        entries = order._points_entries().filtered(
            lambda entry: entry.card_id == card and entry.state == "posted"
        )
        result = {}
        for line in order.order_line:
            own = entries.filtered(
                lambda entry, line=line: (
                    entry.origin_line_id == line.id
                    and (
                        entry.type == "earn"
                        or entry.type == "reversal"
                        and entry.points < 0
                    )
                )
            )
            if points := sum(own.mapped("points")):
                result[line] = points
        return result

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
        self.write(
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
        """What was withheld from the refund is not owed any more."""
        vals_list = []
        for line in self._points_withheld_lines():
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
                        "idempotency_key": f"withheld/{line.id}",
                        "expiry_date": None,
                        "idle_months": None,
                    }
                )
        return self.env["loyalty.card"]._points_post(vals_list)


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
