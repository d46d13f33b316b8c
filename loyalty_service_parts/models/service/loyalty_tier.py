"""What a tier brings in the service: priority, queue, promises (S17, S19)."""

from odoo import api, fields, models


class LoyaltyTier(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.tier"  # pylint: disable=consider-merging-classes-inherited

    ticket_priority = fields.Selection(
        selection=lambda self: self._selection_ticket_priority(),
        string="Priority of Tickets",
    )
    ticket_team_id = fields.Many2one(
        "helpdesk.ticket.team",
        "Queue of Tickets",
        help="Tickets of these members come to this team, unless another one is chosen.",
    )
    sla_ids = fields.Many2many(
        "helpdesk.sla",
        "helpdesk_sla_loyalty_tier_rel",
        "tier_id",
        "sla_id",
        "Promises",
    )

    guarantee_ids = fields.One2many("loyalty.guarantee", "tier_id")

    @api.model
    def _selection_ticket_priority(self):
        return (
            self.env["helpdesk.ticket"]
            ._fields["priority"]
            ._description_selection(self.env)
        )

    def _points_benefits(self):
        """The promises of the tier, as they are configured (S26)."""
        result = super()._points_benefits()
        # whoever reads the benefits need not be allowed to read the SLAs
        promises = (
            self.sudo()
            .sla_ids.filtered("active")
            .sorted(lambda sla: (sla.promise, sla.days, sla.hours))
        )
        guarantees = {one.promise: one for one in self.sudo().guarantee_ids}
        for sla in promises:
            text = sla._points_promise_text()
            if sla.promise in guarantees:
                text = f"{text}; {guarantees[sla.promise]._points_text()}"
            result.append(text)
        return result
