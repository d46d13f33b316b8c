"""A booking of a member: for which asset and service, with its ticket and order (S23)."""

from odoo import api, fields, models
from odoo.tools import SQL


class ResourceBooking(models.Model):
    _inherit = "resource.booking"

    member_made = fields.Boolean("Made in the Portal", readonly=True, copy=False)
    asset_id = fields.Many2one(
        "loyalty.asset",
        index="btree_not_null",
        domain="[('partner_id', 'child_of', partner_id)]",
    )
    asset_service_id = fields.Many2one(
        "loyalty.asset.service",
        "Planned Service",
        domain="[('asset_id', '=', asset_id)]",
        help="Done when the customer came.",
    )
    card_id = fields.Many2one("loyalty.card", "Member Card", readonly=True)
    tier_id = fields.Many2one("loyalty.tier", readonly=True)
    ticket_id = fields.Many2one(
        "helpdesk.ticket", readonly=True, copy=False, index="btree_not_null"
    )
    order_id = fields.Many2one(
        "sale.order", readonly=True, copy=False, index="btree_not_null"
    )

    install_line_id = fields.Many2one(
        "sale.order.line",
        "Installation",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The work of an order for which the customer took this time.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """A slot is taken once, also by two customers at the same moment."""
        bookings = super().create(vals_list)
        bookings._member_take_resources()
        return bookings

    def write(self, vals):
        """The same for another slot."""
        result = super().write(vals)
        if vals.keys() & {"start", "combination_id", "duration", "type_id"}:
            self._member_take_resources()
        return result

    def _member_take_resources(self):
        """Touch the resources: a second session that takes them starts over and sees us.

        The check of the booking addon reads what is committed; two sessions at once would
        both pass it.
        """
        resources = self.filtered("start").combination_id.resource_ids
        if resources:
            self.env.cr.execute(
                SQL(
                    "UPDATE resource_resource SET write_date = write_date WHERE id IN %s",
                    tuple(resources.sorted("id").ids),
                )
            )

    # -- what belongs to it ----------------------------------------------------------
    def _member_open_ticket(self):
        """The ticket of the visit, where the type says so; once."""
        for booking in self.filtered(
            lambda one: one.type_id.ticket_team_id and not one.ticket_id
        ):
            # the customer booked: whoever he is may open the ticket of his visit
            booking.ticket_id = (
                self.env["helpdesk.ticket"]
                .sudo()
                .create(
                    {
                        "name": booking.type_id.name,
                        "description": booking.type_id.name,
                        "is_visit": True,
                        "partner_id": booking.partner_id.id,
                        "team_id": booking.type_id.ticket_team_id.id,
                        "asset_id": booking.asset_id.id,
                        "company_id": (
                            booking.type_id.company_id or self.env.company
                        ).id,
                    }
                )
            )

    def _member_tell_ticket(self, text):
        """What the customer did, on the ticket of the visit."""
        for booking in self.filtered("ticket_id"):
            # whoever the customer is, staff shall read it
            booking.sudo().ticket_id.message_post(body=text)

    def _member_close_ticket(self):
        """A visit that was cancelled needs no ticket."""
        for ticket in self.sudo().ticket_id.filtered(lambda one: not one.closed):
            stages = ticket.team_id._get_applicable_stages().filtered("closed")
            if stages:
                ticket.stage_id = stages.sorted(lambda one: not one.not_served)[0]

    def action_make_order(self):
        """A quotation for the visit, with its service; the one that is there if there is."""
        self.ensure_one()
        if not self.order_id:
            product = self.type_id.service_product_id
            self.order_id = self.env["sale.order"].create(
                {
                    "partner_id": self.partner_id.id,
                    "asset_id": self.asset_id.id,
                    "company_id": (self.type_id.company_id or self.env.company).id,
                    "order_line": [
                        fields.Command.create({"product_id": product.id})
                        for product in product
                    ],
                }
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "res_id": self.order_id.id,
            "views": [(False, "form")],
        }
