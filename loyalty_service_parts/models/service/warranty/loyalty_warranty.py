"""The warranty of a part or of work: until when, by product and by tier (S24)."""

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class LoyaltyWarranty(models.Model):
    _name = "loyalty.warranty"
    _description = "Warranty"
    _inherit = ["mail.thread"]
    _order = "end_date desc, id desc"
    _rec_names_search = ["lot_id.name", "product_id.name", "order_id.name"]

    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        ondelete="restrict",
        index=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    product_id = fields.Many2one(
        "product.product", required=True, ondelete="restrict", index=True
    )
    lot_id = fields.Many2one(
        "stock.lot", "Serial Number", index="btree_not_null", ondelete="restrict"
    )
    sale_line_id = fields.Many2one(
        "sale.order.line", index="btree_not_null", ondelete="restrict"
    )
    order_id = fields.Many2one(related="sale_line_id.order_id", store=True)
    quantity = fields.Float(default=1, digits="Product Unit")
    returned_quantity = fields.Float("Returned", digits="Product Unit", readonly=True)
    tier_id = fields.Many2one(
        "loyalty.tier",
        readonly=True,
        ondelete="restrict",
        help="As it was at the delivery: a later downgrade takes nothing away.",
    )
    months = fields.Integer("Months of the Product")
    tier_months = fields.Integer("Months of the Tier")
    start_date = fields.Date("Starts", tracking=True)
    end_date = fields.Date("Ends", tracking=True, index=True)
    state = fields.Selection(
        [
            ("waiting", "Waits for installation"),
            ("active", "Given"),
            ("ended", "Ended by return"),
        ],
        "Status",
        default="active",
        required=True,
        readonly=True,
        tracking=True,
    )
    ended_date = fields.Date("Returned On", readonly=True)
    replaces_id = fields.Many2one(
        "loyalty.warranty", "Moved From", readonly=True, index="btree_not_null"
    )
    covered = fields.Boolean(compute="_compute_covered", search="_search_covered")
    coverage_text = fields.Char("Coverage", compute="_compute_covered")

    @api.depends("product_id", "lot_id")
    def _compute_display_name(self):
        for warranty in self:
            parts = (warranty.product_id.display_name, warranty.lot_id.name)
            warranty.display_name = ", ".join(filter(None, parts))

    @api.depends("state", "start_date", "end_date")
    def _compute_covered(self):
        today = fields.Date.context_today(self)
        for warranty in self:
            warranty.covered = (
                warranty.state == "active"
                and bool(warranty.end_date)
                and warranty.end_date >= today
            )
            warranty.coverage_text = warranty._service_coverage_text()

    def _service_coverage_text(self):
        """“Covered until 31.01.2028”, “Not covered: ended on …”."""
        self.ensure_one()
        if self.state == "waiting":
            return self.env._("Covered from the installation on")
        day = self.env["ir.qweb.field.date"].value_to_html(
            self.ended_date if self.state == "ended" else self.end_date, {}
        )
        if self.state == "ended":
            return self.env._("Not covered: returned on %s", day)
        if self.covered:
            return self.env._("Covered until %s", day)
        return self.env._("Not covered: ended on %s", day)

    @api.model
    def _search_covered(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = Domain("state", "=", "active") & Domain(
            "end_date", ">=", fields.Date.context_today(self)
        )
        return domain if True in value else ~domain

    @api.constrains("start_date", "end_date", "state")
    def _check_dates(self):
        for warranty in self:
            if warranty.state == "active" and not (
                warranty.start_date
                and warranty.end_date
                and warranty.start_date <= warranty.end_date
            ):
                raise ValidationError(
                    self.env._("A warranty ends on a day after its start: say both.")
                )

    def _service_start(self, day):
        """It runs from a day on: the months of the product, and those of the tier."""
        for warranty in self:
            months = warranty.months + warranty.tier_months
            warranty.write(
                {
                    "state": "active",
                    "start_date": day,
                    "end_date": day + relativedelta(months=months, days=-1),
                }
            )

    def _get_report_base_filename(self):
        """The name under which the portal sends the certificate."""
        self.ensure_one()
        return self.env._("Warranty %s", self.display_name)

    def action_certificate(self):
        """The certificate as PDF."""
        return self.env.ref(
            "loyalty_service_parts.loyalty_warranty_report"
        ).report_action(self)
