"""Corrections by people: with a reason, up to a limit a day, above it by a manager."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import float_compare, float_is_zero

MANAGER_GROUP = "loyalty_service_parts.group_loyalty_manager"
SERVICE_GROUP = "loyalty_service_parts.group_loyalty_member_services"


class LoyaltyCard(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.card"  # pylint: disable=consider-merging-classes-inherited

    def _points_adjust(self, points, reason_code, reason, **values):
        """Correct the balance of a card by signed points (D18, S5).

        :raise AccessError: the user may not adjust, or not so much today
        :raise UserError: zero points, no explanation
        """
        self.ensure_one()
        self._points_check_may_adjust()
        if float_is_zero(points, precision_digits=4):
            raise UserError(self.env._("Say by how many points to correct: not zero."))
        if not (reason or "").strip():
            raise UserError(
                self.env._("Explain the correction: the member may ask about it.")
            )
        self._points_check_limit([(self, points)])
        # the right was checked above; the ledger's tables are writable by nobody
        return self.sudo()._points_post(
            [
                {
                    "card_id": self.id,
                    "points": points,
                    "type": "adjust",
                    "component": "bonus" if points > 0 else "base",
                    "reason_code": reason_code,
                    "reason": reason,
                    **values,
                }
            ]
        )

    @api.model
    def _points_check_manager(self):
        """:raise AccessError: the user is no loyalty manager"""
        if not self.env.su and not self.env.user.has_group(MANAGER_GROUP):
            raise AccessError(self.env._("Only a loyalty manager may do this."))

    @api.model
    def _points_check_limit(self, changes):
        """:raise AccessError: more than the clerk may adjust today"""
        result = super()._points_check_limit(changes)
        user = self.env.user
        if self.env.su or user.has_group(MANAGER_GROUP):
            return result
        if not user.has_group(SERVICE_GROUP):
            return result  # managers of the channels, who may make cards
        wanted = {}
        for card, points in changes:
            wanted[card.program_id] = wanted.get(card.program_id, 0) + abs(
                float(points)
            )
        for program, points in wanted.items():
            left = self._points_adjust_left(program)
            if float_compare(points, left, precision_digits=4) > 0:
                raise AccessError(
                    self.env._(
                        "You may adjust %(left)s more of “%(program)s” today. Ask a manager "
                        "to confirm a larger correction.",
                        left=changes[0][0]._format_points(left),
                        program=program.name,
                    )
                )
        return result

    @api.model
    def _points_adjust_left(self, program):
        """How many points the user may still adjust today in a program.

        The day is the company's, whatever time zone the caller claims to be in.
        """
        since = program._points_midnight(program._points_day(fields.Datetime.now()))
        entries = (
            self.env["loyalty.points.entry"]
            .sudo()
            .search(
                [
                    ("program_id", "=", program.id),
                    ("author_id", "=", self.env.uid),
                    ("type", "in", ("adjust", "opening")),
                    ("reason_code", "!=", "extension"),
                    ("recorded_at", ">=", since),
                ]
            )
        )
        return max(
            program.adjust_limit - sum(abs(entry.points) for entry in entries), 0
        )
