"""How many members held which tier at the end of each month: read from the history."""

from odoo import fields, models, tools


class LoyaltyTierMonth(models.Model):
    _name = "loyalty.tier.month"
    _description = "Members by Tier and Month"
    _auto = False
    _order = "month desc, id"
    _rec_name = "tier_id"

    month = fields.Date(readonly=True)
    program_id = fields.Many2one("loyalty.program", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    tier_id = fields.Many2one("loyalty.tier", readonly=True)
    members = fields.Integer(readonly=True)

    def init(self):
        """A month counts the change that was the last one of a card until its end."""
        tools.drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute(
            """
            CREATE VIEW loyalty_tier_month AS
            WITH held AS (
                SELECT c.program_id, c.company_id, t.to_tier_id, t.date AS since,
                       lead(t.date) OVER (PARTITION BY t.card_id ORDER BY t.date, t.id)
                         AS until
                  FROM loyalty_tier_change t JOIN loyalty_card c ON c.id = t.card_id
            ), months AS (
                SELECT generate_series(date_trunc('month', min(date)),
                                       date_trunc('month', now() AT TIME ZONE 'UTC'),
                                       interval '1 month') AS month
                  FROM loyalty_tier_change
            )
            SELECT row_number() OVER (ORDER BY month, held.program_id, to_tier_id) AS id,
                   month::date AS month, held.program_id, held.company_id,
                   to_tier_id AS tier_id, count(*) AS members
              FROM months JOIN held ON held.since < month + interval '1 month'
               AND (held.until IS NULL OR held.until >= month + interval '1 month')
             WHERE to_tier_id IS NOT NULL
             GROUP BY month, held.program_id, held.company_id, to_tier_id
            """
        )
