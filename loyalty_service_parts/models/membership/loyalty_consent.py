"""Who agreed to what, when, by which text: a log; the newest row counts (S1)."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from .loyalty_consent_text import KINDS

CHANNELS = [("email", "E-mail"), ("sms", "SMS"), ("phone", "Phone")]


class LoyaltyConsent(models.Model):
    _name = "loyalty.consent"
    _description = "Consent of a Member"
    _order = "id desc"

    partner_id = fields.Many2one(
        "res.partner",
        "Member",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    kind = fields.Selection(KINDS, "Consent", required=True, readonly=True)
    channel = fields.Selection(CHANNELS, readonly=True)
    granted = fields.Boolean("Agreed", readonly=True)
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    text_id = fields.Many2one(
        "loyalty.consent.text", readonly=True, ondelete="restrict"
    )
    source = fields.Char("Given Where", readonly=True)
    author_id = fields.Many2one(
        "res.users", "Recorded By", readonly=True, default=lambda self: self.env.user
    )

    # nothing may come through: there is no super to call
    # pylint: disable=method-required-super
    def write(self, vals):
        """Refuse: a consent that changes is a new row."""
        raise UserError(
            self.env._("A consent is never edited: record the new decision.")
        )

    def unlink(self):
        """Refuse: what was agreed when must stay known."""
        raise UserError(
            self.env._("A consent is never deleted: record the new decision.")
        )

    @api.model
    def _points_state(self, partners):
        """What counts now: `{(partner id, kind, channel or ""): granted}`."""
        rows = self.search_fetch(
            [("partner_id", "in", partners.ids)],
            ["partner_id", "kind", "channel", "granted"],
            order="id",
        )
        return {
            (row.partner_id.id, row.kind, row.channel or ""): row.granted
            for row in rows
        }

    @api.model
    def _points_record(self, partner, decisions, source):
        """Write down decisions that differ from what counts now.

        :param dict decisions: `{(kind, channel or ""): granted}`
        """
        partner.check_access("read")
        state = self._points_state(partner)
        texts = self.env["loyalty.consent.text"]
        # the log is written here alone: with today's date, by this user
        return self.sudo().create(
            [
                {
                    "partner_id": partner.id,
                    "kind": kind,
                    "channel": channel or False,
                    "granted": granted,
                    "text_id": texts._points_current(kind).id,
                    "source": source,
                }
                for (kind, channel), granted in decisions.items()
                if bool(granted) != state.get((partner.id, kind, channel), False)
            ]
        )
