"""Status points: they bring a tier nearer and cannot be spent (S15)."""

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, float_compare


class LoyaltyCard(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.card"  # pylint: disable=consider-merging-classes-inherited

    tier_past_ids = fields.One2many(
        "loyalty.tier.past", "card_id", "Counts for the Tier Only", readonly=True
    )

    def _points_give_status(self, figure, reason):
        """Count something for the tier that is not on the balance; up at once.

        :param float figure: in the measure of the program: money, points, or purchases
        :raise AccessError: not a loyalty manager
        :raise UserError: nothing to count, or no explanation
        """
        self.ensure_one()
        self._points_check_manager()
        if float_compare(figure, 0, precision_digits=2) <= 0:
            raise UserError(self.env._("Say how much counts for the tier: above zero."))
        if not (reason or "").strip():
            raise UserError(
                self.env._("Explain it: the member, or a colleague, may ask about it.")
            )
        # the right was checked; nobody may write these rows otherwise
        card = self.sudo()
        program = card.program_id
        by_number = program.tier_metric == "orders"
        row = {
            "card_id": card.id,
            "program_id": program.id,
            "company_id": card.company_id.id,
            "date": program._points_now(),
            "points": 1 if by_number else figure,
            "amount": 0 if by_number else figure,
            "reason": reason,
            "author_id": self.env.uid,
        }
        rows = round(figure) if by_number else 1
        made = self.env["loyalty.tier.past"].sudo().create([row] * rows)
        if not program.tier_past:
            program.tier_past = True
        self.env.flush_all()
        self.env["loyalty.tier.evaluation"].sudo()._promote(
            program, SQL("SELECT %s::int", card.id)
        )
        return made
