"""Cards that are used strangely: a list for the manager, and a message (S51)."""

from datetime import timedelta

from odoo import api, fields, models


class LoyaltyAlert(models.Model):
    _name = "loyalty.alert"
    _description = "Strange Use of Cards"
    _inherit = ["mail.thread"]
    _order = "state, date desc, id desc"
    _rec_name = "text"

    kind = fields.Selection(
        [
            ("many_cards", "Many cards looked up"),
            ("many_sales", "A card on sales to others"),
            ("own_card", "A seller's own card"),
        ],
        required=True,
        readonly=True,
    )
    text = fields.Char("What", required=True, readonly=True)
    date = fields.Datetime(
        "Last Seen", required=True, readonly=True, default=fields.Datetime.now
    )
    count = fields.Integer("Times", default=1, readonly=True)
    user_id = fields.Many2one("res.users", readonly=True, index=True)
    card_id = fields.Many2one(
        "loyalty.card", readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    origin = fields.Char("Document", readonly=True)
    state = fields.Selection(
        [("new", "New"), ("done", "Looked Into")],
        "Status",
        default="new",
        required=True,
        readonly=True,
        tracking=True,
    )
    note = fields.Text("What Came of It")

    @api.model
    def _alert_raise(self, kind, text, card=None, origin=False, is_apart=False):
        """Tell the managers; what goes on within a day is one alert, unless it is apart.

        :param str text: what happened, in a sentence
        :param card: the card concerned
        :param str origin: name of the document
        """
        # whoever causes an alert neither reads nor writes alerts
        alerts = self.sudo()
        card = card or self.env["loyalty.card"]
        company = card.company_id or self.env.company
        known = alerts.search(
            [
                ("kind", "=", kind),
                ("user_id", "=", self.env.uid),
                ("card_id", "=", card.id),
                ("state", "=", "new"),
                ("date", ">", fields.Datetime.now() - timedelta(days=1)),
            ],
            limit=1,
        )
        if known and not is_apart:
            known.write(
                {
                    "count": known.count + 1,
                    "date": fields.Datetime.now(),
                    "text": text,
                    "origin": origin,
                }
            )
            return known
        alert = alerts.create(
            {
                "kind": kind,
                "text": text,
                "user_id": self.env.uid,
                "card_id": card.id,
                "company_id": company.id,
                "origin": origin,
            }
        )
        alert._alert_tell()
        return alert

    def _alert_tell(self):
        """A message to the managers of the company, but not to whom it is about."""
        group = self.env.ref("loyalty_service_parts.group_loyalty_manager")
        for alert in self:
            managers = group.all_user_ids.filtered(
                lambda user, alert=alert: (
                    alert.company_id in user.company_ids and user != alert.user_id
                )
            )
            alert.message_notify(
                partner_ids=managers.partner_id.ids,
                subject=alert._description_of_kind(),
                body=alert.text,
            )

    def _description_of_kind(self):
        return dict(self._fields["kind"]._description_selection(self.env))[self.kind]

    def action_done(self):
        """Somebody looked into it."""
        self.env["loyalty.card"]._points_check_manager()
        self.state = "done"
        return True
