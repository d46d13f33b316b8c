"""Phone numbers that several contacts have: one customer, or two with points apart (S57)."""

from odoo import fields, models, tools


class LoyaltyPhoneDuplicate(models.Model):
    _name = "loyalty.phone.duplicate"
    _description = "Phone Number of Several Contacts"
    _auto = False
    _order = "card_count desc, contact_count desc, phone"
    _rec_name = "phone"

    phone = fields.Char(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    contact_count = fields.Integer("Contacts", readonly=True)
    card_count = fields.Integer(
        "Cards", readonly=True, help="Points of one person may lie on several cards."
    )
    names = fields.Char(compute="_compute_names")

    def init(self):
        """One row for each number that more than one contact of a company has."""
        tools.drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute(
            """
            CREATE VIEW loyalty_phone_duplicate AS
            SELECT min(p.id) AS id, p.phone_sanitized AS phone, p.company_id,
                   count(*) AS contact_count,
                   COALESCE(sum(k.cards), 0)::int AS card_count
              FROM res_partner p
              LEFT JOIN LATERAL (
                SELECT count(*) AS cards FROM loyalty_card c
                 WHERE c.holder_id = p.id AND c.active AND c.is_ledger
              ) AS k ON TRUE
             WHERE p.active AND p.phone_sanitized IS NOT NULL
               AND p.type IN ('contact', 'other')
             GROUP BY p.phone_sanitized, p.company_id
            HAVING count(*) > 1
            """
        )

    def _compute_names(self):
        contacts = self.env["res.partner"].search(
            [("phone_sanitized", "in", self.mapped("phone"))], order="id"
        )
        by_phone = contacts.grouped("phone_sanitized")
        for row in self:
            own = by_phone.get(row.phone, contacts.browse())
            row.names = ", ".join(own.mapped("display_name"))

    def action_contacts(self):
        """Open the contacts; Odoo merges those that are chosen, and their cards with them."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Contacts with %s", ", ".join(self.mapped("phone"))),
            "res_model": "res.partner",
            "views": [(False, "list"), (False, "form")],
            "domain": [("phone_sanitized", "in", self.mapped("phone"))],
        }
