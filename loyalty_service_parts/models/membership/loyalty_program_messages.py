"""What a program tells its members, and gives them: each switched off by emptying it (S34)."""

from odoo import api, fields, models

MODULE = "loyalty_service_parts"


class LoyaltyProgram(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.program"  # pylint: disable=consider-merging-classes-inherited

    welcome_points = fields.Float(
        digits=(16, 2),
        help="Given once to a customer who is enrolled, by staff or by himself in the "
        "portal. They do not count for a tier.",
    )
    birthday_points = fields.Float(
        digits=(16, 2), help="Given on the birthday. They do not count for a tier."
    )
    birthday_known_days = fields.Integer(
        "Birthday Known for (Days)",
        default=30,
        help="No points if the date of birth was entered or changed so shortly before.",
    )
    welcome_template_id = fields.Many2one(
        "mail.template",
        "Welcome",
        domain="[('model', '=', 'loyalty.card')]",
        default=lambda self: self._points_message("welcome_mail_template"),
    )
    birthday_template_id = fields.Many2one(
        "mail.template",
        "Birthday",
        domain="[('model', '=', 'loyalty.card')]",
        default=lambda self: self._points_message("birthday_mail_template"),
    )
    expiry_template_id = fields.Many2one(
        "mail.template",
        "Points Expire Soon",
        domain="[('model', '=', 'loyalty.card')]",
        default=lambda self: self._points_message("points_expiry_mail_template"),
    )
    statement_template_id = fields.Many2one(
        "mail.template",
        "Monthly Statement",
        domain="[('model', '=', 'loyalty.card')]",
        default=lambda self: self._points_message("statement_mail_template"),
    )

    _gifts_positive = models.Constraint(
        "CHECK (welcome_points >= 0 AND birthday_points >= 0 AND birthday_known_days >= 0)",
        "Points for joining and birthdays, and the days, cannot be negative.",
    )

    @api.model
    def _points_message(self, name):
        """A message of this addon, empty where it was deleted."""
        return self.env.ref(f"{MODULE}.{name}", raise_if_not_found=False)

    @api.model
    def _points_message_fields(self):
        """Names of the fields that hold a message."""
        return [
            name
            for name, field in self._fields.items()
            if name.endswith("_template_id") and field.comodel_name == "mail.template"
        ]

    @api.model
    def _points_fill_messages(self):
        """Programs that were there before the addon tell their members, too."""
        names = self.env["loyalty.program"]._points_message_fields()
        defaults = self.default_get(names)
        programs = self.with_context(active_test=False).search([("id", "!=", False)])
        for name, template_id in defaults.items():
            programs.filtered(lambda program, name=name: not program[name]).write(
                {name: template_id}
            )
