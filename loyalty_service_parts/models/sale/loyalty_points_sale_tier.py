"""What the tier of a customer adds to the points of a sale, stated apart."""

from odoo import models


class LoyaltyPointsSale(models.AbstractModel):
    # one concern a file
    _inherit = "loyalty.points.sale"  # pylint: disable=consider-merging-classes-inherited

    def _points_tier_of(self, program):
        """The tier of the customer in a program."""
        if program.id not in program._points_programs_with_tiers():
            return self.env["loyalty.tier"]
        return self._points_member_card(program).tier_id

    def _points_of_tier(self, program, earned, factors):
        """What a tier adds to the points of lines: `{line: points}`.

        Rounded down once for the order, then shared out, as the base is (D8).

        :param dict factors: `{id of the line as text: factor}`
        """
        exact = {
            line: points * factors.get(str(line.id), 0)
            for line, (points, _money) in earned.items()
        }
        shared = program._points_share_out(exact)
        return {line: points for line, points in shared.items() if points}

    def _points_parts_of(self, program, earned):
        """With what the tier of the customer adds, by its name."""
        parts = super()._points_parts_of(program, earned)
        tier = self._points_tier_of(program)
        if not tier:
            return parts
        lines = self._points_all_lines().browse().concat(*earned)
        added = self._points_of_tier(program, earned, tier._points_factors(lines))
        if added:
            parts[tier._points_name()] = sum(added.values())
        return parts
