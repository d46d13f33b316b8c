"""Enrol a customer in one click: card and consents (S1)."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class LoyaltyCardEnrol(models.TransientModel):
    _name = "loyalty.card.enrol"
    _description = "Enrol a Member"

    partner_id = fields.Many2one("res.partner", "Customer")
    name = fields.Char("Name of the New Customer")
    phone = fields.Char("Phone of the New Customer")
    email = fields.Char("E-mail of the New Customer")
    same_phone_ids = fields.Many2many(
        "res.partner", string="Has This Phone", compute="_compute_same_phone_ids"
    )
    same_phone_text = fields.Char(compute="_compute_same_phone_ids")
    program_id = fields.Many2one(
        "loyalty.program",
        required=True,
        domain=[
            ("program_type", "=", "loyalty"),
            ("applies_on", "in", ("both", "future")),
        ],
        default=lambda self: self._default_program(),
    )
    birthdate = fields.Date(compute="_compute_birthdate", store=True, readonly=False)
    birthday_points = fields.Float(related="program_id.birthday_points")
    processing = fields.Boolean("Agrees to the processing of his data")
    advertising_email = fields.Boolean("Offers by e-mail")
    advertising_sms = fields.Boolean("Offers by SMS")
    advertising_phone = fields.Boolean("Offers by phone")
    statement_email = fields.Boolean("Monthly statement by e-mail")
    existing_card_id = fields.Many2one(
        "loyalty.card", "Has a Card", compute="_compute_existing_card_id"
    )

    @api.model
    def _default_program(self):
        return self.env["loyalty.program"].search(
            [
                ("program_type", "=", "loyalty"),
                ("applies_on", "in", ("both", "future")),
                ("company_id", "in", (False, *self.env.company.parent_ids.ids)),
            ],
            limit=1,
        )

    @api.depends("phone", "partner_id")
    def _compute_same_phone_ids(self):
        """Who has this phone already, before it is saved a second time (S57)."""
        for wizard in self:
            same = self.env["res.partner"]
            if wizard.phone and not wizard.partner_id:
                same = same._counter_same_phone(wizard.phone)
            wizard.same_phone_ids = same
            wizard.same_phone_text = ", ".join(same.mapped("display_name"))

    def action_same(self):
        """Enrol the customer who has this phone instead of a new one."""
        self.ensure_one()
        birthdate = self.birthdate
        self.partner_id = self.same_phone_ids[:1]
        self.birthdate = birthdate or self.birthdate
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Enrol"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    @api.depends("partner_id", "program_id")
    def _compute_existing_card_id(self):
        for wizard in self:
            wizard.existing_card_id = (
                self.env["loyalty.card"]._points_find_card(
                    wizard.program_id, wizard.partner_id
                )
                if wizard.partner_id and wizard.program_id
                else False
            )

    @api.depends("partner_id")
    def _compute_birthdate(self):
        for wizard in self:
            wizard.birthdate = wizard.partner_id.birthdate_date

    def _decisions(self):
        return {
            ("processing", ""): self.processing,
            ("advertising", "email"): self.advertising_email,
            ("advertising", "sms"): self.advertising_sms,
            ("advertising", "phone"): self.advertising_phone,
            ("statement", "email"): self.statement_email,
        }

    def _enrol_new_customer(self):
        """:raise UserError: neither a customer nor the name of a new one"""
        if not (self.name or "").strip():
            raise UserError(
                self.env._("Choose a customer, or enter the name of a new one.")
            )
        return self.env["res.partner"].create(
            {
                "name": self.name.strip(),
                "phone": self.phone,
                "email": self.email,
                "country_id": self.env.company.country_id.id,
            }
        )

    def action_enrol(self):
        """Make the card, write down the consents, open the card."""
        self.ensure_one()
        self.env["loyalty.card"]._points_check_service()
        if not self.partner_id:
            # the date follows the customer: keep what was entered
            birthdate = self.birthdate
            self.partner_id = self._enrol_new_customer()
            self.birthdate = birthdate
        if self.birthdate != self.partner_id.birthdate_date:
            # a clerk may enrol contacts that he may not edit otherwise
            self.partner_id.sudo().birthdate_date = self.birthdate
        card = self.env["loyalty.card"]._points_enrol(self.program_id, self.partner_id)
        self.env["loyalty.consent"]._points_record(
            self.partner_id, self._decisions(), self.env._("Enrolment")
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "loyalty.card",
            "res_id": card.id,
            "views": [
                (
                    self.env.ref(
                        "loyalty_service_parts.loyalty_card_view_form_member"
                    ).id,
                    "form",
                )
            ],
        }
