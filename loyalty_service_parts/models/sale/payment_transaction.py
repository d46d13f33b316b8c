"""Online payments: the money is there, but the points may be gone in the meantime."""

from odoo import models
from odoo.exceptions import UserError


class PaymentTransaction(models.Model):
    _inherit = "payment.transaction"

    def _check_amount_and_confirm_order(self):
        """An order whose points were spent elsewhere stays a quotation, and its seller is told.

        The payment is kept: an error here would undo it again and again (D1).
        """
        refused = self.browse()
        for transaction in self:
            orders = transaction.sale_order_ids.filtered(
                lambda order: order.state in ("draft", "sent")
            )
            if problem := orders._points_confirm_problem():
                orders._points_tell_seller(problem)
                refused |= transaction
        return super(
            PaymentTransaction, self - refused
        )._check_amount_and_confirm_order()


class SaleOrder(models.Model):
    # what a payment asks of an order
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    def _points_confirm_problem(self):
        """Hook: why these quotations cannot be confirmed, or False."""
        try:
            self._points_check_rewards()
        except UserError as error:
            return error.args[0]
        return False

    def _points_tell_seller(self, problem):
        """An activity for whoever is responsible: paid, and not confirmed."""
        for order in self:
            order.activity_schedule(
                "mail.mail_activity_data_warning",
                summary=self.env._("Paid, but it could not be confirmed"),
                note=problem,
                user_id=(order.user_id or order.create_uid).id,
            )
