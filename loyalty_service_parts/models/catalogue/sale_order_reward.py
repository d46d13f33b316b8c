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
        """Of `{coupon: rewards}` those with a product that the customer may have."""
        result = {}
        for coupon, own in rewards.items():
            kept = own.filtered(
                lambda reward: (
                    reward.reward_type != "product"
                    or self._catalogue_may_have(
                        # a customer may not read what is hidden from him
                        reward.sudo().reward_product_ids.product_tmpl_id
                    )
                )
            )
            if kept:
                result[coupon] = kept
        return rewards.__class__(rewards.default_factory, result)

    def _catalogue_may_have(self, templates):
        """Whether one of these products is for the order's customer, or none is asked for."""
        templates = templates.sudo()
        if not templates or self._catalogue_is_allowed():
            return True
        return bool(templates._catalogue_open_to(self.partner_id, self.company_id))
