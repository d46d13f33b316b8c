"""Programs whose members see parts of their own (S27)."""

from odoo import api, models, tools


class LoyaltyProgram(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.program"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    @tools.ormcache()
    def _catalogue_programs(self):
        """`{program id: whether a company's card is for its people}`: asked at every search."""
        # whoever looks for products need not be allowed to read programs
        # rules are asked with archived records; what is kept must not depend on who asks
        programs = self.sudo().with_context(active_test=True)
        programs = programs.search([("program_type", "=", "loyalty")])
        return {one.id: one.card_holder == "company" for one in programs}

    def write(self, vals):
        """Whose card opens what is kept in memory."""
        if "card_holder" in vals:
            self.env.registry.clear_cache()
        return super().write(vals)
