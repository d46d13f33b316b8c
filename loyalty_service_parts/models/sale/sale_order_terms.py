"""The terms of an order: with which rules it began to earn. A later change is for others."""

from odoo import fields, models


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    points_terms = fields.Json(
        copy=False,
        groups="base.group_system",
        help="By card: accrual, and the rules with the figures that the order began with.",
    )

    def _points_keep_terms(self):
        """Keep the rules when points begin to be owed; add new lines and cards."""
        for order in self.filtered(lambda order: order.state == "sale"):
            terms = dict(order.points_terms or {})
            cards = order.coupon_point_ids.coupon_id.filtered("is_ledger")
            for card in cards:
                key, program = str(card.id), card.program_id
                if key in terms:
                    terms[key] = order._points_extend_term(terms[key], program)
                else:
                    terms[key] = order._points_new_term(program)
            if terms != (order.points_terms or {}):
                order.points_terms = terms

    def _points_new_term(self, program):
        rules = self._points_rule_terms(program)
        return {
            "accrual": program.points_accrual,
            "on": program.points_on,
            "lines": self._points_earning_lines(program).ids,
            "rules": [{**rule, "lines": rule["lines"].ids} for rule in rules],
        }

    def _points_extend_term(self, term, program):
        """Lines that came later earn by the same rules as the others."""
        lines = self._points_earning_lines(program)
        new = lines.filtered(lambda line: line.id not in term["lines"])
        if not new:
            return term
        rules = self.env["loyalty.rule"]
        return {
            **term,
            "lines": term["lines"] + new.ids,
            "rules": [
                {
                    **rule,
                    "lines": rule["lines"]
                    + rules.browse(rule["rule"]).exists()._points_lines_of_any(new).ids,
                }
                for rule in term["rules"]
            ],
        }

    def _points_terms_of(self):
        """`[(card, term, {line: (points, money)})]` of a confirmed order."""
        self.ensure_one()
        result = []
        for card_id, term in (self.points_terms or {}).items():
            card = self.env["loyalty.card"].browse(int(card_id))
            rules = [
                {
                    **rule,
                    "lines": self.order_line.filtered(
                        lambda line, ids=rule["lines"]: line.id in ids
                    ),
                }
                for rule in term["rules"]
            ]
            earned = self._points_from_rules(card.program_id, rules, term["on"])
            result.append((card, term, earned))
        return result
