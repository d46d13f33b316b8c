"""Orders of the past, read once per offer, for the simulator and the start (S56)."""

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

from .simulation import Order, simulate


class LoyaltySimulator(models.AbstractModel):
    _name = "loyalty.simulator"
    _description = "Simulator of Programs"

    @api.model
    def _simulate(self, offer, scope):
        """What an offer would have given.

        :param Offer offer: see `simulation.Offer`
        :param dict scope: `company`, `months`, `holder` (person, company), `on` (net,
            gross), `accrual` (what counts of an order, see `_DONE`), `coverage` (per rule
            the ids of its products, None for all), `off` (per tier SQL of what a line `l`
            would have cost less), and optionally `program`: without orders that earned in
            it, and customers who may not take part
        """
        today = self.env["loyalty.program"]._points_now().date()
        rows = self.env.execute_query(self._orders(scope))
        return simulate(offer, [Order(*row) for row in rows], today)

    @api.model
    def _orders(self, scope):
        """One row per order, oldest first, as `simulation.Order` wants it."""
        self.env.flush_all()
        company = scope["company"]
        since = fields.Datetime.now() - relativedelta(months=scope["months"])
        covered = [
            SQL("TRUE") if ids is None else SQL("l.product_id = ANY(%s)", list(ids))
            for ids in scope["coverage"]
        ]
        return SQL(
            """
            WITH l AS (
                SELECT l.order_id, l.product_id, l.product_uom_qty * kept.share AS quantity,
                       %(amount)s * kept.share
                         / COALESCE(NULLIF(o.currency_rate, 0), 1) AS amount,
                       %(amount)s / COALESCE(NULLIF(o.currency_rate, 0), 1) AS whole,
                       l.product_uom_qty AS whole_quantity,
                       l.price_subtotal * kept.share
                         / COALESCE(NULLIF(o.currency_rate, 0), 1) AS net,
                       (p.standard_price->>%(company)s::text)::float8
                         * l.product_uom_qty * kept.share AS cost,
                       t.type = 'service' AS service, t.categ_id, t.list_price
                  FROM sale_order_line l
                  JOIN sale_order o ON o.id = l.order_id
                  JOIN product_product p ON p.id = l.product_id
                  JOIN product_template t ON t.id = p.product_tmpl_id
                  CROSS JOIN LATERAL (%(share)s) AS kept(share)
                 WHERE o.state = 'sale' AND o.company_id = %(company)s
                   AND o.date_order >= %(since)s AND l.display_type IS NULL
                   AND l.reward_id IS NULL AND l.is_downpayment IS NOT TRUE
                   AND l.product_id != ALL(%(payment)s)
            )
            SELECT o.id, %(customer)s AS customer,
                   (o.date_order AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date,
                   sum(l.amount)::float8, ARRAY[%(amounts)s]::float8[],
                   ARRAY[%(quantities)s]::float8[], ARRAY[%(whole)s]::float8[],
                   ARRAY[%(whole_quantities)s]::float8[], ARRAY[%(off)s]::float8[],
                   (sum(l.net - l.cost) FILTER (WHERE l.cost > 0))::float8
              FROM l JOIN sale_order o ON o.id = l.order_id
              JOIN res_partner c ON c.id = o.partner_id
             WHERE c.active %(only)s
             GROUP BY o.id, o.date_order, c.id
            HAVING sum(l.amount) > 0
             ORDER BY o.date_order, o.id
            """,
            share=_share(scope["accrual"]),
            amount=SQL(
                "l.price_total" if scope["on"] == "gross" else "l.price_subtotal"
            ),
            company=company.id,
            since=since,
            payment=list(self.env["loyalty.program"]._points_payment_product_ids()),
            customer=SQL(
                "COALESCE(c.commercial_partner_id, c.id)"
                if scope["holder"] == "company"
                else "c.id"
            ),
            zone=self.env["loyalty.program"]._points_timezone_name(company.id),
            amounts=_sums(covered, "l.amount"),
            quantities=_sums(covered, "l.quantity"),
            whole=_sums(covered, "l.whole"),
            whole_quantities=_sums(covered, "l.whole_quantity"),
            off=SQL(", ").join(
                SQL("COALESCE(sum(%s), 0)", part) for part in scope["off"]
            ),
            only=self._only(scope.get("program")),
        )

    @api.model
    def _only(self, program):
        """For the start of a program: what did not earn in it, of who may take part."""
        if not program:
            return SQL()
        condition = SQL(
            """
            AND NOT EXISTS (
                SELECT FROM loyalty_points_entry e
                 WHERE e.program_id = %s AND e.origin_model = 'sale.order'
                   AND e.origin_id = o.id)
            """,
            program.id,
        )
        pilot = self.env["loyalty.pilot"]._points_running().get(program.id)
        if pilot:
            condition = SQL(
                "%s AND EXISTS (SELECT FROM loyalty_pilot_partner m WHERE m.pilot_id = %s "
                "AND m.kind = 'pilot' AND m.partner_id IN (c.id, c.commercial_partner_id))",
                condition,
                pilot,
            )
        return condition


#: Which part of a line counts: what the program waits for, less what came back.
_DONE = {
    "confirm": """
        l.product_uom_qty - COALESCE((
            SELECT sum(i.quantity) FROM sale_order_line_invoice_rel r
              JOIN account_move_line i ON i.id = r.invoice_line_id
              JOIN account_move m ON m.id = i.move_id
             WHERE r.order_line_id = l.id AND m.state = 'posted'
               AND m.move_type = 'out_refund'), 0)""",
    "delivery": "l.qty_delivered",
    "invoice": "l.qty_invoiced",
    "paid": """
        l.qty_invoiced * COALESCE((
            SELECT sum(m.amount_total - m.amount_residual) / NULLIF(sum(m.amount_total), 0)
              FROM sale_order_line_invoice_rel r
              JOIN account_move_line i ON i.id = r.invoice_line_id
              JOIN account_move m ON m.id = i.move_id
             WHERE r.order_line_id = l.id AND m.state = 'posted'
               AND m.move_type = 'out_invoice'), 0)""",
}


def _share(accrual):
    return SQL(
        "SELECT LEAST(GREATEST((%s) / NULLIF(l.product_uom_qty, 0), 0), 1)",
        SQL(_DONE[accrual]),  # pylint: disable=sql-injection
    )


def _sums(conditions, column):
    return SQL(", ").join(
        SQL(
            "COALESCE(sum(%s) FILTER (WHERE %s), 0)",
            SQL(column),  # pylint: disable=sql-injection
            condition,
        )
        for condition in conditions
    )
