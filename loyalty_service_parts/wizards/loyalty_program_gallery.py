"""The presets in Odoo's own gallery of program templates (S3)."""

from odoo import api, models

_PREFIX = "service_parts_"


class LoyaltyProgram(models.Model):
    # one concern a file
    _inherit = "loyalty.program"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def get_program_templates(self):
        """Core's templates, and whole programs before them."""
        result = super().get_program_templates()
        if self.env.context.get("menu_type") == "gift_ewallet":
            return result
        texts = {
            "parts": self.env._(
                "3 % in points, three tiers, up to 30 % paid by points"
            ),
            "dealer": self.env._("2 % in points, three tiers, labour at a discount"),
            "service": self.env._("5 % in points for companies and their people"),
            "discount": self.env._("The more was bought, the lower are the prices"),
        }
        names = dict(
            self.env["loyalty.preset"]
            ._fields["preset"]
            ._description_selection(self.env)
        )
        presets = {
            _PREFIX + preset: {
                "title": names[preset],
                "description": text,
                "icon": "loyalty_cards",
            }
            for preset, text in texts.items()
        }
        return {**presets, **result}

    def action_points_simulate(self):
        """Open the simulator with this program beside the presets."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_service_parts.loyalty_simulation_action"
        )
        action["context"] = {
            "default_program_ids": self.ids,
            "default_company_id": (self.company_id or self.env.company).id,
        }
        return action

    @api.model
    def create_from_template(self, template_id):
        """A preset makes the program with its tiers; see `loyalty.preset`."""
        if not template_id.startswith(_PREFIX):
            return super().create_from_template(template_id)
        wizard = self.env["loyalty.preset"].create(
            {"preset": template_id.removeprefix(_PREFIX)}
        )
        return wizard.action_create()
