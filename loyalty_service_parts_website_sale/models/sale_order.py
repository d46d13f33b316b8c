"""The cart of the shop has nothing that its customer may not buy (S27)."""

from odoo import models
from odoo.exceptions import UserError, ValidationError
from odoo.http import request

from odoo.addons.loyalty_service_parts.models.counter.sale_order_code import APPLYING


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _cart_add(self, product_id, quantity=1.0, *, uom_id=None, **kwargs):
        """:raise UserError: the product is hidden from the customer; as if it was not there"""
        # a combination or a reorder comes with products that nobody looked at
        product = self.env["product.product"].sudo().browse(product_id).exists()
        if not self._catalogue_may_have(product.product_tmpl_id):
            if self.env.user._is_internal():
                raise UserError(
                    product.product_tmpl_id._catalogue_refusal(
                        self.partner_id, self.company_id
                    )
                )
            raise UserError(
                self.env._(
                    "The given product does not exist therefore it cannot be added to cart."
                )
            )
        return super()._cart_add(product_id, quantity, uom_id=uom_id, **kwargs)

    def _cart_update_line_quantity(self, line_id, quantity, **kwargs):
        """No more of a part that was closed meanwhile."""
        line = self.order_line.filtered(lambda one: one.id == line_id)
        if quantity > 0 and not self._catalogue_may_have(
            line.sudo().product_id.product_tmpl_id
        ):
            quantity = 0
        return super()._cart_update_line_quantity(line_id, quantity, **kwargs)

    def _try_pending_coupon(self):
        """Not while the card of this very code is being applied: it is tried already."""
        if self.env.context.get(APPLYING):
            return False
        return super()._try_pending_coupon()

    def _check_cart_is_ready_to_be_paid(self):
        """:raise ValidationError: the customer may not buy all of it"""
        told = self.with_context(loyalty_to_customer=True)
        if problem := told._points_confirm_problem():
            raise ValidationError(problem)
        return super()._check_cart_is_ready_to_be_paid()

    def _loyalty_drop_denied(self):
        """Take out what the customer may not buy any more, and tell him (S27)."""
        if self.state not in ("draft", "sent") or self._catalogue_is_allowed():
            return
        denied = self._catalogue_denied(self._catalogue_lines())
        if not denied:
            return
        lines = self.order_line.filtered(
            lambda line: line.product_id.product_tmpl_id in denied
        )
        # an incomplete combination is none
        whole = lines | lines.linked_line_id.filtered(
            lambda line: line.product_id.type == "combo"
        )
        (whole | whole.linked_line_ids).unlink()
        request.session["website_sale_cart_quantity"] = self.cart_quantity
        self.shop_warning = " ".join(
            self.env._(
                "“%s” was taken out of your cart: it is not sold to you any more.",
                template.name,
            )
            for template in denied
        )

    def _loyalty_link_work(self):
        """Work that was ordered again belongs to the part that was ordered again."""
        for line in self.order_line.filtered("can_install"):
            work = self.order_line.filtered(
                lambda one, line=line: (
                    one.product_id == line.product_id.install_product_id
                    and one not in self.order_line.installed_by_id
                )
            )
            line.installed_by_id = work[:1]

    def _get_free_qty(self, product):
        """What this customer can have, without what is kept for others (S30)."""
        return super()._get_free_qty(
            product._reserve_for(
                self.partner_id or self.env.user.partner_id,
                self.company_id or self.env.company,
                self.ids,
            )
        )

    def _loyalty_choice(self):
        """What the customer may choose of his points: card, reward, most, chosen; or None."""
        if self.state != "draft" or self._is_anonymous_cart():
            return None
        # a customer chooses points of his own card without reading programs
        order = self.sudo()
        card = order._points_main_card()
        rewards = card.program_id.reward_ids.filtered(order._points_is_per_point)
        if not card or not rewards or card.status != "active":
            return None
        reward = rewards[0]
        lines = order._points_reward_lines(reward, card)
        return {
            "card": card,
            "reward": reward,
            "most": order._points_most(reward, card),
            "chosen": sum(lines.mapped("points_cost")),
        }

    def _get_claimable_and_showable_rewards(self):
        """Without products that are not for this customer."""
        return self._catalogue_open_rewards(
            super()._get_claimable_and_showable_rewards()
        )
