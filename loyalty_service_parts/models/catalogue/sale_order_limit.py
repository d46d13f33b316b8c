"""An order takes no more of a limited edition than is left (S29)."""

from odoo import models
from odoo.tools import float_compare


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    def _catalogue_problems(self, lines):
        """With the limits that the order exceeds."""
        return super()._catalogue_problems(lines) + self._catalogue_exceeded(
            lines.product_id.product_tmpl_id
        )

    def _catalogue_lock(self, lines):
        """A second session that takes the last one starts over, and sees this order."""
        result = super()._catalogue_lock(lines)
        limited = lines.product_id.product_tmpl_id.filtered(
            lambda one: one._catalogue_is_limited()
        )
        limited._catalogue_lock()
        return result

    def _catalogue_exceeded(self, asked):
        """Sentences on products, of those asked for, of which it takes more than is left."""
        self.ensure_one()
        # orders of other sellers count, too
        lines = self.sudo().order_line.filtered(
            lambda one: (
                one.product_id.product_tmpl_id in asked
                and one.product_id.product_tmpl_id._catalogue_is_limited()
            )
        )
        wanted = lines._catalogue_wanted()
        if not wanted:
            return []
        templates = self.env["product.template"].sudo().union(*wanted)
        return [
            *self._catalogue_over_total(templates, wanted),
            *self._catalogue_over_member(templates, wanted),
        ]

    def _catalogue_over_total(self, templates, wanted):
        limited = templates.filtered("limit_total")
        sold = limited._catalogue_sold(without=self._origin)
        return [
            self.env._(
                "Of “%(product)s” %(left)g are left, the order has %(wanted)g.",
                product=one.name,
                left=max(one.limit_total - sold.get(one.id, 0), 0),
                wanted=wanted[one],
            )
            for one in limited
            if _exceeds(sold.get(one.id, 0) + wanted[one], one.limit_total)
        ]

    def _catalogue_over_member(self, templates, wanted):
        result = []
        limited = templates.filtered("limit_member")
        for own in limited.grouped("limit_period").values():
            sold = own._catalogue_sold(
                customer=self.sudo().partner_id,
                since=own[0]._catalogue_limit_since(self.sudo().company_id),
                without=self._origin,
            )
            result += [
                self._catalogue_member_text(one, sold.get(one.id, 0), wanted[one])
                for one in own
                if _exceeds(sold.get(one.id, 0) + wanted[one], one.limit_member)
            ]
        return result

    def _catalogue_member_text(self, template, sold, wanted):
        """What exceeds the limit of a customer, to him or to whoever sells."""
        values = {
            "limit": template.limit_member,
            "product": template.name,
            "period": template._catalogue_period(),
            "sold": sold,
            "wanted": wanted,
        }
        if self.env.context.get("loyalty_to_customer"):
            return self.env._(
                "You get at most %(limit)d of “%(product)s” (%(period)s); you have %(sold)g, "
                "the order has %(wanted)g.",
                **values,
            )
        return self.env._(
            "A customer gets at most %(limit)d of “%(product)s” (%(period)s); he has "
            "%(sold)g, the order has %(wanted)g.",
            **values,
        )


def _exceeds(pieces, limit):
    return float_compare(pieces, limit, precision_digits=4) > 0
