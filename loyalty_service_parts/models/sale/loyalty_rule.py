"""Rules: whether one applies to an order, and how much it gives per line."""

from ast import literal_eval

from odoo import fields, models, tools

from .earning import points_by_rule


class LoyaltyRule(models.Model):
    _name = "loyalty.rule"
    _inherit = ["loyalty.rule", "loyalty.points.cached"]

    # core hands over the function itself: the name makes the field ask ours, too
    reward_point_mode = fields.Selection("_get_reward_point_mode_selection")
    points_step = fields.Monetary(
        "For Each Full",
        default=1000,
        help="10 points for each full 1,000: an order of 1,999 earns 10.",
    )
    step_ids = fields.One2many(
        "loyalty.rule.step",
        "rule_id",
        "Steps by Order Amount",
        help="An order that reaches a step earns that percentage instead, on all of it.",
    )

    _points_step_positive = models.Constraint(
        "CHECK (reward_point_mode != 'step' OR points_step > 0)",
        "Say for each full what the points are given.",
    )

    def _get_reward_point_mode_selection(self):
        """Points for each full amount, beside core's ways."""
        return [
            *super()._get_reward_point_mode_selection(),
            ("step", self.env._("per full amount")),
        ]

    def _points_lines(self, lines):
        """The lines whose products this rule covers."""
        self.ensure_one()
        domain = self._get_valid_product_domain()
        return lines.filtered(lambda line: line.product_id.filtered_domain(domain))

    def _points_lines_of_any(self, lines):
        """The same for a rule that may have been deleted since."""
        return self._points_lines(lines) if self else lines.browse()

    def _points_reached_by(self, lines):
        """Whether lines of an invoice reach the minimum amount and quantity (S11)."""
        self.ensure_one()
        name = (
            "price_total"
            if self.minimum_amount_tax_mode == "incl"
            else "price_subtotal"
        )
        currency = lines.currency_id
        minimum = self._compute_amount(currency)
        return (
            sum(lines.mapped("quantity")) >= self.minimum_qty
            and currency.compare_amounts(sum(lines.mapped(name)), minimum) >= 0
        )

    def _points_term(self, rate=1.0):
        """What the rule gives, in the form that `points_by_rule` takes and orders keep.

        :param rate: money of the document times this is money of the program
        """
        self.ensure_one()
        per_money = self.reward_point_mode == "money"
        term = {
            "mode": self.reward_point_mode,
            "give": self.reward_point_amount * (rate if per_money else 1),
        }
        if self.reward_point_mode == "step":
            term["size"] = self.points_step / rate
        if per_money and (steps := self._points_steps()):
            term["steps"] = [
                [amount / rate, percent / 100 * rate] for amount, percent in steps
            ]
        return term

    @tools.ormcache("self.id")
    def _points_steps(self):
        """`(amount, percent)` of the steps in rising order: asked with every order."""
        # whoever sells need not be allowed to read steps
        steps = self.sudo().step_ids.sorted("amount")
        return tuple((step.amount, step.percent) for step in steps)

    def _points_of_amounts(self, amounts, quantities):
        """Points for lines that stand alone: `{line: points}`; money of the program."""
        if self.reward_point_mode == "order":
            return {}
        return self._points_of_whole(amounts, quantities)

    def _points_of_whole(self, amounts, quantities):
        """Points for the lines of a whole sale: what is given for a sale, too."""
        return points_by_rule(self._points_term(), amounts, quantities)

    def _points_product_ids(self):
        """Ids of the products that the rule covers; None for all."""
        self.ensure_one()
        chosen = (self.product_ids, self.product_category_id, self.product_tag_id)
        if not any(chosen) and not literal_eval(self.product_domain or "[]"):
            return None
        # archived ones were sold, too; whoever simulates need not read all products
        products = self.env["product.product"].sudo().with_context(active_test=False)
        return products.search(self._get_valid_product_domain()).ids
