"""What staff does with a card: enrol, block, close, look at its entries."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .loyalty_card_adjust import SERVICE_GROUP


class LoyaltyCard(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.card"  # pylint: disable=consider-merging-classes-inherited

    _rec_names_search = ["code", "partner_id.name", "partner_id.phone"]

    name = fields.Char(related="partner_id.name", string="Member Name")
    email = fields.Char(related="partner_id.email")
    phone = fields.Char(related="partner_id.phone")
    enrolled_date = fields.Date(
        "Member Since", default=fields.Date.context_today, readonly=True, copy=False
    )
    code = fields.Char(tracking=True)
    form_count = fields.Integer(compute="_compute_form_count", compute_sudo=True)
    visible_entry_ids = fields.One2many(
        "loyalty.points.entry",
        "card_id",
        "Entries That Count",
        domain=[("state", "!=", "void")],
        readonly=True,
    )
    lot_ids = fields.One2many(
        "loyalty.points.entry",
        "card_id",
        "Lots",
        domain=[("remaining", ">", 0)],
        readonly=True,
    )

    @api.depends("program_id", "code", "partner_id")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        for card in self.filtered(lambda card: card.is_ledger and card.partner_id):
            card.display_name = f"{card.partner_id.display_name} ({card.code})"
        return result

    def _compute_form_count(self):
        for card in self:
            card.form_count = len(card.program_id.form_ids)

    @api.model
    def _points_check_service(self):
        """:raise AccessError: the user does not belong to member services"""
        if not self.env.su and not self.env.user.has_group(SERVICE_GROUP):
            raise AccessError(
                self.env._("Only member services may do this with a card.")
            )

    @api.model
    def _points_enrol(self, program, partner):
        """The card of a member, made if there is none (S1).

        :raise UserError: the program keeps no balance per customer, or is not open to him
        """
        if not program.is_nominative:
            raise UserError(self.env._("“%s” has no cards of members.", program.name))
        card = self._points_find_card(program, partner)
        if card and (self.env.su or self.env.user.has_group(SERVICE_GROUP)):
            # an order may have made the card; now its holder joins
            card._points_welcome()
        if card:
            return card
        self._points_check_service()
        if not program._points_open_to(partner):
            raise UserError(
                self.env._(
                    "“%(program)s” is tried with some customers only, and %(customer)s is "
                    "not one of them.",
                    program=program.name,
                    customer=partner.display_name,
                )
            )
        card = self.create({"program_id": program.id, "partner_id": partner.id})
        card._points_welcome()
        card._points_send("welcome")
        return card

    def _points_of_contact(self, partner):
        """Those of these cards that a contact uses: his own, and his company's."""
        return self.filtered(
            lambda card: (
                card.holder_id == partner
                or card.program_id.card_holder == "company"
                and card.holder_id == partner.commercial_partner_id
            )
        )

    def action_block(self):
        """Blocked: earns, does not spend."""
        self._points_set_status("blocked", self.env._("Card blocked."))

    def action_unblock(self):
        """Usable again."""
        self._points_set_status("active", self.env._("Card active again."))

    def action_close(self):
        """Closed: neither earns nor spends; its ledger stays."""
        self._points_set_status("closed", self.env._("Card closed."))
        # the right was checked; core looks into orders that member services may not read
        self.sudo().action_archive()

    def action_reopen(self):
        """Take a closed card into use again."""
        self._points_check_service()
        if successor := self.successor_id[:1]:
            raise UserError(
                self.env._("This card was put together with %s.", successor.code)
            )
        self.sudo().action_unarchive()
        self._points_set_status("active", self.env._("Card in use again."))

    def _points_set_status(self, status, message):
        self._points_check_service()
        self.write({"status": status})
        for card in self:
            card.message_post(body=message)

    def action_entries(self):
        """Open the entries of these cards."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_service_parts.loyalty_points_entry_action"
        )
        action["domain"] = [("card_id", "in", self.ids)]
        action["context"] = {"search_default_not_void": 1}
        return action

    def action_print_card(self):
        """The card as PDF."""
        return self.env.ref("loyalty_service_parts.loyalty_card_report").report_action(
            self
        )

    def action_print_statement(self):
        """The statement as PDF."""
        return self.env.ref(
            "loyalty_service_parts.loyalty_statement_report"
        ).report_action(self)
