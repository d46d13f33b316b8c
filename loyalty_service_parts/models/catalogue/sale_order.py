"""An order takes what its customer may buy; a manager may decide otherwise (S27, S29)."""

from dataclasses import dataclass

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare

#: Context key: the `Decision` that is written in the same step as what it is for.
DECISION = "loyalty_catalogue_decision"


@dataclass(frozen=True)
class Decision:
    """A manager's reason. Nobody can send one: a context from outside is JSON."""

    reason: str


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    catalogue_text = fields.Char(
        "Cannot Be Sold", compute="_compute_catalogue_text", compute_sudo=True
    )
    catalogue_reason = fields.Char(
        "Reason to Sell All the Same",
        copy=False,
        groups="loyalty_service_parts.group_loyalty_manager",
        help="With a reason the order can be confirmed; it is kept in its history. It is "
        "for this customer and these pieces: more of them, or others, need a new one.",
    )
    catalogue_allowed = fields.Json(
        "What the Reason Is For",
        readonly=True,
        copy=False,
        groups="loyalty_service_parts.group_loyalty_manager",
    )

    @api.depends(
        "order_line.product_id",
        "order_line.product_uom_qty",
        "partner_id",
        "company_id",
        "state",
    )
    def _compute_catalogue_text(self):
        for order in self:
            lines = order._catalogue_lines()
            if order.state == "sale":
                lines = lines._catalogue_entered()
            is_open = lines and order.state in ("draft", "sent", "sale")
            problems = order._catalogue_problems(lines) if is_open else []
            order.catalogue_text = " ".join(problems)

    @api.model_create_multi
    def create(self, vals_list):
        """A reason is for what is on the order now."""
        orders = super().create([self._catalogue_unforged(vals) for vals in vals_list])
        reasoned = [bool(vals.get("catalogue_reason")) for vals in vals_list]
        for order, has_reason in zip(orders, reasoned, strict=True):
            if has_reason:
                order._catalogue_note_reason()
        return orders

    def write(self, vals):
        """Refuse to confirm what the customer may not buy, unless a manager gave a reason.

        :raise UserError: a product is not for this customer, or a limit would be exceeded
        """
        if vals.get("state") == "sale":
            # before: an order that is confirmed makes its customer a member
            self.filtered(lambda order: order.state != "sale")._catalogue_check_all()
        moved = self.browse()
        if "partner_id" in vals:
            partner = self.env["res.partner"].sudo().browse(vals["partner_id"])
            moved = self.filtered(
                lambda order: (
                    order.state == "sale"
                    and order.partner_id.commercial_partner_id
                    != partner.commercial_partner_id
                )
            )
        orders = self
        if reason := vals.get("catalogue_reason"):
            orders = self.with_context(**{DECISION: Decision(reason)})
        result = super(SaleOrder, orders).write(self._catalogue_unforged(vals))
        if "catalogue_reason" in vals:
            for order in self:
                order._catalogue_note_reason()
        moved._catalogue_check_all()
        return result

    def _catalogue_decision(self):
        """The reason that is being given in this step, for what it adds; or None."""
        decision = self.env.context.get(DECISION)
        return decision.reason if isinstance(decision, Decision) else None

    def _catalogue_note_reason(self):
        """What a reason that was just given is for."""
        # written with the reason alone, whose right was checked
        order = self.sudo()
        allowed = order.catalogue_reason and {
            "partner": order.partner_id.commercial_partner_id.id,
            "pieces": order._catalogue_pieces(),
        }
        order.catalogue_allowed = allowed or False

    def _catalogue_unforged(self, vals):
        """Nobody says himself what a reason is for."""
        if self.env.su:
            return vals
        return {name: vals[name] for name in vals if name != "catalogue_allowed"}

    def _catalogue_pieces(self):
        """`{id of a product with a rule, as text: pieces}` on the order."""
        return {
            str(template.id): pieces
            for template, pieces in self._catalogue_lines()._catalogue_wanted().items()
            if template.member_restricted or template._catalogue_is_limited()
        }

    def _points_confirm_problem(self):
        """A paid order whose last piece was sold elsewhere stays a quotation, too."""
        problem = super()._points_confirm_problem()
        refused = self.filtered(lambda order: not order._catalogue_is_allowed())
        found = [
            text
            for order in refused
            for text in order._catalogue_problems(order._catalogue_lines())
        ]
        return problem or " ".join(found) or False

    def _catalogue_lines(self):
        """Lines with products."""
        # products that are hidden from a customer count, too
        return self.sudo().order_line.filtered("product_id")

    def _catalogue_problems(self, lines):
        """Hook: sentences that say why these lines cannot be sold to the customer."""
        self.ensure_one()
        return []

    def _catalogue_lock(self, lines):
        """Hook: rows that a second session must not sell from at the same time."""

    def _catalogue_check_all(self):
        for order in self:
            order._catalogue_check(order._catalogue_lines())

    def _catalogue_check(self, lines):
        """Refuse these lines of an order, or log why they are sold all the same.

        :raise UserError: they cannot be sold to this customer
        """
        self.ensure_one()
        self._catalogue_lock(lines)
        problems = self._catalogue_problems(lines)
        if not problems:
            return
        reason = self._catalogue_decision()
        if not reason and self._catalogue_is_allowed():
            # the reason is the manager's; who confirms need not be allowed to read it
            reason = self.sudo().catalogue_reason
        if not reason:
            raise UserError(" ".join(problems))
        self._catalogue_log(problems, reason)

    def _catalogue_log(self, problems, reason):
        """Who allowed it, and why, stays with the order."""
        body = self.env._(
            "%(problems)s Sold all the same: %(reason)s",
            problems=" ".join(problems),
            reason=reason,
        )
        self.message_post(body=body)

    def _catalogue_is_allowed(self):
        """Whether a manager gave a reason for this customer and no fewer pieces."""
        # the reason is the manager's; whoever confirms need not be allowed to read it
        order = self.sudo()
        allowed = order.catalogue_reason and order.catalogue_allowed
        if not allowed:
            return False
        return allowed["partner"] == order.partner_id.commercial_partner_id.id and all(
            float_compare(pieces, allowed["pieces"].get(key, 0.0), precision_digits=4)
            <= 0
            for key, pieces in order._catalogue_pieces().items()
        )
