"""What the shop lets customers read of a product, beside the product itself (S27)."""

from odoo import models


class ProductImage(models.Model):
    _name = "product.image"
    _inherit = ["product.image", "loyalty.member.part"]
    _member_products = ("product_tmpl_id", "product_variant_id")


class ProductTemplateAttributeLine(models.Model):
    _name = "product.template.attribute.line"
    _inherit = ["product.template.attribute.line", "loyalty.member.part"]


class ProductTemplateAttributeValue(models.Model):
    _name = "product.template.attribute.value"
    _inherit = ["product.template.attribute.value", "loyalty.member.part"]


class ProductTemplateAttributeExclusion(models.Model):
    _name = "product.template.attribute.exclusion"
    _inherit = ["product.template.attribute.exclusion", "loyalty.member.part"]


class ProductPricelistItem(models.Model):
    _name = "product.pricelist.item"
    _inherit = ["product.pricelist.item", "loyalty.member.part"]
    _member_products = ("product_tmpl_id", "product_id")
