"""A tier whose members have a personal manager (S21)."""

from odoo import fields, models


class LoyaltyTier(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.tier"  # pylint: disable=consider-merging-classes-inherited

    manager_ids = fields.Many2many(
        "res.users",
        "loyalty_tier_manager_rel",
        "tier_id",
        "user_id",
        "Personal Managers",
        domain="[('share', '=', False)]",
        help="Who reaches the tier gets one of them: the one with the fewest members.",
    )

    def _points_benefits(self):
        """A person to turn to is a benefit that members read."""
        result = super()._points_benefits()
        # whoever reads the benefits need not be allowed to read users
        if self.sudo().manager_ids:
            result.append(self.env._("A personal manager"))
        return result

    def _service_share_out(self, cards, leaving=None):
        """Give these cards to the managers of the tier: the least loaded first.

        :param leaving: a manager who gets none
        """
        self.ensure_one()
        managers = self.manager_ids.filtered("active").sorted("id")
        managers -= leaving or self.env["res.users"]
        if not managers:
            return
        load = dict.fromkeys(managers, 0)
        load.update(
            self.env["loyalty.card"]._read_group(
                [("manager_id", "in", managers.ids), ("status", "!=", "closed")],
                ["manager_id"],
                ["__count"],
            )
        )
        for card in cards:
            least = min(managers, key=lambda user: (load[user], user.id))
            card.manager_id = least
            load[least] += 1
