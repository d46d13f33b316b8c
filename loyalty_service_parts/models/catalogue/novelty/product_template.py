"""Since when a part is new for somebody; whether members are told (S28)."""

from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

#: So long a part is new.
NEW_DAYS = 30


class ProductTemplate(models.Model):
    # one concern a file, one file a room
    _inherit = "product.template"  # pylint: disable=consider-merging-classes-inherited

    tell_members = fields.Boolean(
        default=True,
        help="Members who agreed to advertising are told once when they may see the part.",
    )
    waiting_ids = fields.One2many("loyalty.waiting", "product_tmpl_id")
    waiting_count = fields.Integer(
        "Customers Waiting", compute="_compute_waiting_count"
    )

    def _compute_waiting_count(self):
        counts = dict(
            self.env["loyalty.waiting"]._read_group(
                self.env["loyalty.waiting"]._waiting_domain()
                & Domain("product_tmpl_id", "in", self.ids),
                ["product_tmpl_id"],
                ["__count"],
            )
        )
        for template in self:
            template.waiting_count = counts.get(template, 0)

    def action_waiting(self):
        """Open who waits for these parts."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Waiting List"),
            "res_model": "loyalty.waiting",
            "views": [(False, "list")],
            "domain": [("product_tmpl_id", "in", self.ids)],
            "context": {
                "search_default_waiting": 1,
                "default_product_id": self.product_variant_id.id,
            },
        }

    def _catalogue_is_new(self, days=0):
        """Whether it opened in the last weeks for whoever sees it `days` earlier."""
        self.ensure_one()
        opened = self.visible_from or self.create_date
        if not opened:
            return False
        now = fields.Datetime.now()
        return opened - timedelta(days=days) > now - timedelta(days=NEW_DAYS)

    def _catalogue_announced_domain(self):
        """Hook: parts of which members are told, if these may see them."""
        return Domain(
            [
                ("member_restricted", "=", True),
                ("tell_members", "=", True),
                ("sale_ok", "=", True),
            ]
        )
