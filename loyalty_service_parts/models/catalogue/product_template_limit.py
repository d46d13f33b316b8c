"""A limited edition: so many per customer and period, so many in all (S29)."""

from datetime import datetime, time

from pytz import timezone, utc

from odoo import api, fields, models
from odoo.tools import SQL

from ..tier.periods import period_start

_MONTHS = {"month": 1, "quarter": 3, "year": 12}


class ProductTemplate(models.Model):
    # one concern a file, one file a room
    _inherit = "product.template"  # pylint: disable=consider-merging-classes-inherited

    limit_member = fields.Integer(
        "At Most per Customer", help="Pieces in the period; 0 for no limit."
    )
    limit_period = fields.Selection(
        [
            ("month", "A month"),
            ("quarter", "A quarter"),
            ("year", "A year"),
            ("ever", "Ever"),
        ],
        "In",
        help="Empty: ever.",
    )
    limit_total = fields.Integer(
        "At Most in All", help="Pieces of a limited edition; 0 for no limit."
    )
    limit_sold = fields.Float(
        "Sold of It", compute="_compute_limit_sold", digits="Product Unit"
    )

    _limits_positive = models.Constraint(
        "CHECK (limit_member >= 0 AND limit_total >= 0)",
        "A limit cannot be negative.",
    )

    # no default: a shop of many products reads the column with each of them
    @api.onchange("limit_member")
    def _onchange_limit_member(self):
        if self.limit_member and not self.limit_period:
            self.limit_period = "ever"

    def _compute_limit_sold(self):
        limited = self.filtered("limit_total")
        # orders of other sellers count, too
        sold = limited.sudo()._catalogue_sold()
        for template in self:
            template.limit_sold = sold.get(template.id, 0)

    def _catalogue_period(self):
        """“a year”, in the user's language."""
        periods = self._fields["limit_period"]._description_selection(self.env)
        return dict(periods)[self.limit_period or "ever"].lower()

    def _catalogue_limit_since(self, company):
        """When the period of today began, in the company's time zone; None for ever."""
        self.ensure_one()
        if self.limit_period in (False, "ever"):
            return None
        # the company's contact may be hidden from the user; only its time zone is read
        zone = timezone(company.sudo().partner_id.tz or "UTC")
        today = fields.Datetime.now().replace(tzinfo=utc).astimezone(zone).date()
        months = _MONTHS[self.limit_period]
        first = datetime.combine(period_start(months, today), time.min)
        return zone.localize(first).astimezone(utc).replace(tzinfo=None)

    def _catalogue_is_limited(self):
        """Whether a product has a limit; none, as on a section of an order, has not."""
        return bool(self.limit_member or self.limit_total)

    def _catalogue_lock(self):
        """Touch limited products: of two orders for the last one, the second starts over."""
        if self:
            self.env.cr.execute(
                SQL(
                    "UPDATE product_template SET write_date = write_date WHERE id IN %s",
                    tuple(sorted(self.ids)),
                )
            )

    @api.model
    def _catalogue_sold(self, customer=None, since=None, without=None):
        """`{template id: pieces}` on confirmed orders, without what came back.

        :param customer: only of this customer and his company
        :param since: naive UTC datetime of the order
        :param without: orders that are left out
        """
        if not self:
            return {}
        self.env.flush_all()
        conditions = [
            SQL("p.product_tmpl_id IN %s", tuple(self.ids)),
            SQL("o.state = 'sale'"),
        ]
        if customer:
            conditions.append(
                SQL("c.commercial_partner_id = %s", customer.commercial_partner_id.id)
            )
        if since:
            conditions.append(SQL("o.date_order >= %s", since))
        if without:
            conditions.append(SQL("o.id NOT IN %s", tuple(without.ids)))
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT p.product_tmpl_id,
                           sum(GREATEST(l.product_uom_qty, COALESCE(m.sent, 0))
                               * u.factor / pu.factor
                               - COALESCE(m.back, 0) * u.factor / pu.factor)
                      FROM sale_order_line l
                      JOIN sale_order o ON o.id = l.order_id
                      JOIN res_partner c ON c.id = o.partner_id
                      JOIN product_product p ON p.id = l.product_id
                      JOIN product_template t ON t.id = p.product_tmpl_id
                      JOIN uom_uom u ON u.id = l.product_uom_id
                      JOIN uom_uom pu ON pu.id = t.uom_id
                      LEFT JOIN LATERAL (
                        SELECT sum(s.quantity * su.factor / u.factor) FILTER (
                                 WHERE d.usage = 'customer' AND f.usage != 'customer'
                               ) AS sent,
                               sum(s.quantity * su.factor / u.factor) FILTER (
                                 WHERE f.usage = 'customer' AND d.usage != 'customer'
                                   AND s.to_refund
                               ) AS back
                          FROM stock_move s
                          JOIN stock_location f ON f.id = s.location_id
                          JOIN stock_location d ON d.id = s.location_dest_id
                          JOIN uom_uom su ON su.id = s.product_uom
                         WHERE s.sale_line_id = l.id AND s.state = 'done'
                           AND s.product_id = l.product_id
                      ) AS m ON TRUE
                     WHERE %s
                     GROUP BY p.product_tmpl_id
                    """,
                    SQL(" AND ").join(conditions),
                )
            )
        )
