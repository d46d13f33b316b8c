"""A work order of a member: for which asset and ticket, ready when (S58)."""

from odoo import api, fields, models


class RepairOrder(models.Model):
    _inherit = "repair.order"

    asset_id = fields.Many2one(
        "loyalty.asset",
        index="btree_not_null",
        domain="[('partner_id', 'child_of', partner_id)]",
        tracking=True,
    )
    ticket_id = fields.Many2one(
        "helpdesk.ticket", index="btree_not_null", copy=False, tracking=True
    )
    card_id = fields.Many2one(
        "loyalty.card", "Member Card", compute="_compute_card_id", store=True
    )
    tier_id = fields.Many2one(related="card_id.tier_id")
    ready_date = fields.Datetime(
        "Ready On", copy=False, tracking=True, help="Promised; the customer sees it."
    )
    done_date = fields.Datetime("Ready Since", readonly=True, copy=False)
    given_date = fields.Datetime("Given Out On", readonly=True, copy=False)
    warranty_text = fields.Char("Warranty", compute="_compute_warranty_text")

    @api.depends("partner_id", "company_id")
    def _compute_card_id(self):
        """The card of the customer, or of his company."""
        # whoever repairs need not be allowed to read cards
        cards = self.env["loyalty.card"].sudo()
        for company, repairs in self.grouped("company_id").items():
            found = cards._points_cards_by_contact(list(repairs.partner_id), company)
            for repair in repairs:
                repair.card_id = found.get(repair.partner_id)

    @api.depends("lot_id", "asset_id.lot_id")
    def _compute_warranty_text(self):
        """Whether the serial number is covered."""
        lots = self.lot_id | self.asset_id.lot_id
        # whoever repairs need not be allowed to read warranties
        by_lot = (
            self.env["loyalty.warranty"]
            .sudo()
            .search([("lot_id", "in", lots.ids)], order="end_date")
            .grouped("lot_id")
        )
        for repair in self:
            own = by_lot.get(repair.lot_id or repair.asset_id.lot_id)
            repair.warranty_text = (
                own.sorted("covered")[-1:].coverage_text if own else False
            )

    @api.onchange("asset_id")
    def _onchange_asset_id(self):
        """What was sold with a serial number is what is repaired."""
        if self.asset_id.lot_id:
            self.product_id = self.asset_id.lot_id.product_id
            self.lot_id = self.asset_id.lot_id
        if self.asset_id and not self.partner_id:
            self.partner_id = self.asset_id.partner_id

    def action_repair_done(self):
        """The customer is told that it is ready (S58)."""
        result = super().action_repair_done()
        self.done_date = fields.Datetime.now()
        # whoever repairs need not be allowed to read messages of the operation
        for template, repairs in (
            self.sudo()
            .grouped(lambda one: one.picking_type_id.ready_template_id)
            .items()
        ):
            told = repairs.filtered("partner_id.email")
            if template and told:
                template.send_mail_batch(told.ids)
        return result

    def action_give_out(self):
        """The customer has it back."""
        self.filtered(
            lambda one: one.state == "done"
        ).given_date = fields.Datetime.now()
        return True

    def _service_stage_text(self):
        """The stage, as the customer reads it."""
        self.ensure_one()
        if self.given_date:
            return self.env._("Given out")
        return {
            "draft": self.env._("Received"),
            "confirmed": self.env._("Waits for its turn"),
            "under_repair": self.env._("In work"),
            "done": self.env._("Ready"),
            "cancel": self.env._("Cancelled"),
        }[self.state]
