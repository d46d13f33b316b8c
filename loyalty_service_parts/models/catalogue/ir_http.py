"""Unknown and forbidden look the same: 404 (S27).

Core answers a product that a rule hides in many ways, by the place where it is noticed: one may
tell from them that it exists. It is looked for once, before any controller.
"""

from werkzeug.exceptions import NotFound

from odoo import models
from odoo.http import request

PRODUCTS = ("product.template", "product.product")
#: Names under which controllers take products.
_PARAMETERS = {
    "product_id": "product.product",
    "trigger_product_id": "product.product",
    "product_template_id": "product.template",
    "product_tmpl_id": "product.template",
}
#: Names under which controllers take several.
_LISTS = {
    "product_ids": "product.product",
    "products": "product.product",
    "product_template_ids": "product.template",
    "product_tmpl_ids": "product.template",
}


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _pre_dispatch(cls, rule, args):
        """:raise NotFound: an address leads to a product that this visitor may not see"""
        for value in args.values():
            if isinstance(value, models.BaseModel) and value._name in PRODUCTS:
                cls._loyalty_check_product(value._name, value.ids)
        return super()._pre_dispatch(rule, args)

    @classmethod
    def _dispatch(cls, endpoint):
        """:raise NotFound: a parameter names a product that this visitor may not see

        Of a list of products the hidden ones are left out, as core leaves out those that
        are gone.
        """
        if request.env.uid and not request.env.user._is_internal():
            for name, model in _PARAMETERS.items():
                if value := request.params.get(name):
                    cls._loyalty_check_product(model, [value])
            for name, model in _LISTS.items():
                if value := request.params.get(name):
                    request.params[name] = cls._loyalty_visible(model, value)
            for linked in request.params.get("linked_products") or ():
                if isinstance(linked, dict) and linked.get("product_id"):
                    cls._loyalty_check_product(
                        "product.product", [linked["product_id"]]
                    )
        return super()._dispatch(endpoint)

    @classmethod
    def _loyalty_check_product(cls, model, values):
        # the rule is asked for this visitor; what it hides he may not read
        products = request.env[model].sudo().browse(_numbers(values))
        if products.exists() != products or not all(
            product.member_visible for product in products
        ):
            raise NotFound()

    @classmethod
    def _loyalty_visible(cls, model, value):
        """The same list, or text with commas, without what the visitor may not see."""
        values = value.split(",") if isinstance(value, str) else value
        if not isinstance(values, list | tuple):
            return value
        # the rule is asked for this visitor; what it hides he may not read
        products = request.env[model].sudo().browse(_numbers(values)).exists()
        shown = set(products.filtered("member_visible").ids)
        kept = [one for one in values if set(_numbers([one])) <= shown]
        return ",".join(kept) if isinstance(value, str) else kept


def _numbers(values):
    """Ids among some values of a request: what is none is left out."""
    texts = [str(one).strip() for one in values]
    return [int(one) for one in texts if one.isdecimal() and 0 < int(one) < 2**31]
