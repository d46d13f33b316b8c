"""Who waits for a part: told when it comes in, higher tiers first (S30)."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import float_compare

#: So long a piece is left to whoever was told of it.
GRACE_DAYS = 3


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
    card_id = fields.Many2one(
        "loyalty.card",
        "Member Card",
        compute="_compute_card_id",
        store=True,
        precompute=True,
        compute_sudo=True,
        ondelete="set null",
    )
    tier_id = fields.Many2one(related="card_id.tier_id")
    rank = fields.Float(related="card_id.tier_id.threshold", store=True)
    quantity = fields.Float(default=1, digits="Product Unit", required=True)
    told_on = fields.Datetime(readonly=True, copy=False)
    ordered_on = fields.Datetime(
        readonly=True, copy=False, help="He ordered it: he waits no more."
    )

    _once = models.UniqueIndex(
        "(partner_id, product_id) WHERE told_on IS NULL AND ordered_on IS NULL",
        "This customer is on the waiting list already.",
    )
    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "Somebody waits for one piece at least."
    )

    @api.depends("partner_id", "company_id")
    def _compute_card_id(self):
        cards = self.env["loyalty.card"]
        for company, rows in self.grouped("company_id").items():
            found = cards._points_cards_by_contact(rows.partner_id, company)
            for row in rows:
                row.card_id = found.get(row.partner_id, cards)

    @api.model
    def _waiting_domain(self):
        """Who was not told and did not order."""
        return Domain("told_on", "=", False) & Domain("ordered_on", "=", False)

    @api.model
    def _waiting_of(self, partner, products):
        """The entries of a customer who waits for one of these products."""
        return self.search(
            self._waiting_domain()
            & Domain("partner_id", "=", partner.id)
            & Domain("product_id", "in", products.ids)
        )

    @api.model
    def _waiting_add(self, partner, product, quantity=1):
        """Put a customer on the list, once."""
        return self._waiting_of(partner, product) or self.create(
            {"partner_id": partner.id, "product_id": product.id, "quantity": quantity}
        )

    @api.model
    def _waiting_ordered(self, orders):
        """Whoever orders waits no more, and nothing is left to him any more."""
        asked = orders.filtered("partner_id")
        if not asked.order_line.product_id:
            return
        rows = self.search(
            Domain("ordered_on", "=", False)
            & Domain("product_id", "in", asked.order_line.product_id.ids)
            & Domain(
                "partner_id.commercial_partner_id",
                "in",
                asked.partner_id.commercial_partner_id.ids,
            )
        )
        bought = {
            (order.partner_id.commercial_partner_id, product)
            for order in asked
            for product in order.order_line.product_id
        }
        rows.filtered(
            lambda row: (row.partner_id.commercial_partner_id, row.product_id) in bought
        ).ordered_on = fields.Datetime.now()

    @api.model
    def _cron_tell_waiting(self):
        """Tell those for whom there are pieces: in the order of tiers, then of waiting."""
        waiting = self.search(self._waiting_domain())
        for (product, company), rows in waiting.grouped(
            lambda row: (row.product_id, row.company_id)
        ).items():
            rows._waiting_tell(product, company)
            if not self.env["ir.cron"]._commit_progress(len(rows)):
                return

    def _waiting_tell(self, product, company):
        """Tell as many of these as there are pieces for; the first are served first."""
        product = product._catalogue_where_sold(company)
        if not product.active or product.free_qty <= 0:
            return
        # whoever was told lately has some days to order
        promised = sum(
            self.search(
                [
                    ("product_id", "=", product.id),
                    ("company_id", "=", company.id),
                    ("ordered_on", "=", False),
                    (
                        "told_on",
                        ">",
                        fields.Datetime.now() - timedelta(days=GRACE_DAYS),
                    ),
                ]
            ).mapped("quantity")
        )
        for row in self.sorted(lambda one: (-one.rank, one.id)):
            if not product.product_tmpl_id._catalogue_open_to(row.partner_id, company):
                continue
            free = product._reserve_for(row.partner_id, company).free_qty
            if float_compare(free - promised, row.quantity, precision_digits=4) >= 0:
                promised += row.quantity
                row._waiting_send()

    def _waiting_send(self):
        """One message; whoever asked for it need not have agreed to advertising."""
        self.told_on = fields.Datetime.now()
        template = self.card_id.program_id.waiting_template_id or self.env[
            "loyalty.program"
        ]._points_message("waiting_mail_template")
        if template and self.partner_id.email:
            template.send_mail(self.id)
