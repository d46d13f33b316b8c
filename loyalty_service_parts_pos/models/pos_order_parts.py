"""Parts that only members may buy are refused at the till, and limited ones beyond the limit."""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import float_compare

from .pos_order import SOLD


class PosOrder(models.Model):
    # one concern a file
    _inherit = "pos.order"  # pylint: disable=consider-merging-classes-inherited

    def _points_check_parts(self):
        """:raise UserError: a part is not for this customer (S27, S29)

        What was sold without a connection is sold: the managers are told.
        """
        problems = self._points_part_problems()
        if not problems:
            return
        if not self.points_offline:
            raise UserError(" ".join(problems))
        self._points_alert_raise("offline", " ".join(problems))

    def _points_part_problems(self):
        """Sentences that say why lines cannot be sold to the customer."""
        self.ensure_one()
        lines = self.lines.filtered(lambda line: line._points_is_handed_out())
        templates = lines.product_id.product_tmpl_id
        denied = templates - templates._catalogue_open_to(
            self.partner_id, self.company_id
        )
        refused = [
            template._catalogue_refusal(self.partner_id, self.company_id)
            for template in denied
        ]
        return refused + self._points_limit_problems(lines)

    def _points_pieces_of(self, template):
        """Pieces of a product that this order counts for already."""
        if not self._points_is_sold():
            return 0.0
        own = self.lines.filtered(
            lambda line: (
                line.product_id.product_tmpl_id == template
                and (not line.sale_order_origin_id or line.refunded_orderline_id)
            )
        )
        return sum(own.mapped("qty"))

    def _points_limit_problems(self, lines):
        """Sentences on limited editions of which the sale takes more than is left."""
        templates = lines.product_id.product_tmpl_id.filtered(
            lambda template: template._catalogue_is_limited()
        )
        if not templates:
            return []
        templates._catalogue_lock()
        result = []
        for template in templates:
            own = lines.filtered(
                lambda line, one=template: line.product_id.product_tmpl_id == one
            )
            wanted = sum(own.mapped("qty"))
            left = template._catalogue_left_at_till(self)
            if float_compare(wanted, left, precision_digits=4) > 0:
                result.append(
                    self.env._(
                        "Of “%(product)s” %(left)g can be sold to this customer, the sale has "
                        "%(wanted)g.",
                        product=template.name,
                        left=max(left, 0),
                        wanted=wanted,
                    )
                )
        return result


class ProductTemplate(models.Model):
    # what is left of a limited edition, as a till asks for it
    _inherit = "product.template"  # pylint: disable=consider-merging-classes-inherited

    def _catalogue_left_at_till(self, order):
        """Pieces that may still be sold on an order of a till."""
        self.ensure_one()
        own, left = order._points_pieces_of(self), []
        if self.limit_total:
            left.append(self.limit_total - self._catalogue_sold().get(self.id, 0) + own)
        if self.limit_member and order.partner_id:
            sold = self._catalogue_sold(
                customer=order.partner_id,
                since=self._catalogue_limit_since(order.company_id),
            )
            left.append(self.limit_member - sold.get(self.id, 0) + own)
        elif self.limit_member:
            # who does not say who he is gets no more than one customer does
            left.append(self.limit_member)
        return min(left)

    @api.model
    def _catalogue_sold(self, customer=None, since=None, without=None):
        """With what tills sold; what settles an order is counted with the order."""
        sold = super()._catalogue_sold(customer, since, without)
        if not self:
            return sold
        lines = self.env["pos.order.line"]
        domain = [
            ("product_id.product_tmpl_id", "in", self.ids),
            ("order_id.state", "in", SOLD),
            "|",
            ("sale_order_origin_id", "=", False),
            ("refunded_orderline_id", "!=", False),
        ]
        if customer:
            company = customer.commercial_partner_id.id
            domain.append(("order_id.partner_id.commercial_partner_id", "=", company))
        if since:
            domain.append(("order_id.date_order", ">=", since))
        # pieces that came back have a negative quantity
        for product, pieces in lines._read_group(domain, ["product_id"], ["qty:sum"]):
            template = product.product_tmpl_id.id
            sold[template] = float(sold.get(template, 0)) + pieces
        return sold
