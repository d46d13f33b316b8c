"""What core's till asks of the server; balances of ledger cards follow from the order."""

from odoo import models

from odoo.addons.loyalty_service_parts.models.ledger.clock import STATED, STATED_KEY


class PosOrder(models.Model):
    # one concern a file
    _inherit = "pos.order"  # pylint: disable=consider-merging-classes-inherited

    def validate_coupon_programs(self, point_changes, new_codes):
        """Core looks at cards that it keeps itself; of the others the till asks `check`."""
        ledger = self.env["loyalty.card"].browse(map(int, point_changes)).exists()
        ledger = {str(card.id) for card in ledger if card.is_ledger}
        others = {key: one for key, one in point_changes.items() if key not in ledger}
        return super().validate_coupon_programs(others, new_codes)

    def confirm_coupon_programs(self, coupon_data):
        """Core adds what the till says to the balance; here the order states it (D18)."""
        self.ensure_one()
        self.check_access("write")
        data = {int(key): dict(vals) for key, vals in coupon_data.items()}
        # a cashier reads neither programs and tiers nor entries
        order = self.sudo()
        order._points_take_told(data, is_trusted=self._points_is_trusted())
        order._points_post_all()
        stated = self.with_context(**{STATED_KEY: STATED})
        result = super(PosOrder, stated).confirm_coupon_programs(
            order._points_stated_data(data)
        )
        return order._points_refreshed(data, result)

    def _points_is_trusted(self):
        """Whether whoever confirms may fill a wallet without a sale: as he may make cards."""
        manager = "point_of_sale.group_pos_manager"
        return self.env.su or self.env.user.has_group(manager)

    def _points_stated_data(self, data):
        """The same for core: cards that exist, with the figures of the entries.

        A member's card that is not there by now earned nothing: none is made for it. An
        eWallet begins empty, as in core.
        """
        result, programs = {}, self._points_till_programs()
        for key, vals in data.items():
            card = self._points_told_card(key, vals)
            if card.is_ledger:
                given, taken = self._points_net(card)
                result[card.id] = {
                    **vals,
                    "points": given - taken,
                    "coupon_id": card.id,
                    "partner_id": card.partner_id.id,
                }
                continue
            program = self._points_told_program(vals)
            if not program.is_nominative:
                result[key] = vals
            elif program.is_payment_program and program in programs:
                result[key] = {**vals, "points": 0}
        return result

    def _points_told_program(self, vals):
        return self.env["loyalty.program"].browse(vals["program_id"]).exists()

    def _points_told_card(self, key, vals):
        """The card that the till means; by a number below 0 one that is new to it."""
        cards = self.env["loyalty.card"]
        if key > 0:
            return cards.browse(key).exists()
        program = self._points_told_program(vals)
        return self._points_member_card(program) if program.is_nominative else cards

    def _points_refreshed(self, data, result):
        """Balances after the entries; a card that was new to the till gets its real number."""
        numbers = {
            self._points_told_card(key, vals).id: key
            for key, vals in data.items()
            if key < 0
        }
        for update in result["coupon_updates"]:
            card = self.env["loyalty.card"].browse(update["id"])
            if card.is_ledger:
                update["points"] = card.points
                update["old_id"] = numbers.get(card.id, update["old_id"])
        return result
