"""A sale, a payment by points or a hold of a till: a document that states its points (S47)."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import float_compare


class LoyaltyApiDocument(models.Model):
    _name = "loyalty.api.document"
    _description = "Document of a Till"
    _inherit = ["loyalty.points.document"]
    _order = "id desc"
    _rec_name = "reference"

    kind = fields.Selection(
        [("earn", "Sale"), ("redeem", "Paid by points"), ("hold", "Held")],
        required=True,
        readonly=True,
    )
    reference = fields.Char(
        "Number at the Till", required=True, readonly=True, index=True
    )
    owner_id = fields.Many2one(
        "res.partner",
        "Till Of",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one("res.users", "By", required=True, readonly=True)
    card_id = fields.Many2one(
        "loyalty.card", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    amount = fields.Monetary("Purchase", readonly=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    points = fields.Float(digits=(16, 4), required=True, readonly=True)
    tier_points = fields.Float("Of the Tier", digits=(16, 4), readonly=True)
    returned = fields.Float(
        "Taken Back",
        digits=(16, 4),
        readonly=True,
        help="Of the points, or of the money.",
    )
    until = fields.Datetime(readonly=True)
    state = fields.Selection(
        [("done", "Done"), ("held", "Held"), ("reversed", "Taken Back")],
        "Status",
        default="done",
        required=True,
        readonly=True,
    )

    _held_index = models.Index("(until) WHERE state = 'held'")
    _positive = models.Constraint(
        "CHECK (points >= 0 AND tier_points >= 0 AND returned >= 0 AND amount >= 0)",
        "A document of a till has no negative figures.",
    )

    def _points_statement(self):
        """What stays of each, earned and spent apart."""
        rows = []
        for document in self:
            kept = document._api_kept()
            if document.kind != "earn":
                rows.append(document._api_row("redeem", -document.points * kept))
                continue
            rows.append(
                {
                    **document._api_row(
                        "earn", document._api_round(document.points * kept)
                    ),
                    "amount": document.amount * kept,
                    "qualifying": True,
                }
            )
            if document.tier_points:
                extra = document._api_round(document.tier_points * kept)
                rows.append({**document._api_row("earn", extra), "component": "tier"})
        return rows

    def _api_round(self, points):
        return self.card_id.program_id._points_round(points, "DOWN")

    def _api_kept(self):
        """The share that was not taken back."""
        self.ensure_one()
        if self.state == "reversed":
            return 0.0
        whole = self.amount if self.kind == "earn" else self.points
        return 1 - self.returned / whole if whole else 1.0

    def _api_row(self, kind, points):
        return {
            "document": self,
            "card": self.card_id,
            "type": kind,
            "line_id": 0,
            "component": "base",
            "due": points,
            "waiting": 0,
            "waits_for": None,
            "amount": 0,
            "qualifying": False,
        }

    def _points_origin_name(self):
        """The till's number, as its customer has it on paper."""
        return self.reference

    def _api_take_back(self, part=None):
        """Take the document back, or a part of it; the points that are moved.

        :param part: money of a sale, points of a payment; all that is left when None
        """
        self.ensure_one()
        whole = self.amount if self.kind == "earn" else self.points
        returned = whole if part is None else self.returned + float(part)
        is_all = float_compare(returned, whole, precision_digits=4) >= 0
        self.write(
            {
                "returned": whole if is_all else returned,
                "state": "reversed" if is_all else self.state,
            }
        )
        return self._points_sync()

    @api.model
    def _cron_release_holds(self):
        """Holds whose time is over give their points back."""
        domain = [("state", "=", "held"), ("until", "<=", fields.Datetime.now())]
        while held := self.search(domain, limit=100):
            held._api_release()
            if not self.env["ir.cron"]._commit_progress(len(held)):
                return

    def _api_release(self):
        self.write({"state": "reversed"})
        self._points_sync()

    @api.model
    def _api_until(self, minutes):
        return fields.Datetime.now() + timedelta(minutes=minutes)
