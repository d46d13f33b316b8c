"""Settings of a program that concern its members and the staff that serves them."""

from odoo import fields, models


class LoyaltyProgram(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.program"  # pylint: disable=consider-merging-classes-inherited

    adjust_limit = fields.Float(
        "Clerk May Adjust a Day",
        default=1000,
        help="Points that one clerk of member services may give or take a day in this "
        "program; more has to be confirmed by a manager.",
    )

    portal_enrolment = fields.Boolean(
        "Customers Join in the Portal",
        help="Customers who log in can become members themselves, with their consents.",
    )
    form_ids = fields.One2many(
        "loyalty.points.form", "program_id", "Forms of the Reward"
    )

    def _points_named(self, points):
        """“100 points”, by the name that the program gives its points."""
        self.ensure_one()
        return f"{self._points_round(points):g} {self.portal_point_name or ''}".strip()

    def _points_open_to(self, partner):
        """Hook: whether a customer may become a member of this program."""
        self.ensure_one()
        return True

    def action_points_cards(self):
        """Open the members of this program."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_service_parts.loyalty_card_action_members"
        )
        action["domain"] = [("program_id", "=", self.id), ("is_ledger", "=", True)]
        action["context"] = {"default_program_id": self.id}
        return action
