"""What belongs to a product is seen by whoever sees the product (S27)."""

from odoo import api, fields, models
from odoo.fields import Domain


class LoyaltyMemberPart(models.AbstractModel):
    _name = "loyalty.member.part"
    _description = "Belongs to a Product That May Be for Members"

    #: Fields that lead to products.
    _member_products = ("product_tmpl_id",)

    member_visible = fields.Boolean(
        "Visible to the User",
        compute="_compute_member_visible",
        search="_search_member_visible",
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_member_visible(self):
        for record in self:
            # the rule of the product decides; it may be hidden from the user
            hidden = record.sudo()
            record.member_visible = all(
                not hidden[name] or hidden[name].member_visible
                for name in self._member_products
            )

    @api.model
    def _search_member_visible(self, operator, value):
        if operator != "in" or False in value:
            return NotImplemented
        if self.env.user._is_internal():
            return Domain.TRUE
        return Domain.AND(
            Domain(name, "=", False)
            | Domain(name, "any!", [("member_visible", "=", True)])
            for name in self._member_products
        )
