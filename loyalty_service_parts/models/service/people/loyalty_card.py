"""The personal manager of a member: by hand, or from those of his tier (S21)."""

from odoo import api, fields, models


class LoyaltyCard(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.card"  # pylint: disable=consider-merging-classes-inherited

    manager_id = fields.Many2one(
        "res.users",
        "Personal Manager",
        domain="[('share', '=', False)]",
        index="btree_not_null",
        tracking=True,
        copy=False,
    )

    def write(self, vals):
        """Member services choose who serves whom.

        :raise AccessError: somebody else does
        """
        if "manager_id" in vals:
            self._points_check_service()
        return super().write(vals)

    @api.model
    def _points_after_tier(self, moved):
        """Who reaches a tier with managers and has none gets one."""
        result = super()._points_after_tier(moved)
        # whoever posts points need not be allowed to read tiers and cards
        cards = self.sudo().browse(card_id for card_id, _from, after in moved if after)
        tiers = self.env["loyalty.tier"].sudo()
        reached = {card_id: after for card_id, _from, after in moved}
        without = cards.filtered(lambda card: not card.manager_id)
        for tier_id, own in without.grouped(lambda card: reached[card.id]).items():
            tiers.browse(tier_id)._service_share_out(own)
        return result

    def _service_manager_now(self):
        """Who serves the member today: his manager, or the deputy."""
        self.ensure_one()
        return self.manager_id._service_present().get(self.manager_id, self.manager_id)
