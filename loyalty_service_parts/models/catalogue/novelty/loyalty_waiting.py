"""Who waits for a part: told when it comes in, higher tiers first (S30)."""

from odoo import api, fields, models
from odoo.tools import float_compare

BATCH = 100


class LoyaltyWaiting(models.Model):
    _name = "loyalty.waiting"
    _description = "Customer Waits for a Part"
    _order = "told_on NULLS FIRST, rank desc, id"

    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, index=True, ondelete="cascade"
    )
    product_id = fields.Many2one(
        "product.product", required=True, index=True, ondelete="cascade"
    )
    product_tmpl_id = fields.Many2one(
        related="product_id.product_tmpl_id", store=True, index=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    card_id = fields.Many2one("loyalty.card", "Member Card", ondelete="set null")
    tier_id = fields.Many2one(related="card_id.tier_id")
    rank = fields.Float(related="card_id.tier_id.threshold", store=True)
    quantity = fields.Float(default=1, digits="Product Unit", required=True)
    told_on = fields.Datetime(readonly=True, copy=False)

    _once = models.UniqueIndex(
        "(partner_id, product_id) WHERE told_on IS NULL",
        "This customer is on the waiting list already.",
    )
    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "Somebody waits for one piece at least."
    )

    @api.model
    def _waiting_add(self, partner, product, quantity=1):
        """Put a customer on the list, once."""
        known = self.search(
            [
                ("partner_id", "=", partner.id),
                ("product_id", "=", product.id),
                ("told_on", "=", False),
            ]
        )
        cards = self.env["loyalty.card"]._points_cards_by_contact(
            [partner], self.env.company
        )
        return known or self.create(
            {
                "partner_id": partner.id,
                "product_id": product.id,
                "quantity": quantity,
                "card_id": cards.get(partner, self.env["loyalty.card"]).id,
            }
        )

    @api.model
    def _cron_tell_waiting(self):
        """Tell those for whom there are pieces: in the order of tiers, then of waiting."""
        waiting = self.search([("told_on", "=", False)])
        for product, rows in waiting.grouped("product_id").items():
            rows._waiting_tell(product)
            if not self.env["ir.cron"]._commit_progress(len(rows)):
                return

    def _waiting_tell(self, product):
        """Tell as many of these as there are pieces for; the first are served first."""
        promised = {}
        for row in self.sorted(lambda one: (-one.rank, one.id)):
            if not product.active or not product.product_tmpl_id._catalogue_open_to(
                row.partner_id, row.company_id
            ):
                continue
            free = product.with_company(row.company_id)._reserve_for(
                row.partner_id, row.company_id
            )
            left = free.free_qty - promised.get(row.company_id, 0.0)
            if float_compare(left, row.quantity, precision_digits=4) < 0:
                continue
            promised[row.company_id] = promised.get(row.company_id, 0.0) + row.quantity
            row._waiting_send()

    def _waiting_send(self):
        """One message; whoever asked for it need not have agreed to advertising."""
        self.told_on = fields.Datetime.now()
        template = self.card_id.program_id.waiting_template_id or self.env[
            "loyalty.program"
        ]._points_message("waiting_mail_template")
        if template and self.partner_id.email:
            template.send_mail(self.id)
