"""An invoice without an order sells a part to whoever may buy it, too (S27)."""

from odoo import models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    # one concern a file, one file a room
    _inherit = "account.move"  # pylint: disable=consider-merging-classes-inherited

    def _post(self, soft=True):
        """:raise UserError: a part is not for the customer, and no manager posts it"""
        manager = self.env.user.has_group("loyalty_service_parts.group_loyalty_manager")
        for invoice in self.filtered(lambda move: move.move_type == "out_invoice"):
            problems = invoice._catalogue_problems()
            if problems and not manager:
                raise UserError(" ".join(problems))
            if problems:
                invoice.message_post(body=" ".join(problems))
        return super()._post(soft)

    def _catalogue_problems(self):
        """Sentences on parts that come from no order and are not for the customer."""
        self.ensure_one()
        # what is hidden from whoever invoices counts, too
        lines = self.sudo().invoice_line_ids.filtered(
            lambda line: line.product_id and not line.sale_line_ids
        )
        products = lines.product_id.product_tmpl_id
        denied = products - products._catalogue_open_to(
            self.partner_id, self.company_id
        )
        return [
            template._catalogue_refusal(self.partner_id, self.company_id)
            for template in denied
        ]
