"""An order takes no more of a limited edition than is left (S29)."""

from datetime import datetime, time

from pytz import timezone, utc

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare

from ..tier.periods import period_start

_MONTHS = {"month": 1, "quarter": 3, "year": 12}


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    limit_text = fields.Char("Limits", compute="_compute_limit_text", compute_sudo=True)
    limit_reason = fields.Char(
        "Reason to Exceed Limits",
        copy=False,
        groups="loyalty_service_parts.group_loyalty_manager",
        help="With a reason the order can be confirmed; it is kept in its history.",
    )

    @api.depends("order_line.product_id", "order_line.product_uom_qty", "partner_id")
    def _compute_limit_text(self):
        for order in self:
            exceeded = (
                order._catalogue_exceeded() if order.state in ("draft", "sent") else []
            )
            order.limit_text = " ".join(exceeded)

    def action_confirm(self):
        """Refuse more than is left, unless a manager gave a reason.

        :raise UserError: a limit would be exceeded
        """
        self._catalogue_check_limits()
        return super().action_confirm()

    def _points_confirm_problem(self):
        """A paid order whose last piece was sold elsewhere stays a quotation, too."""
        problem = super()._points_confirm_problem()
        refused = self.filtered(lambda order: not order._catalogue_is_allowed())
        exceeded = [text for order in refused for text in order._catalogue_exceeded()]
        return problem or " ".join(exceeded) or False

    def _catalogue_check_limits(self):
        limited = self.sudo().order_line.product_id.product_tmpl_id.filtered(
            lambda one: one._catalogue_is_limited()
        )
        # a second session that takes the last one starts over, and sees this order
        limited._catalogue_lock()
        for order in self if limited else self.browse():
            exceeded = order._catalogue_exceeded()
            if exceeded and not order._catalogue_is_allowed():
                raise UserError(" ".join(exceeded))
            if exceeded:
                order._catalogue_log_exceeded(exceeded)

    def _catalogue_log_exceeded(self, exceeded):
        """Who allowed it, and why, stays with the order."""
        # the reason is the manager's; who confirms need not be allowed to read it
        body = self.env._(
            "%(limits)s Confirmed all the same: %(reason)s",
            limits=" ".join(exceeded),
            reason=self.sudo().limit_reason,
        )
        self.message_post(body=body)

    def _catalogue_is_allowed(self):
        """Whether a manager gave a reason to exceed limits."""
        # the reason is the manager's; whoever confirms need not be allowed to read it
        return bool(self.sudo().limit_reason)

    def _catalogue_exceeded(self):
        """Sentences on products of which the order takes more than is left."""
        self.ensure_one()
        # orders of other sellers count, too
        order = self.sudo()
        wanted = {}
        for line in order.order_line.filtered(
            lambda one: one.product_id.product_tmpl_id._catalogue_is_limited()
        ):
            template = line.product_id.product_tmpl_id
            pieces = line.product_uom_id._compute_quantity(
                line.product_uom_qty, template.uom_id, round=False
            )
            wanted[template] = wanted.get(template, 0) + pieces
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
        for period, own in limited.grouped("limit_period").items():
            sold = own._catalogue_sold(
                customer=self.sudo().partner_id,
                since=self._catalogue_since(period),
                without=self._origin,
            )
            result += [
                self.env._(
                    "A customer gets at most %(limit)d of “%(product)s” (%(period)s); he has "
                    "%(sold)g, the order has %(wanted)g.",
                    limit=one.limit_member,
                    product=one.name,
                    period=dict(
                        one._fields["limit_period"]._description_selection(self.env)
                    )[period].lower(),
                    sold=sold.get(one.id, 0),
                    wanted=wanted[one],
                )
                for one in own
                if _exceeds(sold.get(one.id, 0) + wanted[one], one.limit_member)
            ]
        return result

    def _catalogue_since(self, period):
        """When the period of today began, in the company's time zone; None for ever."""
        if period == "ever":
            return None
        # the company's contact may be hidden from the user; only its time zone is read
        zone = timezone(self.sudo().company_id.partner_id.tz or "UTC")
        today = fields.Datetime.now().replace(tzinfo=utc).astimezone(zone).date()
        first = datetime.combine(period_start(_MONTHS[period], today), time.min)
        return zone.localize(first).astimezone(utc).replace(tzinfo=None)


def _exceeds(pieces, limit):
    return float_compare(pieces, limit, precision_digits=4) > 0
