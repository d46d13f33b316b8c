"""The ledger's rows: written once by the door, never edited, never deleted."""

from odoo import api, fields, models
from odoo.exceptions import UserError

TYPES = [
    ("opening", "Opening balance"),
    ("earn", "Earned"),
    ("redeem", "Redeemed"),
    ("expire", "Expired"),
    ("adjust", "Adjusted"),
    ("transfer", "Transferred"),
    ("reversal", "Reversed"),
    ("write_off", "Written off"),
]
COMPONENTS = [
    ("base", "Base"),
    ("tier", "Tier"),
    ("campaign", "Campaign"),
    ("bonus", "Bonus"),
    ("guarantee", "Guarantee"),
]
REASONS = [
    ("document", "Document"),
    ("opening", "Balance before the ledger"),
    ("import", "Import"),
    ("generated", "Generated for a customer"),
    ("correction", "Correction of a mistake"),
    ("goodwill", "Goodwill"),
    ("welcome", "Welcome"),
    ("birthday", "Birthday"),
    ("guarantee", "Guarantee"),
    ("rating", "Rating"),
    ("complaint", "Complaint"),
    ("gift", "Gift"),
    ("expired", "Validity ended"),
    ("extension", "Validity changed"),
    ("transfer", "Transfer between members"),
    ("duplicate", "Cards put together"),
    ("conversion", "Changed into another form"),
    ("debt", "Debt written off"),
    ("direct", "Balance written directly"),
    ("other", "Other"),
]


