"""A make and model that parts fit; assets are recognised by what is written on them (S31)."""

from odoo import api, fields, models
from odoo.tools.sql import escape_psql


class LoyaltyAssetModel(models.Model):
    _name = "loyalty.asset.model"
    _description = "Make and Model"
    _order = "brand, model, id"

    name = fields.Char(compute="_compute_name", store=True)
    brand = fields.Char("Make", required=True)
    model = fields.Char(help="Empty: all models of the make.")
    product_ids = fields.Many2many("product.template", string="Parts That Fit")

    _once = models.UniqueIndex(
        "(lower(brand), lower(COALESCE(model, '')))",
        "This make and model is there already.",
    )

    @api.model
    def name_create(self, name):
        """“Toyota Corolla”: the first word is the make."""
        brand, _space, model = name.strip().partition(" ")
        record = self.create({"brand": brand, "model": model.strip() or False})
        return record.id, record.display_name

    @api.depends("brand", "model")
    def _compute_name(self):
        for one in self:
            one.name = " ".join(filter(None, (one.brand, one.model)))

    @api.model
    def _catalogue_of_asset(self, asset):
        """The makes and models that an asset is, as it is written on it."""
        brand = (asset.brand or "").strip()
        if not brand:
            return self.browse()
        # brackets and signs of patterns are what they are
        return self.search([("brand", "=ilike", escape_psql(brand))]).filtered(
            lambda one: (
                not one.model
                or one.model.strip().lower() == (asset.model or "").strip().lower()
            )
        )
