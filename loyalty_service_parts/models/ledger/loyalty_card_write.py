"""Whoever writes a balance directly posts an adjustment by the difference (S6, D18)."""

from odoo import api, models
from odoo.exceptions import AccessError, UserError

from .clock import is_stated
from .loyalty_card_door import exact

ADJUST_GROUPS = (
    "loyalty_service_parts.group_loyalty_member_services",
    "loyalty_service_parts.group_loyalty_manager",
)


#: Whoever may read a card to sell with it may not make it another's.
PROTECTED = {"partner_id", "program_id", "status", "code", "active"}


class LoyaltyCard(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.card"  # pylint: disable=consider-merging-classes-inherited

    @api.model_create_multi
    def create(self, vals_list):
        """Points that a ledger card is created with become its opening entry."""
        for vals in vals_list:
            self._points_check_kept(vals)
        opening = []
        stripped = []
        for vals in vals_list:
            vals = self._points_shared_partner(vals)
            points = vals.get("points") or 0
            if points and self._points_goes_to_ledger(vals):
                vals = {**vals, "points": 0}
            else:
                points = 0
            opening.append(points)
            stripped.append(vals)
        if any(opening):
            # who may make cards may make them with points, as in core; it is a row
            self.check_access("create")
        self._points_check_free(stripped)
        cards = super().create(stripped)
        self._points_post_direct(
            [
                (card, points)
                for card, points in zip(cards, opening, strict=True)
                if points
            ],
            "opening",
        )
        return cards

    @api.model
    def _points_check_free(self, vals_list):
        """:raise ValidationError: the customer has an active card of the program (D7)"""
        wanted = {}
        for vals in vals_list:
            if vals.get("partner_id") and vals.get("active", True):
                program = self._points_program_of(vals)
                partner = self.env["res.partner"].browse(vals["partner_id"])
                wanted.setdefault(program, self.env["res.partner"])
                wanted[program] |= partner
        for program, partners in wanted.items():
            if program.is_nominative:
                # cards of every company count
                for card in self.sudo()._points_find_cards(program, partners).values():
                    card._points_refuse_second()

    def write(self, vals):
        """A balance written by anybody else becomes an adjustment by the difference."""
        self._points_check_kept(vals)
        self._points_check_may_change(vals)
        if "program_id" in vals:
            self._points_check_program(vals)
        ledger = self.filtered("is_ledger") if "points" in vals else self.browse()
        if not ledger:
            return super().write(vals)
        others = self - ledger
        if others:
            super(LoyaltyCard, others).write(vals)
        rest = {name: value for name, value in vals.items() if name != "points"}
        result = super(LoyaltyCard, ledger).write(rest) if rest else True
        if is_stated(self.env.context):
            return result
        self.check_access("write")
        self._points_check_may_adjust()
        wanted = exact(vals["points"] or 0)
        changes = [(card, wanted - exact(card.points)) for card in ledger]
        self._points_post_direct(
            [(card, change) for card, change in changes if change], "adjust"
        )
        return result

    @api.model
    def _points_direct_type(self, change, entry_type):
        """What a change of the balance is: of a person a correction, of another channel
        (a till, an automation) points given or spent, by the rules of the card (D5)."""
        if entry_type != "adjust" or self._points_is_corrector():
            return entry_type
        return "earn" if change > 0 else "redeem"

    @api.model
    def _points_is_corrector(self):
        return any(map(self.env.user.has_group, ADJUST_GROUPS))

    @api.model
    def _points_program_of(self, vals):
        program_id = vals.get("program_id") or self.env.context.get("active_id")
        return self.env["loyalty.program"].browse(program_id)

    @api.model
    def _points_goes_to_ledger(self, vals):
        return self._points_program_of(vals).exists().is_nominative

    @api.model
    def _points_shared_partner(self, vals):
        """A card that belongs to the company is made out to the company (S2)."""
        if not vals.get("partner_id") or not vals.get("program_id"):
            return vals
        if self._points_program_of(vals).card_holder != "company":
            return vals
        partner = self.env["res.partner"].browse(vals["partner_id"])
        return {**vals, "partner_id": partner.commercial_partner_id.id}

    @api.model
    def _points_kept_fields(self):
        """Computed or kept by the engine: nobody writes these, whatever his rights."""
        return {"is_ledger", "holder_id", "points_activity_date", "successor_id"}

    @api.model
    def _points_check_kept(self, vals):
        """:raise AccessError: somebody sets what follows from the ledger (D18)"""
        if not self.env.su and self._points_kept_fields() & vals.keys():
            raise AccessError(
                self.env._("This follows from the ledger: nobody can write it.")
            )

    def _points_check_may_change(self, vals):
        """:raise AccessError: a seller makes somebody else's card his customer's"""
        if (
            self.env.su
            or not PROTECTED & vals.keys()
            or not any(self.mapped("is_ledger"))
        ):
            return
        if not self.has_access("create") and not self._points_may_adjust():
            raise AccessError(
                self.env._(
                    "Only member services may change the holder or status of a card."
                )
            )
        if "partner_id" in vals:
            self._points_check_handed_over(vals["partner_id"])

    def _points_check_program(self, vals):
        """:raise UserError: a card would come into the ledger with points that no row gave"""
        cards = self.filtered(
            lambda card: card.program_id.id != vals["program_id"] and card.points
        )
        if cards and self._points_goes_to_ledger(vals):
            raise UserError(
                self.env._(
                    "Card %s has points: it cannot be moved to another program. Make a new card.",
                    cards[0].code,
                )
            )

    def _points_check_handed_over(self, partner_id):
        """:raise UserError: points would change hands without a row (D23)"""
        cards = self.filtered(
            lambda card: (
                card.is_ledger and card.partner_id and card.partner_id.id != partner_id
            )
        )
        entries = self.env["loyalty.points.entry"].sudo()
        if cards and entries.search_count([("card_id", "in", cards.ids)], limit=1):
            raise UserError(
                self.env._(
                    "Card %s has points entries of its holder: it cannot be given to another "
                    "customer. Transfer the points instead.",
                    cards[0].code,
                )
            )

    @api.model
    def _points_may_adjust(self):
        return self.env.su or self._points_is_corrector()

    @api.model
    def _points_check_may_adjust(self):
        """:raise AccessError: the user may not change a balance (D18)"""
        if not self._points_may_adjust():
            raise AccessError(
                self.env._(
                    "You may not change the balance of a card. Points move through orders; a "
                    "correction is made by member services."
                )
            )

    @api.model
    def _points_post_direct(self, changes, entry_type):
        """Post what was written to `points`, after the right to do so was checked."""
        if not changes:
            return
        self._points_check_limit(changes)
        # the right was checked above; the ledger's tables are writable by nobody
        self.sudo()._points_post(
            [
                {
                    "card_id": card.id,
                    "points": change,
                    "type": self._points_direct_type(change, entry_type),
                    **self._points_direct_reason(entry_type),
                }
                for card, change in changes
            ]
        )

    @api.model
    def _points_direct_reason(self, entry_type):
        if self.env.context.get("import_file"):
            return {
                "reason_code": "import",
                "reason": self.env._("Imported from a file"),
            }
        if entry_type == "opening":
            return {
                "reason_code": "generated",
                "reason": self.env._("Card created with points"),
            }
        return {
            "reason_code": "direct",
            "reason": self.env._("Balance written directly"),
        }

    @api.model
    def _points_check_limit(self, changes):
        """Hook: what a clerk may adjust a day (see the adjustment wizard)."""
