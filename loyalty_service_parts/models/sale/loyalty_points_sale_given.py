"""Money on an eWallet that was points once, or a gift of the shop: it earns nothing (D11).

Otherwise points changed into money, and spent, would earn themselves again.
"""

from odoo import models
from odoo.tools import SQL


class LoyaltyPointsSale(models.AbstractModel):
    # one concern a file
    _inherit = "loyalty.points.sale"  # pylint: disable=consider-merging-classes-inherited

    def _points_discounts(self, program):
        """Payments from an eWallet count as far as nobody paid for what is on it."""
        discounts = super()._points_discounts(program)
        for line in self._points_all_lines():
            if (
                line.coupon_id.is_ledger
                and line.coupon_id.program_id.is_payment_program
            ):
                if share := self._points_given_share(line):
                    discounts[line] = share
        return discounts

    def _points_given_share(self, line):
        """Which share of a payment came from lots that were given, from 0 to 1."""
        card = line.coupon_id.sudo()
        total, given = self._points_given_taken(card)
        if not total:
            total, given = self._points_given_to_take(card, line)
        return float(given / total) if total else 0.0

    def _points_given_taken(self, card):
        """What this sale took from a card, and how much of it from lots that were given."""
        self.env["loyalty.points.entry"].flush_model()
        ((total, given),) = self.env.execute_query(
            SQL(
                """
                SELECT COALESCE(sum(a.points), 0),
                       COALESCE(sum(a.points) FILTER (WHERE c.component = 'bonus'), 0)
                  FROM loyalty_points_entry d
                  JOIN loyalty_points_allocation a ON a.debit_id = d.id AND a.points > 0
                  JOIN loyalty_points_entry c ON c.id = a.credit_id
                 WHERE d.origin_model = %s AND d.origin_id = %s AND d.card_id = %s
                   AND d.type = 'redeem'
                """,
                self._name,
                self._origin.id or 0,
                card.id,
            )
        )
        return total, given

    def _points_given_to_take(self, card, line):
        """The same for what it would take now: lots that expire first go first."""
        left = total = sum(self._points_reward_group(line).mapped("points_cost"))
        given = 0.0
        for lot in card._points_lots():
            taken = min(lot.remaining, left)
            given += taken if lot.component == "bonus" else 0.0
            left -= taken
            if left <= 0:
                break
        return total, given
