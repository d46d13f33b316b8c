"""The owner is told before a service is due, with what the visit would bring (S25)."""

from odoo import api, fields, models
from odoo.tools import SQL

BATCH = 200


class LoyaltyAssetService(models.Model):
    # one concern a file, one file a room
    _inherit = "loyalty.asset.service"  # pylint: disable=consider-merging-classes-inherited

    booking_url = fields.Char(compute="_compute_booking_url")
    visit_points_text = fields.Char(
        "The Visit Brings", compute="_compute_visit_points_text"
    )

    def _compute_booking_url(self):
        """Where the owner arranges the visit."""
        for service in self:
            service.booking_url = service._service_booking_path()

    def _service_booking_path(self):
        """Hook: an address of the portal."""
        self.ensure_one()
        return f"/my/assets/{self.asset_id.id}"

    def _compute_visit_points_text(self):
        """“500 points”, by the price of the service; empty for who is no member."""
        # whoever looks at an asset need not be allowed to read cards
        tickets = self.env["helpdesk.ticket"].sudo()
        cards = tickets._service_find_cards(self.partner_id)
        for service in self:
            card = cards.get(service.partner_id)
            product = service.plan_id.product_id
            points = (
                card._points_of_purchase(product, product.lst_price)
                if card and product
                else 0
            )
            service.visit_points_text = (
                card.program_id._points_named(points) if points else False
            )

    @api.model
    def _cron_remind_of_services(self):
        """Once per service that is due, in batches."""
        while found := self._service_to_remind():
            found._service_remind()
            found.write({"reminded_date": fields.Date.context_today(self)})
            if not self.env["ir.cron"]._commit_progress(len(found)):
                return

    @api.model
    def _service_to_remind(self):
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT s.id FROM loyalty_asset_service s
                  JOIN loyalty_asset_plan p ON p.id = s.plan_id AND p.active
                  JOIN loyalty_asset a ON a.id = s.asset_id AND a.active
                 WHERE p.remind_days > 0
                   AND (s.reminded_date IS NULL
                        OR s.reminded_date < s.due_date - p.remind_days)
                   AND s.due_date <= %(today)s + p.remind_days
                 ORDER BY s.id LIMIT %(batch)s
                """,
                today=fields.Date.context_today(self),
                batch=BATCH,
            )
        )
        # the run serves every owner
        return self.sudo().browse(row[0] for row in rows)

    def _service_remind(self):
        """Mail to owners who have an address and did not opt out."""
        opted_out = self.partner_id._points_blacklisted()
        told = self.filtered(
            lambda one: one.partner_id.email and one.partner_id not in opted_out
        )
        for template, own in told.grouped(
            lambda one: one.asset_id.type_id.service_template_id
        ).items():
            if template:
                template.send_mail_batch(own.ids)
