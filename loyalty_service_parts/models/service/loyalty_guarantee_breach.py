"""A broken promise of a member's ticket: pending, excused, paid, or taken back (S20)."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_is_zero

_PERIODS = ("month", "quarter", "year")


class LoyaltyGuaranteeBreach(models.Model):
    _name = "loyalty.guarantee.breach"
    _description = "Broken Promise"
    _inherit = ["mail.thread"]
    _order = "id desc"

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
    release_date = fields.Datetime("To Be Paid On", readonly=True)
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

    @api.depends("ticket_id", "promise")
    def _compute_display_name(self):
        """The number of the ticket: whoever decides need not be allowed to read tickets."""
        promises = dict(self._fields["promise"]._description_selection(self.env))
        for breach in self:
            number = breach.sudo().ticket_id.number
            breach.display_name = f"{number}, {promises.get(breach.promise, '')}"

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
        now = fields.Datetime.now()
        breaches = self.create(
            [
                self._values_of(
                    promise,
                    guarantees.get((promise.ticket_id.tier_id, promise.promise)),
                    now,
                )
                for promise in fresh
            ]
        )
        breaches.filtered(
            lambda one: one.guarantee_id and one.card_id.status != "closed"
        )._post_pending(now)
        return fresh

    @api.model
    def _guarantees(self, tiers):
        found = self.env["loyalty.guarantee"].search([("tier_id", "in", tiers.ids)])
        return {(one.tier_id, one.promise): one for one in found}

    @api.model
    def _values_of(self, promise, guarantee, now):
        ticket = promise.ticket_id
        card = ticket.card_id
        while card.successor_id:
            card = card.successor_id
        return {
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

    def _post_pending(self, now):
        """Points that wait, so that the breaches can be excused; in one batch."""
        rows = {}
        of_ticket, of_member = self._used()
        for breach in self:
            guarantee = breach.guarantee_id
            member = (guarantee.member_period, breach.card_id)
            late = (now - breach.deadline).total_seconds() / 3600
            points = guarantee._points_of_breach(
                breach.ticket_id,
                late,
                of_ticket.get(breach.ticket_id, 0.0),
                of_member.get(member, 0.0),
            )
            if not float_is_zero(points, precision_digits=4):
                rows[breach] = breach._pending_row(points, now)
                of_ticket[breach.ticket_id] = (
                    of_ticket.get(breach.ticket_id, 0) + points
                )
                for period in _PERIODS:
                    key = (period, breach.card_id)
                    of_member[key] = of_member.get(key, 0) + points
        entries = self.env["loyalty.card"]._points_post(list(rows.values()))
        by_key = {entry.idempotency_key: entry for entry in entries}
        for breach, row in rows.items():
            breach.write(
                {
                    "points": row["points"],
                    "release_date": row["release_date"],
                    "entry_id": by_key[row["idempotency_key"]].id,
                    "state": "pending",
                }
            )

    def _pending_row(self, points, now):
        """The entry that waits until it is too late to excuse the breach."""
        self.ensure_one()
        return {
            "card_id": self.card_id.id,
            "points": points,
            "type": "earn",
            "component": "guarantee",
            "state": "pending",
            "waits_for": "hold",
            "release_date": now + timedelta(hours=self.guarantee_id.excuse_hours),
            "reason_code": "guarantee",
            "reason": self._reason(),
            "origin_model": "helpdesk.ticket",
            "origin_id": self.ticket_id.id,
            "origin_name": self.ticket_id.number,
            "idempotency_key": f"guarantee/{self.ticket_id.id}/{self.promise}",
        }

    def _used(self):
        """Points of other breaches: `({ticket: points}, {(period, card): points})`."""
        counted = [("id", "not in", self.ids), ("state", "in", ("pending", "paid"))]
        of_ticket = dict(
            self._read_group(
                [*counted, ("ticket_id", "in", self.ticket_id.ids)],
                ["ticket_id"],
                ["points:sum"],
            )
        )
        of_member = {}
        for program, breaches in self.grouped(
            lambda one: one.card_id.program_id
        ).items():
            for period in set(breaches.guarantee_id.mapped("member_period")):
                since = program._points_period_since(period)
                groups = self._read_group(
                    [
                        *counted,
                        ("card_id", "in", breaches.card_id.ids),
                        ("date", ">=", since),
                    ],
                    ["card_id"],
                    ["points:sum"],
                )
                of_member |= {(period, card): points for card, points in groups}
        return of_ticket, of_member

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
