"""Results of “Verify ledger”: when, by whom, what did not add up."""

from odoo import api, fields, models

KINDS = [
    ("balance", "Balance of the card"),
    ("running", "Balance after the entry"),
    ("residual", "Remainder of the entry"),
    ("allocation", "Allocation"),
    ("seal", "Seal"),
]


class LoyaltyPointsCheck(models.Model):
    _name = "loyalty.points.check"
    _description = "Verification of the Ledger"
    _order = "id desc"
    _rec_name = "date"

    date = fields.Datetime(default=fields.Datetime.now, readonly=True)
    author_id = fields.Many2one(
        "res.users", "By", default=lambda self: self.env.user, readonly=True
    )
    entry_count = fields.Integer("Entries", readonly=True)
    unsealed_count = fields.Integer("Not Sealed Yet", readonly=True)
    line_ids = fields.One2many(
        "loyalty.points.check.line", "check_id", "Findings", readonly=True
    )
    line_count = fields.Integer("Findings Count", readonly=True)
    state = fields.Selection(
        [("sound", "Sound"), ("broken", "Does not add up")], "Result", readonly=True
    )

    @api.model
    def _run_check(self):
        """Verify the whole ledger and keep the result."""
        # the check is of every company's rows
        found = self.env["loyalty.points.verify"].sudo()._verify()
        entries = self.env["loyalty.points.entry"].sudo().search_count([])
        return self.sudo().create(
            {
                "author_id": self.env.uid,
                "entry_count": entries,
                "unsealed_count": self.env["loyalty.points.seal"]._unsealed_count(),
                "line_count": len(found),
                "state": "broken" if found else "sound",
                "line_ids": [fields.Command.create(line) for line in found[:1000]],
            }
        )

    @api.model
    def action_verify(self):
        """The button: verify now and show the result."""
        self.env["loyalty.points.entry"].check_access("read")
        check = self._run_check()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": check.id,
            "views": [(False, "form")],
        }

    @api.model
    def _cron_verify(self):
        """Every night; managers are told when something does not add up."""
        check = self._run_check()
        if check.state == "broken":
            self.env.ref(
                "loyalty_service_parts.loyalty_points_check_mail_template"
            ).send_mail(check.id)

    def _manager_emails(self):
        """Addresses of those who are told."""
        group = self.env.ref("loyalty_service_parts.group_loyalty_manager").sudo()
        return ",".join(
            email for email in group.all_user_ids.mapped("email_formatted") if email
        )


class LoyaltyPointsCheckLine(models.Model):
    _name = "loyalty.points.check.line"
    _description = "Finding of a Verification"

    check_id = fields.Many2one(
        "loyalty.points.check",
        "Verification",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    kind = fields.Selection(KINDS, "What", required=True, readonly=True)
    card_id = fields.Many2one("loyalty.card", readonly=True)
    entry_id = fields.Many2one("loyalty.points.entry", readonly=True)
    expected = fields.Char(readonly=True)
    found = fields.Char(readonly=True)
