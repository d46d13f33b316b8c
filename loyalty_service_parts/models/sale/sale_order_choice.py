"""What the order shows and asks: will earn, uses, usable; choosing the points."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare

from .sale_order_redeem import reward_key


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    points_card_id = fields.Many2one(
        "loyalty.card",
        "Loyalty Card",
        compute="_compute_points_figures",
        compute_sudo=True,
    )
    points_summary = fields.Char(
        "Points", compute="_compute_points_figures", compute_sudo=True
    )

    @api.depends(
        "state",
        "partner_id",
        "order_line.price_total",
        "order_line.points_cost",
        "coupon_point_ids.points",
    )
    def _compute_points_figures(self):
        for order in self:
            card = order._points_main_card()
            order.points_card_id = card
            order.points_summary = order._points_text(card) if card else False

    def _points_text(self, card):
        """What the order does to the card, in a sentence."""
        lines = self.order_line.filtered(lambda line: line.coupon_id == card)
        earned, waiting = self._points_earned_figures(card)
        figures = {
            "earned": self._points_parts_text(card, earned),
            "waiting": card._format_points(waiting),
            "used": card._format_points(sum(lines.mapped("points_cost"))),
            "usable": card.points_usable_display,
        }
        if self.state != "sale":
            return self.env._(
                "will earn %(earned)s, uses %(used)s; usable now %(usable)s", **figures
            )
        if waiting:
            return self.env._(
                "earns %(earned)s, of which %(waiting)s pending %(until)s, uses %(used)s; "
                "usable now %(usable)s",
                **figures,
                until=self._points_waiting_text(card),
            )
        return self.env._(
            "earned %(earned)s, used %(used)s; usable now %(usable)s", **figures
        )

    def _points_parts_text(self, card, earned):
        return self._points_in_words(card, earned, self._points_parts_earned(card))

    def _points_parts_earned(self, card):
        """What the order earns, or has earned, by whom it is given."""
        if self.state != "sale":
            return self._points_parts_to_earn(card.program_id)
        return self._points_parts_posted(card)

    def _points_waiting_text(self, card):
        """What the pending points of this order wait for."""
        pending = self._points_entries().filtered(
            lambda entry: entry.card_id == card and entry.state == "pending"
        )
        return ", ".join(dict.fromkeys(pending.mapped("waits_text")))

    def _points_earned_figures(self, card):
        """Points earned (or to be earned) by the order, and those of them that wait."""
        if self.state != "sale":
            program = card.program_id
            fits = program.filtered_domain(self._get_program_domain())
            return (self._points_to_earn(program) if fits else 0.0), 0.0
        entries = self._points_entries_earned(card)
        waiting = sum(
            entries.filtered(lambda entry: entry.state == "pending").mapped("points")
        )
        return sum(entries.mapped("points")), waiting

    def _points_main_card(self):
        """The loyalty card of the customer on this order, if he has one."""
        cards = (self.coupon_point_ids.coupon_id | self.applied_coupon_ids)._origin
        cards = cards.filtered(
            lambda card: card.is_ledger and not card.program_id.is_payment_program
        )
        cards = cards or self._points_available_cards()
        # always the same one, whatever other programs come in with the confirmation
        return cards.sorted(
            lambda card: (
                card.program_id.is_payment_program,
                card.program_id.sequence,
                card.program_id.id,
            )
        )[:1]

    def _points_available_cards(self):
        """Cards whose points may pay for this order: the customer's and those lent to him."""
        self.ensure_one()
        cards = self.env["loyalty.card"]._points_search_of(
            self.partner_id, self.company_id
        )
        own = cards.filtered(lambda card: not self._points_is_foreign(card))
        return (own | self.applied_coupon_ids.filtered("is_ledger")).sorted(
            lambda card: (card.program_id.is_payment_program, card.program_id.sequence)
        )

    # -- choosing ------------------------------------------------------------------------
    def _points_reward_lines(self, reward, card):
        return self.order_line.filtered(
            lambda line: line.reward_id == reward and line.coupon_id == card
        )

    def _points_total_without(self, reward, card):
        """The order's total as if this reward of this card were not on it."""
        self.ensure_one()
        return self.amount_total - sum(
            self._points_reward_lines(reward, card).mapped("price_total")
        )

    def _points_most(self, reward, card):
        """The most points that a reward “money per point” could use on this order."""
        self.ensure_one()
        value = self._points_value(reward)
        if not value:
            return 0.0
        used = sum(self._points_reward_lines(reward, card).mapped("points_cost"))
        points = min(
            self._points_cap_amount(card.program_id) / value,
            self._points_total_without(reward, card) / value,
            self._get_real_points_for_coupon(card) + used,
        )
        return card.program_id._points_round(max(points, 0.0), "DOWN")

    def _points_use(self, card, reward, points):
        """Use so many points of a card on this draft order; 0 takes them off again.

        :raise UserError: confirmed order, more than allowed, fewer than the minimum
        """
        self.ensure_one()
        if self.state not in ("draft", "sent"):
            raise UserError(
                self.env._("Points are chosen before the order is confirmed.")
            )
        choice = dict(self.points_choice or {})
        points = card.program_id._points_round(points, "DOWN")
        per_point = self._points_is_per_point(reward)
        key = str(card.id) if per_point else reward_key(card, reward)
        if not points:
            choice.pop(key, None)
            self.points_choice = choice
            self._points_reward_lines(reward, card).unlink()
            self._update_programs_and_rewards()
            return
        if per_point:
            self._points_check_choice(card, reward, points)
        choice[key] = points
        self.points_choice = choice
        if card not in self.applied_coupon_ids:
            self.applied_coupon_ids += card
        self._points_reward_lines(reward, card).unlink()
        status = self._apply_program_reward(reward, card)
        if error := status.get("error"):
            raise UserError(error)
        self._update_programs_and_rewards()

    def _points_check_choice(self, card, reward, points):
        most = self._points_most(reward, card)
        program = card.program_id
        if float_compare(points, most, precision_digits=4) > 0:
            raise UserError(
                self.env._(
                    "At most %(most)s can be used on this order.",
                    most=card._format_points(most),
                )
            )
        if float_compare(points, program.redeem_min_points, precision_digits=4) < 0:
            raise UserError(
                self.env._(
                    "“%(program)s” takes %(minimum)s at least.",
                    program=program.name,
                    minimum=card._format_points(program.redeem_min_points),
                )
            )

    # -- buttons -------------------------------------------------------------------------
    def action_points_use(self):
        """Open the choice of points."""
        self.ensure_one()
        self._update_programs_and_rewards()
        if not self._points_available_cards():
            raise UserError(
                self.env._(
                    "%s has no loyalty card yet. Enrol him first.", self.partner_id.name
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Use Points"),
            "res_model": "loyalty.points.redeem",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_order_id": self.id},
        }

    def action_points_enrol(self):
        """Enrol the customer of this order."""
        self.ensure_one()
        return self.partner_id.action_points_enrol()
