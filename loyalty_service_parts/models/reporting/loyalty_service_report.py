"""Promises on members' tickets: kept or broken, by whom, and what the breaches cost (S43)."""

from odoo import fields, models, tools


class LoyaltyServiceReport(models.Model):
    _name = "loyalty.service.report"
    _description = "Service to Members"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "ticket_id"

    date = fields.Date(readonly=True)
    ticket_id = fields.Many2one("helpdesk.ticket", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    tier_id = fields.Many2one("loyalty.tier", readonly=True)
    team_id = fields.Many2one("helpdesk.ticket.team", readonly=True)
    user_id = fields.Many2one("res.users", "Employee", readonly=True)
    promise = fields.Selection(
        [("reaction", "Reaction"), ("resolution", "Resolution")], readonly=True
    )
    kept = fields.Integer(readonly=True)
    broken = fields.Integer(readonly=True)
    kept_percent = fields.Float("Kept (%)", aggregator="avg", readonly=True)
    cost = fields.Float("Points Paid", readonly=True)
    rating = fields.Float(aggregator="avg", readonly=True)

    def init(self):
        """One row per promise; one that still runs is neither kept nor broken."""
        tools.drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute(
            """
            CREATE VIEW loyalty_service_report AS
            SELECT s.id, t.create_date::date AS date, t.id AS ticket_id, t.company_id,
                   t.tier_id, t.team_id, t.user_id, s.promise,
                   (s.state = 'accomplished')::int AS kept,
                   (s.state = 'expired')::int AS broken,
                   CASE s.state WHEN 'accomplished' THEN 100.0 WHEN 'expired' THEN 0.0
                        END AS kept_percent,
                   CASE WHEN b.state = 'paid' THEN b.points ELSE 0 END AS cost,
                   r.rating
              FROM helpdesk_ticket_sla s
              JOIN helpdesk_ticket t ON t.id = s.ticket_id
              LEFT JOIN loyalty_guarantee_breach b
                ON b.ticket_id = t.id AND b.promise = s.promise
              LEFT JOIN LATERAL (
                SELECT avg(rating) AS rating FROM rating_rating
                 WHERE res_model = 'helpdesk.ticket' AND res_id = t.id AND consumed
              ) AS r ON TRUE
             WHERE t.card_id IS NOT NULL
            """
        )
