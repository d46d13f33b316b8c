"""A broken promise of a member's ticket: pending, excused, paid, or taken back (S20)."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_is_zero


class LoyaltyGuaranteeBreach(models.Model):
    _name = "loyalty.guarantee.breach"
    _description = "Broken Promise"
    _inherit = ["mail.thread"]
    _order = "id desc"
    _rec_name = "ticket_id"

    ticket_id = fields.Many2one(
        "helpdesk.ticket", required=True, readonly=True, ondelete="cascade", index=True
    )
    promise = fields.Selection(
        [("reaction", "Reaction"), ("resolution", "Resolution")],
        required=True,
        readonly=True,
    )
    card_id = fields.Many2one(
        "loyalty.card", required=True, readonly=True, ondelete="restrict", index=True
    )
    partner_id = fields.Many2one(related="card_id.partner_id", string="Member")
    tier_id = fields.Many2one("loyalty.tier", readonly=True, ondelete="restrict")
    guarantee_id = fields.Many2one(
        "loyalty.guarantee", readonly=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", readonly=True)
    team_id = fields.Many2one("helpdesk.ticket.team", readonly=True)
    user_id = fields.Many2one("res.users", "Responsible", readonly=True)
    deadline = fields.Datetime(required=True, readonly=True)
    date = fields.Datetime("Noticed", required=True, readonly=True)
    points = fields.Float(digits=(16, 2), readonly=True)
    release_date = fields.Datetime("Paid On", readonly=True)
    entry_id = fields.Many2one(
        "loyalty.points.entry", readonly=True, ondelete="restrict"
    )
    state = fields.Selection(
        [
            ("free", "Pays nothing"),
            ("pending", "May be excused"),
            ("excused", "Excused"),
            ("paid", "Paid"),
            ("reversed", "Taken back"),
        ],
        "Status",
        required=True,
        readonly=True,
        tracking=True,
    )
    excuse_id = fields.Many2one(
        "loyalty.guarantee.excuse", readonly=True, tracking=True
    )
    excuse_text = fields.Char("Explanation", readonly=True)
    decided_id = fields.Many2one("res.users", "Decided By", readonly=True)

    _once = models.Constraint(
        "UNIQUE (ticket_id, promise)", "A promise of a ticket is broken once."
    )

    # -- a promise is broken -----------------------------------------------------------
    @api.model
    def _record(self, promises):
        """Write down broken promises of members' tickets, with their pending points.

        Once per ticket and promise: a ticket that is opened again does not pay twice.
        """
        promises = promises.filtered("ticket_id.card_id")
        known = {
            (breach.ticket_id.id, breach.promise)
            for breach in self.search([("ticket_id", "in", promises.ticket_id.ids)])
        }
        fresh = promises.filtered(
            lambda one: (one.ticket_id.id, one.promise) not in known
        )
        guarantees = self._guarantees(fresh.ticket_id.tier_id)
        for promise in fresh:
            ticket = promise.ticket_id
            self._record_one(promise, guarantees.get((ticket.tier_id, promise.promise)))
        return fresh

    @api.model
    def _guarantees(self, tiers):
        found = self.env["loyalty.guarantee"].search([("tier_id", "in", tiers.ids)])
        return {(one.tier_id, one.promise): one for one in found}

    @api.model
    def _record_one(self, promise, guarantee):
        ticket, now = promise.ticket_id, fields.Datetime.now()
        card = ticket.card_id
        while card.successor_id:
            card = card.successor_id
        breach = self.create(
            {
                "ticket_id": ticket.id,
                "promise": promise.promise,
                "card_id": card.id,
                "tier_id": ticket.tier_id.id,
                "guarantee_id": guarantee.id if guarantee else False,
                "company_id": ticket.company_id.id,
                "team_id": ticket.team_id.id,
                "user_id": ticket.user_id.id,
                "deadline": promise.deadline,
                "date": now,
                "state": "free",
            }
        )
        if guarantee and card.status != "closed":
            breach._post_pending(now)

    def _post_pending(self, now):
        """Points that wait, so that the breach can be excused."""
        guarantee, card = self.guarantee_id, self.card_id
        late = (now - self.deadline).total_seconds() / 3600
        points = guarantee._points_of_breach(self.ticket_id, late, *self._used())
        if float_is_zero(points, precision_digits=4):
            return
        release = now + timedelta(hours=guarantee.excuse_hours)
        entry = card._points_post(
            [
                {
                    "card_id": card.id,
                    "points": points,
                    "type": "earn",
                    "component": "guarantee",
                    "state": "pending",
                    "waits_for": "hold",
                    "release_date": release,
                    "reason_code": "guarantee",
                    "reason": self._reason(),
                    "origin_model": "helpdesk.ticket",
                    "origin_id": self.ticket_id.id,
                    "origin_name": self.ticket_id.number,
                    "idempotency_key": f"guarantee/{self.ticket_id.id}/{self.promise}",
                }
            ]
        )
        self.write(
            {
                "points": points,
                "release_date": release,
                "entry_id": entry.id,
                "state": "pending",
            }
        )

    def _used(self):
        """Points of other breaches: of the ticket, of the member in the period."""
        guarantee = self.guarantee_id
        since = guarantee.tier_id.program_id._points_period_since(
            guarantee.member_period
        )
        counted = [("id", "!=", self.id), ("state", "in", ("pending", "paid"))]
        same_ticket = self.search([*counted, ("ticket_id", "=", self.ticket_id.id)])
        same_member = self.search(
            [
                *counted,
                ("card_id", "=", self.card_id.id),
                ("date", ">=", since),
            ]
        )
        return sum(same_ticket.mapped("points")), sum(same_member.mapped("points"))

    def _reason(self):
        promise = dict(self._fields["promise"]._description_selection(self.env))
        return self.env._(
            "%(promise)s of ticket %(ticket)s was late",
            promise=promise[self.promise],
            ticket=self.ticket_id.number,
        )

    # -- what becomes of it --------------------------------------------------------------
    def _excuse(self, excuse, text):
        """Nothing is paid, for a reason (S20).

        :raise AccessError: not a loyalty manager
        :raise UserError: paid already
        """
        self.card_id._points_check_manager()
        for breach in self:
            if breach.state != "pending" or breach.entry_id.state != "pending":
                raise UserError(
                    self.env._(
                        "Only a breach whose points are pending can be excused; "
                        "later they can be taken back, with a reason."
                    )
                )
            # the manager's right was checked; the engine writes the ledger
            breach.sudo().card_id._points_reverse(breach.sudo().entry_id)
            breach._decide("excused", text, excuse)

    def _take_back(self, text):
        """Reverse what was paid, with a reason (S20).

        :raise AccessError: not a loyalty manager
        :raise UserError: not paid, or no reason
        """
        self.card_id._points_check_manager()
        if not (text or "").strip():
            raise UserError(self.env._("Say why the points are taken back."))
        for breach in self:
            paid = breach.sudo()._paid_entry()
            if breach.state != "paid" or not paid:
                raise UserError(self.env._("Nothing was paid for this breach."))
            paid.card_id._points_reverse(paid, reason=text)
            breach._decide("reversed", text)

    def _decide(self, state, text, excuse=None):
        # whoever decides was allowed to; nobody may write breaches otherwise
        self.sudo().write(
            {
                "state": state,
                "excuse_text": text,
                "excuse_id": excuse.id if excuse else False,
                "decided_id": self.env.uid,
            }
        )

    def _paid_entry(self):
        """The posted row that the pending one became."""
        return self.env["loyalty.points.entry"].search(
            [("pending_id", "=", self.entry_id.id), ("state", "=", "posted")], limit=1
        )

    @api.model
    def _cron_pay(self):
        """Post what was not excused in time, and tell the members; in batches."""
        domain = [
            ("state", "=", "pending"),
            ("release_date", "<=", fields.Datetime.now()),
        ]
        while due := self.sudo().search(domain, limit=200, order="id"):
            due._pay()
            if not self.env["ir.cron"]._commit_progress(len(due)):
                return

    def _pay(self):
        """Post the points that wait; the run of all releases may have been faster."""
        waiting = self.entry_id.filtered(lambda entry: entry.state == "pending")
        if waiting:
            self.env["loyalty.card"]._points_release(waiting)
        self.write({"state": "paid"})
        self.card_id._points_send("guarantee")
