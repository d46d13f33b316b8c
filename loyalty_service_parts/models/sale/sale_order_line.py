"""Order lines: core pushes points when they change; the order states them instead."""

from odoo import api, models
from odoo.exceptions import AccessError

from ..ledger.clock import STATED, STATED_KEY, is_rewarding

#: A change of one of these changes what a confirmed order earns or spends.
POINTS_FIELDS = {
    "product_id",
    "product_uom_qty",
    "product_uom_id",
    "price_unit",
    "discount",
    "tax_ids",
    "qty_delivered",
    "points_cost",
    "coupon_id",
    "reward_id",
}


#: What a reward costs and on which card: on a confirmed order only the order itself.
REWARD_FIELDS = {"points_cost", "coupon_id", "reward_id", "reward_identifier_code"}


class SaleOrderLine(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order.line"  # pylint: disable=consider-merging-classes-inherited

    def _points_stated(self):
        return self.with_context(**{STATED_KEY: STATED})

    @api.model_create_multi
    def create(self, vals_list):
        """A line added to a confirmed order earns or spends at once (D15)."""
        self._points_check_reward_create(vals_list)
        lines = super(SaleOrderLine, self._points_stated()).create(vals_list)
        lines = lines.with_env(self.env)
        lines.order_id.filtered(
            lambda order: order.state == "sale"
        )._points_sync_confirmed()
        return lines

    def write(self, vals):
        """A line changed on a confirmed order corrects its points at once (D15)."""
        if not POINTS_FIELDS & vals.keys():
            return super().write(vals)
        self._points_check_reward_write(vals)
        result = super(SaleOrderLine, self._points_stated()).write(vals)
        self.order_id.filtered(
            lambda order: order.state == "sale"
        )._points_sync_confirmed()
        return result

    @api.model
    def _points_check_reward_create(self, vals_list):
        """:raise AccessError: somebody makes a reward by hand on a confirmed order (D16)"""
        if self.env.su or is_rewarding(self.env.context):
            return
        orders = self.env["sale.order"].browse(
            vals.get("order_id") for vals in vals_list if vals.get("coupon_id")
        )
        if any(order.state == "sale" for order in orders):
            self._points_refuse_reward()

    def _points_check_reward_write(self, vals):
        """:raise AccessError: somebody changes by hand what a confirmed reward cost"""
        if (
            self.env.su
            or is_rewarding(self.env.context)
            or not REWARD_FIELDS & vals.keys()
        ):
            return
        if any(line.state == "sale" for line in self):
            self._points_refuse_reward()

    @api.model
    def _points_refuse_reward(self):
        raise AccessError(
            self.env._(
                "The points of a confirmed order follow from the order. Cancel it, or "
                "take the reward off."
            )
        )

    def unlink(self):
        """A line taken off a confirmed order takes its points along."""
        orders = self.order_id.filtered(lambda order: order.state == "sale")
        result = super(SaleOrderLine, self._points_stated()).unlink()
        orders.exists()._points_sync_confirmed()
        return result
