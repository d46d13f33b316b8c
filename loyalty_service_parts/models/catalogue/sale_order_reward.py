"""A free product is one that the customer may have (S27)."""

from odoo import models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    def _get_claimable_rewards(self, forced_coupons=None):
        """Without products that are not for this customer."""
        result = super()._get_claimable_rewards(forced_coupons)
        return self._catalogue_open_rewards(result)

    def _get_reward_values_product(self, reward, coupon, product=None, **kwargs):
        """:raise UserError: the product is not for this customer"""
        wanted = product or reward.reward_product_ids[:1]
        if not self._catalogue_may_have(wanted.product_tmpl_id):
            raise UserError(self.env._("This product cannot be claimed."))
        return super()._get_reward_values_product(
            reward, coupon, product=product, **kwargs
        )

    def _catalogue_open_rewards(self, rewards):
        """Of `{coupon: rewards}` those that name nothing that the customer may not have."""
        # core hands on a defaultdict here and a dict there, and goes on with what it gets
        result = rewards.copy()
        result.clear()
        for coupon, own in rewards.items():
            kept = own.filtered(
                lambda reward: self._catalogue_may_have(
                    # its description names them; a customer may not read what is hidden
                    reward.sudo()._catalogue_named()
                )
            )
            if kept:
                result[coupon] = kept
        return result

    def _catalogue_may_have(self, templates):
        """Whether all of these products are for the order's customer."""
        templates = templates.sudo()
        if not templates or self._catalogue_is_allowed():
            return True
        return templates == templates._catalogue_open_to(
            self.partner_id, self.company_id
        )


class LoyaltyReward(models.Model):
    # what an order asks of a reward
    _inherit = "loyalty.reward"  # pylint: disable=consider-merging-classes-inherited

    def _catalogue_named(self):
        """Products that a reward gives or makes cheaper, and names."""
        self.ensure_one()
        if self.reward_type == "product":
            return self.reward_product_ids.product_tmpl_id
        if self.discount_applicability == "specific":
            return self.discount_product_ids.product_tmpl_id
        return self.env["product.template"]
