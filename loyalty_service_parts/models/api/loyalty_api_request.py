"""Same key, same answer: a till that repeats itself after a lost answer changes nothing (D13)."""

import hashlib
import json
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from .errors import ApiError

#: So long an answer is kept.
DAYS = 90


class LoyaltyApiRequest(models.Model):
    _name = "loyalty.api.request"
    _description = "Request of a Till"
    _order = "id desc"
    _rec_name = "key"

    owner_id = fields.Many2one(
        "res.partner", required=True, readonly=True, ondelete="cascade"
    )
    key = fields.Char(required=True, readonly=True)
    method = fields.Char(required=True, readonly=True)
    digest = fields.Char(required=True, readonly=True)
    answer = fields.Json(readonly=True)
    date = fields.Datetime(required=True, readonly=True, index=True)

    _once = models.Constraint("UNIQUE (owner_id, key)", "A key is used once.")

    @api.model
    def _api_once(self, owner, key, method, body, work):
        """The answer to a request; the work is done with the first of them only.

        A second one at the same time waits for the first and starts over.

        :param dict body: what was asked, ready for JSON
        :param work: what makes the answer; if it fails, the key stays free
        :raise ApiError: `key_reused`: the key came with something else before
        """
        digest = hashlib.sha256(
            json.dumps([method, body], sort_keys=True).encode()
        ).hexdigest()
        made = self.env.execute_query(
            SQL(
                """
                INSERT INTO loyalty_api_request (owner_id, key, method, digest, date)
                VALUES (%s, %s, %s, %s, %s)
                ON CONFLICT (owner_id, key) DO NOTHING RETURNING id
                """,
                owner.id,
                key,
                method,
                digest,
                fields.Datetime.now(),
            )
        )
        if made:
            answer = work()
            self.browse(made[0][0]).answer = answer
            return answer
        known = self.search([("owner_id", "=", owner.id), ("key", "=", key)])
        if known.digest != digest:
            raise ApiError(
                "key_reused",
                self.env._(
                    "The key %s was used for another request. Use a new key for each "
                    "request, and the same one only to repeat it.",
                    key,
                ),
            )
        return known.answer

    @api.autovacuum
    def _gc_requests(self):
        """Answers that nobody asks for again; entries of the ledger stay."""
        old = fields.Datetime.now() - timedelta(days=DAYS)
        rows = self.search([("date", "<", old)], limit=10_000)
        rows.unlink()
        return len(rows), len(rows) == 10_000
