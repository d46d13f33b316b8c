"""Members of a manager who leaves get another one, with their open tickets and quotations."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class LoyaltyManagerReassign(models.TransientModel):
    _name = "loyalty.manager.reassign"
    _description = "Reassign Members"

    from_id = fields.Many2one("res.users", "Members Of", required=True)
    how = fields.Selection(
        [
            ("one", "One person gets all"),
            ("tier", "The managers of their tiers, least loaded first"),
        ],
        "Who Gets Them",
        default="one",
        required=True,
    )
    to_id = fields.Many2one(
        "res.users", "New Manager", domain="[('share', '=', False)]"
    )
    with_open = fields.Boolean("With Open Tickets and Quotations", default=True)
    card_count = fields.Integer("Members", compute="_compute_counts")
    ticket_count = fields.Integer("Open Tickets", compute="_compute_counts")
    order_count = fields.Integer("Quotations", compute="_compute_counts")

    @api.depends("from_id")
    def _compute_counts(self):
        for wizard in self:
            cards = wizard._cards()
            wizard.card_count = len(cards)
            wizard.ticket_count = len(wizard._tickets(cards))
            wizard.order_count = len(wizard._orders(cards))

    def _cards(self):
        return self.env["loyalty.card"].search([("manager_id", "in", self.from_id.ids)])

    def _tickets(self, cards):
        # numbers of work, whoever may read it
        return (
            self.env["helpdesk.ticket"]
            .sudo()
            .search(
                [
                    ("card_id", "in", cards.ids),
                    ("user_id", "=", self.from_id.id),
                    ("closed", "=", False),
                ]
            )
        )

    def _orders(self, cards):
        return (
            # numbers of work, whoever may read it
            self.env["sale.order"]
            .sudo()
            .search(
                [
                    "|",
                    ("partner_id", "in", cards.holder_id.ids),
                    ("partner_id.commercial_partner_id", "in", cards.holder_id.ids),
                    ("user_id", "=", self.from_id.id),
                    ("state", "in", ("draft", "sent")),
                ]
            )
        )

    def action_apply(self):
        """Reassign, in sets.

        :raise AccessError: not a loyalty manager
        :raise UserError: nobody to reassign to
        """
        self.ensure_one()
        cards = self._cards()
        cards._points_check_manager()
        if self.how == "one" and self.to_id in (self.from_id, self.env["res.users"]):
            raise UserError(self.env._("Choose who gets the members."))
        tickets, orders = self._tickets(cards), self._orders(cards)
        self._give(cards)
        if self.with_open:
            present = cards.manager_id._service_present()
            for ticket in tickets:
                ticket.user_id = present[ticket.card_id.manager_id]
            found = self.env["loyalty.card"]._points_cards_by_contact(
                list(orders.partner_id), orders.company_id
            )
            for order in orders:
                if card := cards & found.get(order.partner_id, cards.browse()):
                    order.user_id = present[card.manager_id]
        return {"type": "ir.actions.act_window_close"}

    def _give(self, cards):
        if self.how == "one":
            cards.manager_id = self.to_id
            return
        # managers of tiers are settings; the right was checked
        for tier, own in cards.sudo().grouped("tier_id").items():
            if not tier.manager_ids - self.from_id:
                raise UserError(
                    self.env._(
                        "Tier “%s” has no other personal manager: add one, or choose who "
                        "gets the members.",
                        tier.name or self.env._("none"),
                    )
                )
            tier._service_share_out(own, self.from_id)
