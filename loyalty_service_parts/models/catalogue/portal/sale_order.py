"""An order from the portal's section: a quotation to sign or pay, its pieces held (S31)."""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import float_compare


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _catalogue_order(self, partner, company, product, quantity=1, install=False):
        """A quotation for a member, with his prices; its pieces are held for him.

        :param install: with the installation, where the product has one
        :raise UserError: he may not buy it, there are not so many, or a limit is exceeded
        """
        template = product.product_tmpl_id
        if not template._catalogue_open_to(partner, company):
            raise UserError(self.env._("This part is not sold to you."))
        if quantity < 1:
            raise UserError(self.env._("Order one piece at least."))
        # of two customers who want the last piece the second starts over
        template.sudo()._catalogue_lock()
        order = self.with_company(company).create(
            {
                "partner_id": partner.id,
                "company_id": company.id,
                "order_line": [
                    Command.create(
                        {"product_id": product.id, "product_uom_qty": quantity}
                    )
                ],
            }
        )
        order._reserve_drop_earlier(product)
        order._catalogue_check_stock(quantity)
        if problems := order._catalogue_problems(order._catalogue_lines()):
            raise UserError(" ".join(problems))
        if install and template.install_product_id:
            order.order_line._install_add()
        order._update_programs_and_rewards()
        if hours := order._catalogue_hold_hours():
            order._reserve_hold(hours)
        order.action_quotation_sent()
        self.env["loyalty.waiting"]._waiting_ordered(order)
        return order

    def _catalogue_check_stock(self, quantity):
        line = self.order_line
        if not line.product_id.is_storable:
            return
        free = (
            line.product_id._reserve_for(self.partner_id, self.company_id, self.ids)
            .with_context(warehouse_id=self.warehouse_id.id)
            .free_qty
        )
        if float_compare(free, quantity, precision_digits=4) < 0:
            raise UserError(
                self.env._(
                    "%(free)g of “%(product)s” can be had now. Order fewer, or let us "
                    "tell you when there are more.",
                    free=max(free, 0),
                    product=line.product_id.display_name,
                )
            )

    def _catalogue_hold_hours(self):
        """How long pieces are held: the longest that a program of the customer grants."""
        cards = self.env["loyalty.card"]._points_search_of(
            self.partner_id, self.company_id, [("status", "=", "active")]
        )
        programs = cards._points_of_contact(self.partner_id).program_id
        return max(programs.mapped("hold_hours"), default=0)
