"""Whose ticket it is: the member is found by contact, company, e-mail, card, phone (S19)."""

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import email_normalize

from odoo.addons.phone_validation.tools.phone_validation import phone_format


class HelpdeskTicket(models.Model):
    # one concern a file, one file a room
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    card_id = fields.Many2one(
        "loyalty.card",
        "Member Card",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    tier_id = fields.Many2one(
        "loyalty.tier",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="As it was when the ticket was opened: a later downgrade changes nothing.",
    )
    tier_name = fields.Char(related="tier_id.name", string="Name of the Tier")
    tier_color_style = fields.Char(related="tier_id.color_style")
    tier_color = fields.Integer(related="tier_id.color")
    member_hint = fields.Char(
        "Card, Phone, VIN or Plate",
        copy=False,
        help="What the customer told: the number of his card, his phone, the VIN, serial number "
        "or plate of what he owns, however typed.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """The member, his tier and what it brings are written down at the opening."""
        if not self.env.su:
            own = dict.fromkeys(self._service_own_fields(), False)
            vals_list = [{**vals, **own} for vals in vals_list]
        tickets = super().create(self._service_complete(vals_list))
        for ticket in tickets.filtered(
            lambda one: one.member_hint and not one.partner_id
        ):
            ticket.message_post(
                body=self.env._("Nobody was found by “%s”.", ticket.member_hint)
            )
        return tickets

    def write(self, vals):
        """Another contact is another member; nobody names a card or a tier himself.

        :raise AccessError: the card or the tier was to be written by hand
        """
        if not self.env.su and vals.keys() & self._service_own_fields():
            raise AccessError(
                self.env._("The card and the tier of a ticket follow from its contact.")
            )
        result = super().write(vals)
        if "partner_id" in vals:
            # whoever serves the ticket need not be allowed to read cards and tiers
            self.sudo()._service_find_member()
        return result

    def _service_find_member(self):
        """Card, tier and promises of the contact as he is now; what is settled stays."""
        for ticket in self:
            finder = self.with_company(ticket.company_id or self.env.company)
            cards = finder._service_find_cards([ticket.partner_id])
            card = cards.get(ticket.partner_id, self.env["loyalty.card"])
            if card != ticket.card_id:
                ticket.write({"card_id": card.id, "tier_id": card.tier_id.id})
                if ticket.team_id.use_sla:
                    ticket.refresh_sla()

    @api.model
    def _service_complete(self, vals_list):
        """The same values with contact, card, tier, priority and team of the members."""
        vals_list = [dict(vals) for vals in vals_list]
        by_company = {}
        for vals in vals_list:
            by_company.setdefault(self._service_company(vals), []).append(vals)
        for company, own in by_company.items():
            # whoever opens a ticket need not be allowed to read contacts, cards and tiers
            self.sudo().with_company(company)._service_complete_own(own)
        return vals_list

    @api.model
    def _service_company(self, vals):
        """The company whose members and promises count: of the team, else as named."""
        team = self.env["helpdesk.ticket.team"].sudo().browse(vals.get("team_id") or [])
        named = self.env["res.company"].browse(vals.get("company_id") or [])
        return team.company_id or named or self.env.company

    @api.model
    def _service_own_fields(self):
        """What follows from other things, and is written by nobody."""
        return {
            "card_id",
            "tier_id",
            "is_complaint",
            "complaint_of_id",
            "answered_date",
            "is_served",
            "repeat_of_id",
            "rating_asked_date",
        }

    @api.model
    def _service_complete_own(self, vals_list):
        """The same for values of one company, changed in place."""
        contacts = self._service_find_contacts(vals_list)
        cards = self._service_find_cards(contacts)
        for vals, contact in zip(vals_list, contacts, strict=True):
            # also what a context would set
            vals.update(card_id=False, tier_id=False)
            if contact and not vals.get("partner_id"):
                vals["partner_id"] = contact.id
            if contact:
                vals["partner_name"] = vals.get("partner_name") or contact.name
                vals["partner_email"] = vals.get("partner_email") or contact.email
            if card := cards.get(contact):
                vals.update(self._service_of_member(card, vals))

    @api.model
    def _service_of_member(self, card, vals):
        """Values that follow from the card; what was chosen by hand stays."""
        tier = card.tier_id
        result = {"card_id": card.id, "tier_id": tier.id}
        if tier.ticket_team_id and not vals.get("team_id"):
            result["team_id"] = tier.ticket_team_id.id
        default = self._fields["priority"].default(self)
        if tier.ticket_priority and vals.get("priority", default) == default:
            result["priority"] = tier.ticket_priority
        return result

    # -- finding -------------------------------------------------------------------
    @api.model
    def _service_find_contacts(self, vals_list):
        """The contact of each ticket: named, or found by card, e-mail or phone; batched."""
        partners = self.env["res.partner"]
        by_card = self._service_by_card([vals.get("member_hint") for vals in vals_list])
        emails = [
            email_normalize(vals.get("partner_email") or "") for vals in vals_list
        ]
        phones = [self._service_number(vals.get("member_hint")) for vals in vals_list]
        by_email = self._service_by("email_normalized", emails)
        by_phone = self._service_by("phone_sanitized", phones)
        return [
            partners.browse(vals.get("partner_id") or [])
            or by_card.get((vals.get("member_hint") or "").strip(), partners)
            or by_email.get(email, partners)
            or by_phone.get(phone, partners)
            for vals, email, phone in zip(vals_list, emails, phones, strict=True)
        ]

    @api.model
    def _service_by_card(self, hints):
        codes = [hint.strip() for hint in hints if hint and hint.strip()]
        if not codes:
            return {}
        cards = self.env["loyalty.card"].search(
            [
                ("code", "in", codes),
                ("is_ledger", "=", True),
                ("company_id", "in", (False, *self.env.company.parent_ids.ids)),
            ]
        )
        return {card.code: card.partner_id for card in cards}

    @api.model
    def _service_by(self, field, values):
        """`{value: contact}`, the oldest of several."""
        wanted = list(filter(None, values))
        if not wanted:
            return {}
        found = self.env["res.partner"].search(
            [(field, "in", wanted), ("company_id", "in", (False, self.env.company.id))],
            order="id desc",
        )
        return {partner[field]: partner for partner in found}

    @api.model
    def _service_number(self, text):
        """A phone number as Odoo keeps it, whatever spaces and dashes it was typed with."""
        number = (text or "").strip()
        country = self.env.company.country_id
        formatted = number and phone_format(
            number,
            country.code or None,
            country.phone_code or None,
            force_format="E164",
            raise_exception=False,
        )
        # what is no number comes back as it was
        return formatted if formatted and formatted.startswith("+") else False

    @api.model
    def _service_find_cards(self, contacts):
        """`{contact: card}`: of the contact, or of his company; one with a tier first."""
        return self.env["loyalty.card"]._points_cards_by_contact(
            contacts, self.env.company
        )
