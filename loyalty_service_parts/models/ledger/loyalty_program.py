"""Settings of a program that the ledger itself obeys."""

from datetime import datetime, time

import pytz

from odoo import api, fields, models, tools
from odoo.exceptions import UserError, ValidationError
from odoo.tools import float_round

from .clock import clock_of
from .expiry import idle_months, last_usable_day


class LoyaltyProgram(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.program"  # pylint: disable=consider-merging-classes-inherited

    points_hold_days = fields.Integer(
        "Waiting Period (Days)",
        help="Points stay pending so many days after the sale reached the state that earns "
        "them, for instance the period in which goods may be returned.",
    )
    points_expiry = fields.Selection(
        [
            ("never", "Never"),
            ("days", "Days after earning"),
            ("months", "Months after earning"),
            ("month_end", "End of a month"),
            ("quarter_end", "End of a quarter"),
            ("year_end", "End of a year"),
            ("inactivity", "After months without activity"),
        ],
        "Points Expire",
        default="never",
        required=True,
        help="A change of this rule concerns points given from now on.",
    )
    points_expiry_count = fields.Integer(
        "Validity",
        help="Number of days or months; for the end of a month, quarter or year, how many "
        "more whole periods the points stay valid.",
    )
    points_warning_days = fields.Integer(
        "Warn Before (Days)",
        default=14,
        help="Members who agreed to messages are told so many days before points expire.",
    )
    points_digits = fields.Selection(
        [("0", "Whole points"), ("2", "Two decimals")],
        "Precision",
        default="2",
        required=True,
    )
    points_debt = fields.Selection(
        [
            ("keep", "Keep as a debt that next points pay"),
            ("withhold", "Withhold from the refund"),
            ("write_off", "Write off"),
        ],
        "Points That Were Spent Already",
        default="keep",
        required=True,
        help="What happens when goods are returned and the points that they earned "
        "were spent in the meantime.",
    )
    card_holder = fields.Selection(
        [("person", "Every person"), ("company", "The company of the contact")],
        "Card Belongs To",
        default="person",
        required=True,
    )
    transfer_limit = fields.Float(
        "Transfer Limit Per Day",
        help="Points that a member may give away a day; 0 for no limit.",
    )
    ledger_card_count = fields.Integer(compute="_compute_ledger_card_count")

    _points_hold_days_positive = models.Constraint(
        "CHECK (points_hold_days >= 0)", "The waiting period cannot be negative."
    )
    _points_expiry_count_positive = models.Constraint(
        "CHECK (points_expiry_count >= 0)", "The validity cannot be negative."
    )
    _points_warning_days_positive = models.Constraint(
        "CHECK (points_warning_days >= 0)",
        "The days of the warning cannot be negative.",
    )

    @api.depends("coupon_ids.is_ledger")
    def _compute_ledger_card_count(self):
        counts = dict(
            self.env["loyalty.card"]._read_group(
                [("program_id", "in", self.ids), ("is_ledger", "=", True)],
                ["program_id"],
                ["__count"],
            )
        )
        for program in self:
            program.ledger_card_count = counts.get(program, 0)

    @api.constrains("points_expiry", "points_expiry_count")
    def _check_points_expiry_count(self):
        for program in self:
            if program.points_expiry in ("days", "months", "inactivity") and (
                program.points_expiry_count < 1
            ):
                raise ValidationError(
                    self.env._(
                        "Say after how many days or months points expire: at least 1."
                    )
                )

    def write(self, vals):
        """Refuse a change that would take existing cards into or out of the ledger."""
        if not {"applies_on", "program_type"} & vals.keys():
            return super().write(vals)
        before = {program: program.is_nominative for program in self}
        result = super().write(vals)
        changed = self.filtered(
            lambda program: before[program] != program.is_nominative
        )
        if changed and self.env["loyalty.card"].with_context(
            active_test=False
        ).search_count([("program_id", "in", changed.ids)], limit=1):
            raise UserError(
                self.env._(
                    "Program “%s” has cards. A program with a balance per customer cannot become "
                    "one without, or the other way round: make a new program instead.",
                    changed[0].name,
                )
            )
        return result

    # -- time --------------------------------------------------------------------
    @api.model
    def _points_now(self):
        """The moment of a posting: naive UTC datetime."""
        return clock_of(self.env.context) or fields.Datetime.now()

    def _points_timezone(self):
        """The time zone in which days of this program begin: its company's (S49)."""
        self.ensure_one()
        company = self.company_id or self.env.company
        return pytz.timezone(self._points_timezone_name(company.id))

    @api.model
    @tools.ormcache("company_id")
    def _points_timezone_name(self, company_id):
        # the company's contact may be hidden from the user; only its time zone is read
        company = self.env["res.company"].sudo().browse(company_id)
        parameters = self.env["ir.config_parameter"].sudo()
        return company.partner_id.tz or parameters.get_param("loyalty.timezone", "UTC")

    def _points_day(self, moment=None):
        """The date of a moment (naive UTC) where the program's company is."""
        self.ensure_one()
        moment = moment or self._points_now()
        return pytz.utc.localize(moment).astimezone(self._points_timezone()).date()

    def _points_midnight(self, day):
        """When a day begins where the program's company is: naive UTC datetime."""
        self.ensure_one()
        start = self._points_timezone().localize(datetime.combine(day, time.min))
        return start.astimezone(pytz.utc).replace(tzinfo=None)

    # -- rules -------------------------------------------------------------------
    def _points_validity(self, moment):
        """Expiry of points given at a moment: values for an entry (S9)."""
        self.ensure_one()
        rule, count = self.points_expiry, self.points_expiry_count
        return {
            "expiry_date": last_usable_day(rule, count, self._points_day(moment)),
            "idle_months": idle_months(rule, count),
        }

    def _points_round(self, points, method="HALF-UP"):
        """Points with the precision of the program (D8).

        What floating point left of a computation goes first: 39.25 * 30 / 100 is a hair
        less than 11.775, and 39.2 * 0.3 less than 11.76; rounding down would take a point.
        """
        self.ensure_one()
        points = float_round(points, precision_digits=6)
        return float_round(
            points, precision_digits=int(self.points_digits), rounding_method=method
        )

    def _points_share_out(self, exact, limit=None):
        """Round down once for all, then share out, so that parts do not lose each (D8).

        :param dict exact: points that were not rounded, by whatever they belong to
        :param limit: what all of them together may not exceed
        :return: the same keys with rounded points
        """
        total = given = 0.0
        result = {}
        for key, points in exact.items():
            total += points
            rounded = self._points_round(total, "DOWN")
            if limit is not None:
                rounded = min(rounded, limit)
            result[key] = rounded - given
            given = rounded
        return result
