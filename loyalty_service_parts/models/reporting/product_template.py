"""How many members bought an exclusive part, of those who may see it (S44)."""

from odoo import fields, models
from odoo.tools import SQL


class ProductTemplate(models.Model):
    # one concern a file, one file a room
    _inherit = "product.template"  # pylint: disable=consider-merging-classes-inherited

    buyer_count = fields.Integer("Members Who Bought", compute="_compute_buyer_count")
    buyer_share = fields.Float(
        "Share of Members (%)",
        compute="_compute_buyer_count",
        help="Of the members who may buy it.",
    )

    def _compute_buyer_count(self):
        restricted = self.filtered("member_restricted")
        bought = dict(
            self.env["loyalty.exclusive.report"]._read_group(
                [("product_tmpl_id", "in", restricted.ids)],
                ["product_tmpl_id"],
                ["buyers:count_distinct"],
            )
        )
        may = restricted._exclusive_audience()
        for template in self:
            template.buyer_count = bought.get(template, 0)
            members = may.get(template.id, 0)
            template.buyer_share = (
                100 * template.buyer_count / members if members else 0
            )

    def _exclusive_audience(self):
        """`{template id: members who may buy it}`, blocked ones and all."""
        if not self.ids:
            return {}
        self.flush_recordset(["member_access", "member_program_id", "member_tier_id"])
        self.env["loyalty.card"].flush_model(["program_id", "tier_id", "active"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT t.id, count(DISTINCT c.partner_id)
                  FROM product_template t
                  LEFT JOIN loyalty_tier wanted ON wanted.id = t.member_tier_id
                  JOIN loyalty_card c ON c.active AND c.is_ledger
                  JOIN loyalty_program p ON p.id = c.program_id AND p.active
                   AND p.program_type = 'loyalty'
                  LEFT JOIN loyalty_tier own ON own.id = c.tier_id
                 WHERE t.id IN %s AND CASE t.member_access
                   WHEN 'tier' THEN own.program_id = wanted.program_id
                                    AND own.threshold >= wanted.threshold
                   WHEN 'members' THEN COALESCE(t.member_program_id, p.id) = p.id
                   ELSE TRUE END
                 GROUP BY t.id
                """,
                tuple(self.ids),
            )
        )
        return dict(rows)
