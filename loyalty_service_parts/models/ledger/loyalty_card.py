"""The card as the ledger sees it: whose it is, whether it has a ledger, its state."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from . import database_guard


class LoyaltyCard(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.card"  # pylint: disable=consider-merging-classes-inherited

    is_ledger = fields.Boolean(
        "Has a Ledger",
        compute="_compute_is_ledger",
        store=True,
        precompute=True,
        help="Cards with a standing balance per customer; coupons and gift cards have none.",
    )
    holder_id = fields.Many2one(
        "res.partner",
        compute="_compute_holder_id",
        store=True,
        precompute=True,
        index=True,
        help="The person, or the company, that has one active card of the program.",
    )
    status = fields.Selection(
        [("active", "Active"), ("blocked", "Blocked"), ("closed", "Closed")],
        default="active",
        required=True,
        copy=False,
        tracking=True,
        help="A blocked card earns points and does not spend them; a closed one does neither.",
    )
    successor_id = fields.Many2one(
        "loyalty.card",
        "Put Together Into",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The card that took over the entries of this one, and takes over what its "
        "documents still post.",
    )
    points_activity_date = fields.Date(
        "Last Activity",
        readonly=True,
        copy=False,
        help="When points were last earned or spent.",
    )
    entry_ids = fields.One2many(
        "loyalty.points.entry", "card_id", "Entries", readonly=True
    )
    entry_count = fields.Integer(compute="_compute_entry_count")

    _one_per_holder = models.UniqueIndex(
        "(program_id, holder_id) WHERE is_ledger AND active AND holder_id IS NOT NULL",
        "This customer already has an active card of the program.",
    )

    def init(self):
        """Guard the balance in the database."""
        database_guard.guard_cards(self.env.cr)

    @api.model
    def _points_duplicates(self):
        """Holders with several active cards of one program: `[(program id, holder id)]`."""
        self.env.cr.execute(
            """
            SELECT program_id, holder_id FROM loyalty_card
             WHERE is_ledger AND active AND holder_id IS NOT NULL
             GROUP BY program_id, holder_id HAVING count(*) > 1
             ORDER BY program_id, holder_id
            """
        )
        return self.env.cr.fetchall()

    @api.model
    def _points_create_holder_index(self):
        """Once duplicates are put together: before, Odoo could not make the index (D7)."""
        self.env.flush_all()
        # an index cannot be made while the check of the balances is still to come
        self.env.cr.execute("SET CONSTRAINTS ALL IMMEDIATE")
        self._table_objects[f"{self._table}_one_per_holder"].apply_to_database(self)

    @api.depends("program_id.applies_on", "program_id.program_type")
    def _compute_is_ledger(self):
        for card in self:
            card.is_ledger = card.program_id.is_nominative

    @api.depends("partner_id.commercial_partner_id", "program_id.card_holder")
    def _compute_holder_id(self):
        for card in self:
            partner = card.partner_id
            if card.program_id.card_holder == "company":
                partner = partner.commercial_partner_id
            card.holder_id = partner

    def _compute_entry_count(self):
        counts = dict(
            self.env["loyalty.points.entry"]._read_group(
                [("card_id", "in", self.ids), ("state", "!=", "void")],
                ["card_id"],
                ["__count"],
            )
        )
        for card in self:
            card.entry_count = counts.get(card, 0)

    @api.constrains("holder_id", "active", "program_id")
    def _check_one_card_per_holder(self):
        cards = self.filtered(
            lambda card: card.is_ledger and card.active and card.holder_id
        )
        if not cards:
            return
        groups = self.sudo()._read_group(
            [
                ("program_id", "in", cards.program_id.ids),
                ("holder_id", "in", cards.holder_id.ids),
                ("is_ledger", "=", True),
                ("active", "=", True),
            ],
            ["program_id", "holder_id"],
            having=[("__count", ">", 1)],
        )
        mine = {(card.program_id, card.holder_id) for card in cards}
        for program, holder in groups:
            if (program, holder) in mine:
                cards.filtered(
                    lambda card, holder=holder, program=program: (
                        card.holder_id == holder and card.program_id == program
                    )
                )[0]._points_refuse_second()

    def _points_refuse_second(self):
        raise ValidationError(
            self.env._(
                "%(holder)s already has an active card of “%(program)s”. Use that card, or "
                "replace it if it was lost.",
                holder=self.holder_id.display_name,
                program=self.program_id.name,
            )
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_entries(self):
        if (
            self.env["loyalty.points.entry"]
            .sudo()
            .search_count([("card_id", "in", self.ids)], limit=1)
        ):
            raise UserError(
                self.env._(
                    "A card with points entries cannot be deleted. Close or archive it."
                )
            )

    @api.model
    def _points_search_of(self, partners, companies, domain=()):
        """Cards that these contacts, or their companies, hold and that count in `companies`."""
        return self.search(
            [
                ("holder_id", "in", (partners | partners.commercial_partner_id).ids),
                ("is_ledger", "=", True),
                ("company_id", "in", (False, *companies.parent_ids.ids)),
                *domain,
            ]
        )

    @api.model
    def _points_find_card(self, program, partner):
        """The active card of a program that this contact uses, empty if there is none."""
        return self._points_find_cards(program, partner).get(partner, self.browse())

    @api.model
    def _points_find_cards(self, program, partners):
        """Active cards of a program by the contact that uses them: `{partner: card}`."""
        holders = {
            partner: partner.commercial_partner_id
            if program.card_holder == "company"
            else partner
            for partner in partners
        }
        cards = self.search(
            [
                ("program_id", "=", program.id),
                ("holder_id", "in", [holder.id for holder in holders.values()]),
                ("is_ledger", "=", True),
            ]
        )
        by_holder = {card.holder_id: card for card in cards}
        return {
            partner: by_holder[holder]
            for partner, holder in holders.items()
            if holder in by_holder
        }
