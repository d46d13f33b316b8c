"""Which cards an order may use: the customer's own, his company's, or one he was lent."""

from odoo import models


class SaleOrder(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    def _points_shared_programs(self):
        """Programs whose card belongs to the customer's company rather than to him."""
        self.ensure_one()
        if self.partner_id == self.partner_id.commercial_partner_id:
            return self.env["loyalty.program"]
        programs = self.env["loyalty.program"].search(
            [*self._get_program_domain(), ("card_holder", "=", "company")]
        )
        return programs.filtered("is_nominative")

    def _points_drop_former_customer(self):
        """A quotation that got another customer earns nothing on the card of the former one.

        Core takes the points off and gives them to a new card that belongs to nobody.
        """
        if self.state not in ("draft", "sent"):
            return
        # core lets no salesman take points off an order
        self.sudo().coupon_point_ids.filtered(
            lambda line: (
                line.coupon_id.is_ledger and self._points_is_foreign(line.coupon_id)
            )
        ).unlink()

    def _points_drop_foreign_cards(self):
        """Take cards of others off the order, with what they pay; not one lent by a code."""
        gone = self.applied_coupon_ids.filtered(
            lambda card: (
                card.is_ledger
                and self._points_is_foreign(card)
                and (
                    card.program_id.foreign_card != "code"
                    or not self._points_may_use_foreign(card)
                )
            )
        )
        if gone:
            self.order_line.filtered(lambda line: line.coupon_id in gone).unlink()
            self.applied_coupon_ids -= gone

    def _points_apply_holder_cards(self):
        """Core finds cards of the contact only: bring those of his company (S2)."""
        if not self._allow_nominative_programs():
            return
        for program in self._points_shared_programs():
            card = self.env["loyalty.card"]._points_find_card(program, self.partner_id)
            if card and card not in self.applied_coupon_ids:
                self.applied_coupon_ids += card
            # core would make a second card for points on a card that is not the contact's
            self.coupon_point_ids.filtered(
                lambda line, card=card: line.coupon_id == card
            ).sudo().unlink()

    def _points_restore_holder_cards(self):
        """Core drops the points of a card whose contact is not the order's."""
        if not self._allow_nominative_programs():
            return
        for program in self._points_shared_programs():
            card = self.env["loyalty.card"]._points_find_card(program, self.partner_id)
            if card and card not in self.coupon_point_ids.coupon_id:
                self._add_points_for_coupon({card: self._points_to_earn(program)})

    def __try_apply_program(self, program, coupon, status):
        # the name is core's: it looks for a card of the contact and would make a second one
        if not coupon and program.is_nominative:
            coupon = self.env["loyalty.card"]._points_find_card(
                program, self.partner_id
            )
        return super().__try_apply_program(program, coupon, status)