class LoyaltyPointsEntry(models.Model):
    _name = "loyalty.points.entry"
    _description = "Points Entry"
    _order = "id desc"
    _rec_name = "origin_name"
    # the author and the moment are columns of the ledger; nothing is ever written again
    _log_access = False

    card_id = fields.Many2one(
        "loyalty.card", required=True, readonly=True, ondelete="restrict"
    )
    program_id = fields.Many2one(
        "loyalty.program",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one("res.company", readonly=True, ondelete="restrict")
    partner_id = fields.Many2one(
        related="card_id.partner_id",
        string="Member",
        related_sudo=True,
        search="_search_partner_id",
    )
    points = fields.Float(digits=(16, 4), required=True, readonly=True)
    amount = fields.Monetary(
        readonly=True,
        help="The money behind the points, in the currency of the program.",
    )
    currency_id = fields.Many2one(related="program_id.currency_id", related_sudo=True)
    type = fields.Selection(TYPES, required=True, readonly=True)
    component = fields.Selection(COMPONENTS, required=True, readonly=True)
    qualifying = fields.Boolean(
        readonly=True, help="Counts for the tier of the member."
    )
    state = fields.Selection(
        [("pending", "Pending"), ("posted", "Posted"), ("void", "Void")],
        "Status",
        required=True,
        readonly=True,
    )
    date = fields.Datetime(required=True, readonly=True)
    recorded_at = fields.Datetime(
        readonly=True,
        help="When the row was written; its date may be another one, as in an import.",
    )
    expiry_date = fields.Date(
        "Valid Until",
        readonly=True,
        help="Last day on which these points can be spent.",
    )
    idle_months = fields.Integer(
        "Months Without Activity",
        readonly=True,
        help="These points expire when the member neither earned nor spent for so many months.",
    )
    balance_after = fields.Float(digits=(16, 4), readonly=True)
    remaining = fields.Float(
        digits=(16, 4),
        readonly=True,
        help="What is left of points given, or, when negative, what nothing has covered yet.",
    )
    waits_for = fields.Char(readonly=True)
    release_date = fields.Datetime("Usable From", readonly=True)
    origin_model = fields.Char("Document Model", readonly=True)
    origin_id = fields.Many2oneReference(
        "Document", model_field="origin_model", readonly=True
    )
    origin_line_id = fields.Integer("Document Line", readonly=True)
    origin_name = fields.Char("Origin", readonly=True)
    reason_code = fields.Selection(REASONS, "Reason", required=True, readonly=True)
    reason_ids = fields.One2many(
        "loyalty.points.reason", "entry_id", "Explanations", readonly=True
    )
    reason = fields.Char("Explanation", compute="_compute_reason")
    author_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    reverses_id = fields.Many2one(
        "loyalty.points.entry", readonly=True, ondelete="restrict"
    )
    reversal_ids = fields.One2many(
        "loyalty.points.entry", "reverses_id", "Reversals", readonly=True
    )
    pending_id = fields.Many2one(
        "loyalty.points.entry", "Was Pending As", readonly=True, ondelete="restrict"
    )
    counterpart_id = fields.Many2one(
        "loyalty.points.entry", readonly=True, ondelete="restrict"
    )
    idempotency_key = fields.Char(readonly=True)
    idempotency_digest = fields.Char("Digest of the Request", readonly=True)
    hash = fields.Char("Seal", readonly=True)
    debit_allocation_ids = fields.One2many(
        "loyalty.points.allocation", "credit_id", "Taken By", readonly=True
    )
    credit_allocation_ids = fields.One2many(
        "loyalty.points.allocation", "debit_id", "Taken From", readonly=True
    )

    _remaining_within_points = models.Constraint(
        "CHECK (CASE WHEN points >= 0 THEN remaining BETWEEN 0 AND points "
        "ELSE remaining BETWEEN points AND 0 END)",
        "What remains of an entry lies between zero and its points.",
    )
    _unposted_has_no_effect = models.Constraint(
        "CHECK (state = 'posted' AND balance_after IS NOT NULL "
        "OR state != 'posted' AND remaining = 0 AND balance_after IS NULL AND hash IS NULL)",
        "Only posted entries have a balance, a remainder and a seal.",
    )
    _card_order = models.Index("(card_id, id DESC)")
    _open_lots = models.Index(
        "(card_id, COALESCE(expiry_date, 'infinity'::date), date, id) WHERE remaining > 0"
    )
    _open_debts = models.Index("(card_id, id) WHERE remaining < 0")
    _lots_by_expiry = models.Index("(expiry_date) WHERE remaining > 0")
    _waiting = models.Index("(card_id, release_date) WHERE state = 'pending'")
    _document = models.Index("(origin_id, origin_model) WHERE origin_id IS NOT NULL")
    _reversed = models.Index("(reverses_id) WHERE reverses_id IS NOT NULL")
    _released = models.Index("(pending_id) WHERE pending_id IS NOT NULL")
    _linked = models.Index("(counterpart_id) WHERE counterpart_id IS NOT NULL")
    _unsealed = models.Index("(id) WHERE hash IS NULL AND state = 'posted'")
    _once = models.UniqueIndex(
        "(program_id, idempotency_key) WHERE idempotency_key IS NOT NULL",
        "This operation was already posted.",
    )

    @api.depends("reason_ids.text")
    def _compute_reason(self):
        for entry in self:
            entry.reason = entry.sudo().reason_ids[:1].text

    @api.depends("type", "origin_name", "date")
    def _compute_display_name(self):
        labels = dict(self._fields["type"]._description_selection(self.env))
        for entry in self:
            entry.display_name = " – ".join(
                part for part in (labels.get(entry.type), entry.origin_name) if part
            )

    def _search_partner_id(self, operator, value):
        return [("card_id.partner_id", operator, value)]

    # nothing may come through: there is no super to call
    # pylint: disable=method-required-super
    @api.model_create_multi
    def create(self, vals_list):
        """Refuse: rows come from `loyalty.card._points_post` alone (S5)."""
        self._refuse_editing()

    def write(self, vals):
        """Refuse: a correction is a new row (S5)."""
        self._refuse_editing()

    def unlink(self):
        """Refuse: rows of the ledger are never deleted (S5)."""
        self._refuse_editing()

    def copy(self, default=None):
        """Refuse: a copy would be a row without a cause (S5)."""
        self._refuse_editing()

    @api.model
    def _refuse_editing(self):
        raise UserError(
            self.env._(
                "The points ledger is never edited. Correct a balance with "
                "“Adjust points” on the card: the correction becomes a new row."
            )
        )

    def _points_reversed(self):
        """How many points of each entry were taken back already: `{entry id: points}`."""
        groups = self._read_group(
            [("reverses_id", "in", self.ids), ("state", "=", "posted")],
            ["reverses_id"],
            ["points:sum"],
        )
        return {entry.id: abs(points) for entry, points in groups}

    def action_open_origin(self):
        """Open the document that caused this entry."""
        self.ensure_one()
        if (
            not self.origin_model
            or not self.origin_id
            or self.origin_model not in self.env
        ):
            raise UserError(self.env._("This entry was not made by a document."))
        return {
            "type": "ir.actions.act_window",
            "res_model": self.origin_model,
            "res_id": self.origin_id,
            "views": [(False, "form")],
        }
