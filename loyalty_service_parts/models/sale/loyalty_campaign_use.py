"""What a campaign gave on which order."""

from odoo import api, fields, models
from odoo.tools import SQL


class LoyaltyCampaignUse(models.Model):
    _name = "loyalty.campaign.use"
    _description = "Points Given by a Campaign"
    _order = "id desc"
    _log_access = False

    campaign_id = fields.Many2one(
        "loyalty.campaign", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one("res.company", readonly=True, ondelete="cascade")
    order_id = fields.Many2one("sale.order", ondelete="cascade", index=True)
    card_id = fields.Many2one(
        "loyalty.card", required=True, ondelete="cascade", index=True
    )
    partner_id = fields.Many2one(related="card_id.partner_id", string="Member")
    date = fields.Datetime(required=True)
    points = fields.Float(digits=(16, 4), required=True)

    #: Which field of a use has the sale, by its model.
    _points_sales = {"sale.order": "order_id"}

    @api.model
    def _points_take(self, terms, order, card, points):
        """Give points of a campaign to a sale, as far as budget and cap leave some.

        Two orders that take the last points at once: the second one is done again.

        :param CampaignTerms terms: the campaign
        :return: the points given, rounded down as the program says; 0.0 for none
        """
        limits = SQL(
            "UPDATE loyalty_campaign SET write_date = now() AT TIME ZONE 'UTC' "
            "WHERE id = %s RETURNING company_id, budget, member_cap"
            if terms.limited
            else "SELECT company_id, budget, member_cap FROM loyalty_campaign "
            "WHERE id = %s",
            terms.id,
        )
        program = card.program_id
        rows = self.env.execute_query(
            SQL(
                """
                WITH campaign AS (%(limits)s), used AS (
                    SELECT COALESCE(sum(points), 0) AS points,
                           COALESCE(sum(points) FILTER (WHERE card_id = %(card)s), 0) AS own
                      FROM loyalty_campaign_use WHERE campaign_id = %(campaign)s
                ), given AS (
                    SELECT company_id, trunc(round(LEAST(%(points)s,
                             CASE WHEN budget > 0 THEN budget - used.points END,
                             CASE WHEN member_cap > 0 THEN member_cap - used.own END
                           )::numeric, 6), %(digits)s) AS points
                      FROM campaign, used
                )
                INSERT INTO loyalty_campaign_use
                       (campaign_id, company_id, %(sale)s, card_id, date, points)
                SELECT %(campaign)s, company_id, %(order)s, %(card)s, %(now)s, points
                  FROM given WHERE points > 0
                RETURNING points
                """,
                limits=limits,
                campaign=terms.id,
                card=card.id,
                sale=SQL.identifier(self._points_sales[order._name]),
                order=order.id,
                points=points,
                digits=int(program.points_digits),
                now=program._points_now(),
            )
        )
        self.invalidate_model()
        self.env["loyalty.campaign"].invalidate_model(
            ["use_ids", "given", "member_count", "state"], flush=False
        )
        return float(rows[0][0]) if rows else 0.0
