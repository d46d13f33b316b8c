"""Which debit took how much from which credit; an undo is a negative row."""

from odoo import api, fields, models


class LoyaltyPointsAllocation(models.Model):
    _name = "loyalty.points.allocation"
    _description = "Points Allocation"
    _order = "id"
    _log_access = False

    debit_id = fields.Many2one(
        "loyalty.points.entry",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    credit_id = fields.Many2one(
        "loyalty.points.entry",
        "Lot",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    points = fields.Float(digits=(16, 4), required=True, readonly=True)
    card_id = fields.Many2one(related="debit_id.card_id", string="Card")
    date = fields.Datetime(related="debit_id.date")
    expiry_date = fields.Date(related="credit_id.expiry_date")

    # nothing may come through: there is no super to call
    # pylint: disable=method-required-super
    @api.model_create_multi
    def create(self, vals_list):
        """Refuse: allocations come from `loyalty.card._points_post` alone."""
        self.env["loyalty.points.entry"]._refuse_editing()

    def write(self, vals):
        """Refuse: an undo is a negative row."""
        self.env["loyalty.points.entry"]._refuse_editing()

    def unlink(self):
        """Refuse: allocations are never deleted."""
        self.env["loyalty.points.entry"]._refuse_editing()
