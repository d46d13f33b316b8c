"""The contact as a member: balance, consents, enrolment, erasing (S51)."""

from odoo import fields, models
from odoo.exceptions import UserError


class ResPartner(models.Model):
    # one concern a file, one file a room
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    ledger_card_ids = fields.One2many(
        "loyalty.card",
        "partner_id",
        "Member Cards",
        domain=[("is_ledger", "=", True)],
        groups="sales_team.group_sale_salesman,loyalty_service_parts.group_loyalty_auditor,"
        "loyalty_service_parts.group_loyalty_member_services",
    )
    points_summary = fields.Char("Points", compute="_compute_points_summary")
    points_ribbon = fields.Char("Balance", compute="_compute_points_summary")
    is_member = fields.Boolean("Member", compute="_compute_points_summary")
    consent_ids = fields.One2many(
        "loyalty.consent",
        "partner_id",
        "Consents",
        groups="loyalty_service_parts.group_loyalty_auditor,"
        "loyalty_service_parts.group_loyalty_member_services",
    )

    def _compute_points_summary(self):
        # whoever sees the contact sees how many points he has
        cards = (
            self.env["loyalty.card"].sudo()._points_search_of(self, self.env.companies)
        )
        for partner in self:
            own = cards._points_of_contact(partner)
            partner.is_member = bool(own)
            main = own.sorted(lambda card: card.program_id.is_payment_program)[:1]
            partner.points_ribbon = main.points_display
            partner.points_summary = ", ".join(own.mapped("points_display"))

    def _points_blacklisted(self):
        """Those of these contacts whose address opted out of all mass mail."""
        # every opt-out counts, whatever the user may read
        rows = (
            self.env["mail.blacklist"]
            .sudo()
            .search(
                [
                    (
                        "email",
                        "in",
                        list(filter(None, self.mapped("email_normalized"))),
                    ),
                    ("active", "=", True),
                ]
            )
        )
        emails = set(rows.mapped("email"))
        return self.filtered(lambda partner: partner.email_normalized in emails)

    def action_points_enrol(self):
        """Open the enrolment of this contact."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Enrol"),
            "res_model": "loyalty.card.enrol",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_partner_id": self.id},
        }

    def action_points_cards(self):
        """Open the cards of this contact, or of his company."""
        cards = self.env["loyalty.card"].search(
            [
                ("holder_id", "in", (self | self.commercial_partner_id).ids),
                ("is_ledger", "=", True),
            ]
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_service_parts.loyalty_card_action_members"
        )
        if len(cards) == 1:
            return {**action, "res_id": cards.id, "views": [(False, "form")]}
        return {**action, "domain": [("id", "in", cards.ids)]}

    def action_points_erase(self):
        """Erase the person: the ledger stays, the name and the explanations go (S51)."""
        self.env["loyalty.card"]._points_check_manager()
        for partner in self:
            cards = partner.with_context(active_test=False).ledger_card_ids
            if not cards:
                raise UserError(self.env._("%s is not a member.", partner.display_name))
            # explanations may name the person; nobody may write them otherwise
            reasons = (
                self.env["loyalty.points.reason"]
                .sudo()
                .search([("entry_id.card_id", "in", cards.ids)])
            )
            reasons.write({"text": self.env._("Erased")})
            requests = self.env["loyalty.points.request"].sudo()
            requests.search([("card_id", "in", cards.ids)]).write(
                {"reason": self.env._("Erased")}
            )
            cards.write({"status": "closed", "active": False})
            # the manager's right was checked; he need not be a manager of contacts, too
            partner.sudo()._points_erase_contact()
        return True

    def _points_erase_contact(self):
        """Name, addresses and messages go; of his addresses (child contacts), too."""
        for partner in self | self.child_ids.filtered(
            lambda child: not child.is_company
        ):
            partner.write(partner._points_erased_values())
            partner.message_ids.sudo().unlink()

    def _points_erased_values(self):
        self.ensure_one()
        return {
            "name": self.env._("Erased member %s", self.id),
            "company_name": False,
            "active": False,
            **dict.fromkeys(
                (
                    "email",
                    "phone",
                    "street",
                    "street2",
                    "zip",
                    "city",
                    "vat",
                    "comment",
                    "website",
                    "image_1920",
                    "function",
                    "ref",
                    "barcode",
                ),
                False,
            ),
        }
