"""Locked cards of members' parts for others: only where the seller wants them (S27)."""

from odoo import fields, models
from odoo.fields import Domain

LIMIT = 8


class Website(models.Model):
    # one concern a file
    _inherit = "website"  # pylint: disable=consider-merging-classes-inherited

    loyalty_teaser = fields.Boolean(
        "Show Locked Parts",
        help="Visitors see name, picture and tier of parts for members, not their price "
        "nor their page. Off: they see nothing of them.",
    )

    def _loyalty_teasers(self):
        """Parts that are on sale for others than this visitor; empty where it is off."""
        # only name, picture and audience are shown of what is hidden
        templates = self.env["product.template"].sudo()
        if not self.loyalty_teaser:
            return templates
        now = fields.Datetime.now()
        domain = (
            self.website_domain()
            & Domain("member_access", "!=", "everyone")
            & Domain("is_published", "=", True)
            & Domain("sale_ok", "=", True)
            & Domain("company_id", "in", (False, self.company_id.id))
            & Domain("member_visible", "!=", True)
            & templates._catalogue_since(now)
            & (Domain("visible_until", "=", False) | Domain("visible_until", ">", now))
        )
        return templates.search(domain, limit=LIMIT)

    def _loyalty_has_section(self):
        """Whether there is anything for members that this visitor sees."""
        if self.env.user._is_public():
            return False  # he has no card: the shop need not look
        return bool(
            self.env["product.template"].search_count(
                Domain.AND(
                    [
                        self.sale_product_domain(),
                        self.env["product.template"]._loyalty_section(),
                    ]
                ),
                limit=1,
            )
        )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    loyalty_teaser = fields.Boolean(related="website_id.loyalty_teaser", readonly=False)
