"""More points for a larger order: 5 % from 10,000, 7 % from 30,000."""

from odoo import fields, models


class LoyaltyRuleStep(models.Model):
    _name = "loyalty.rule.step"
    _description = "Step by Order Amount"
    _inherit = ["loyalty.points.cached"]
    _order = "rule_id, amount"

    rule_id = fields.Many2one(
        "loyalty.rule", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="rule_id.company_id")
    currency_id = fields.Many2one(related="rule_id.currency_id")
    amount = fields.Monetary(
        "From", required=True, help="What the rule covers on one order."
    )
    percent = fields.Float(
        "Points (% of the Money)",
        required=True,
        digits=(16, 4),
        help="5 gives 5 points for 100.",
    )

    _once = models.Constraint(
        "UNIQUE (rule_id, amount)", "A step begins at an amount once."
    )
    _positive = models.Constraint(
        "CHECK (amount > 0 AND percent >= 0)",
        "A step begins above 0 and gives no less than nothing.",
    )
