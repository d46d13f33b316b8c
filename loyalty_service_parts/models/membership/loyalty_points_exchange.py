"""Points changed into a coupon or money on the eWallet: a document like an order."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare


class LoyaltyPointsExchange(models.Model):
    _name = "loyalty.points.exchange"
    _inherit = ["loyalty.points.document"]
    _description = "Exchange of Points"
    _order = "id desc"

    name = fields.Char(compute="_compute_name")
    card_id = fields.Many2one(
        "loyalty.card", required=True, readonly=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="card_id.company_id", store=True)
    partner_id = fields.Many2one(related="card_id.partner_id", string="Member")
    form_id = fields.Many2one(
        "loyalty.points.form", required=True, readonly=True, ondelete="restrict"
    )
    points = fields.Float(digits=(16, 4), required=True, readonly=True)
    value = fields.Float("Given", digits=(16, 2), required=True, readonly=True)
    target_card_id = fields.Many2one(
        "loyalty.card", "Coupon or eWallet", readonly=True, ondelete="restrict"
    )
    state = fields.Selection(
        [("done", "Done"), ("undone", "Undone")],
        "Status",
        default="done",
        readonly=True,
    )

    @api.depends("form_id", "target_card_id")
    def _compute_name(self):
        for exchange in self:
            exchange.name = (
                f"{exchange.form_id.name or ''} {exchange.target_card_id.code or ''}"
            )

    def _points_statement(self):
        """The points that were given, and the money that the eWallet got for them."""
        rows = []
        for exchange in self.filtered(lambda exchange: exchange.state == "done"):
            rows.append(
                exchange._points_row(exchange.card_id, "redeem", -exchange.points)
            )
            if exchange.target_card_id.is_ledger:
                rows.append(
                    exchange._points_row(
                        exchange.target_card_id, "earn", exchange.value
                    )
                )
        return rows

    def _points_row(self, card, kind, due):
        return {
            "document": self,
            "card": card,
            "type": kind,
            "line_id": 0,
            # money that nobody paid for
            "component": "base" if kind == "redeem" else "bonus",
            "due": due,
            "waiting": 0,
            "waits_for": None,
            "amount": -self.value if kind == "redeem" else 0,
        }

    @api.model
    def _points_make(self, card, form):
        """Change points of a card into what the form gives.

        :raise UserError: not enough usable points, form of another program
        """
        if form.program_id != card.program_id:
            raise UserError(
                self.env._("Choose a form that the program of the card has.")
            )
        exchange = self.create(
            {
                "card_id": card.id,
                "form_id": form.id,
                "points": form.points,
                "value": form.value,
                "target_card_id": self._points_target(card, form).id,
            }
        )
        exchange._points_sync()
        return exchange

    def _points_may_change(self):
        """:raise AccessError: neither member services nor the seller of a customer's order"""
        self.env["loyalty.card"]._points_check_service()

    @api.model
    def _points_target(self, card, form):
        if form.form == "ewallet":
            found = card._points_find_card(form.target_program_id, card.partner_id)
            if found:
                return found
        return card.create(
            {
                "program_id": form.target_program_id.id,
                "partner_id": card.partner_id.id,
                "points": form.value if form.form == "coupon" else 0,
            }
        )

    def action_undo(self):
        """Take the coupon or the money back; the points return to their lots.

        :raise UserError: the coupon was used, or the money was spent
        """
        self._points_may_change()
        self.check_access("read")
        # the right was checked above; the rows are written by the exchange itself
        for exchange in self.sudo().filtered(lambda exchange: exchange.state == "done"):
            target = exchange.target_card_id
            left = target.points_usable if target.is_ledger else target.points
            if float_compare(left, exchange.value, precision_digits=2) < 0:
                raise UserError(
                    self.env._(
                        "%s was used already: it cannot be taken back.", exchange.name
                    )
                )
            exchange.state = "undone"
            exchange._points_sync()
            if not target.is_ledger:
                target.write({"points": 0, "active": False})
