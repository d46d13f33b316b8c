"""Exclusive parts: who bought, for how much; what of the reserves was used and given back (S44)."""

from odoo import fields, models, tools


class LoyaltyExclusiveReport(models.Model):
    _name = "loyalty.exclusive.report"
    _description = "Exclusive Parts Report"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "product_tmpl_id"

    date = fields.Date(readonly=True)
    product_tmpl_id = fields.Many2one("product.template", "Part", readonly=True)
    categ_id = fields.Many2one("product.category", "Category", readonly=True)
    member_access = fields.Selection(
        [
            ("everyone", "Everyone"),
            ("members", "Members"),
            ("tier", "A tier and above"),
        ],
        "Sold To",
        readonly=True,
    )
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    tier_id = fields.Many2one("loyalty.tier", readonly=True)
    buyers = fields.Integer(
        "Members Who Bought", aggregator="count_distinct", readonly=True
    )
    quantity = fields.Float("Pieces", readonly=True)
    revenue = fields.Monetary(readonly=True)
    reserve_used = fields.Float("Taken From Reserves", readonly=True)
    reserve_released = fields.Float("Given Back by Reserves", readonly=True)

    def init(self):
        """One row per order line of a part that is not for everybody, and per released reserve."""
        tools.drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute(
            """
            CREATE VIEW loyalty_exclusive_report AS
            SELECT l.id * 2 AS id, o.date_order::date AS date, t.id AS product_tmpl_id,
                   t.categ_id, t.member_access, o.company_id, c.currency_id,
                   o.partner_id, o.points_tier_id AS tier_id,
                   CASE WHEN o.points_tier_id IS NOT NULL
                          OR EXISTS (SELECT FROM loyalty_card k
                                      JOIN loyalty_program g ON g.id = k.program_id
                                       AND g.program_type = 'loyalty'
                                      WHERE k.is_ledger AND k.active
                                        AND k.holder_id IN (b.id, b.commercial_partner_id))
                        THEN o.partner_id END AS buyers,
                   l.product_uom_qty * u.factor / pu.factor AS quantity,
                   l.price_subtotal / NULLIF(o.currency_rate, 0) AS revenue,
                   r.used AS reserve_used, 0::float8 AS reserve_released
              FROM sale_order_line l
              JOIN sale_order o ON o.id = l.order_id AND o.state = 'sale'
              JOIN res_company c ON c.id = o.company_id
              JOIN res_partner b ON b.id = o.partner_id
              JOIN product_product p ON p.id = l.product_id
              JOIN product_template t ON t.id = p.product_tmpl_id
              JOIN uom_uom u ON u.id = l.product_uom_id
              JOIN uom_uom pu ON pu.id = t.uom_id
              LEFT JOIN LATERAL (
                SELECT sum(x.quantity) AS used
                  FROM stock_move m
                  JOIN loyalty_stock_reserve_use x ON x.move_id = m.id
                 WHERE m.sale_line_id = l.id AND m.product_id = l.product_id
                   AND m.state != 'cancel'
              ) AS r ON TRUE
             WHERE t.member_restricted OR r.used IS NOT NULL
             UNION ALL
            SELECT s.id * 2 + 1, s.released_on::date, t.id, t.categ_id, t.member_access,
                   s.company_id, c.currency_id, NULL, s.tier_id, NULL, 0, 0, 0,
                   s.released_quantity
              FROM loyalty_stock_reserve s
              JOIN res_company c ON c.id = s.company_id
              JOIN product_product p ON p.id = s.product_id
              JOIN product_template t ON t.id = p.product_tmpl_id
             WHERE s.state = 'released' AND s.order_id IS NULL
            """
        )
