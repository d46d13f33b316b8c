"""Every road that takes a product: unknown and forbidden look the same (S27).

The roads are found in the routing map; one that is not classified here fails the test.
"""

import inspect
import json
import re
import threading

from odoo.tests import tagged

from .common import SECRET, ShopCommon

#: Parameters and addresses that name a product, or something that leads to one.
_NAMES = re.compile(
    r"^(product|products|product_.*|.*_product_id|combo.*|ptav_ids|linked_products"
    r"|selected_combo_items|wish_id)$"
)
_ADDRESSES = re.compile(
    r"^/(shop|sale|website_sale|my|product|wallet)\b.*"
    r"(product|combo|compar|wish|cart|reward|reorder|pickup|notification|top_up)"
)

_PAGE, _JSON = "page", "json"
_TEMPLATE, _VARIANT = "template", "variant"
_CONFIGURATOR = {
    "ptav_ids": [],
    "currency_id": 1,
    "quantity": 1,
    "so_date": "2026-03-01",
}
_COMBO = {"quantity": 1, "date": "2026-03-01", "currency_id": 1}
_STAFF = {"product_product_id": False, "combination_ids": []}

#: `{road: (kind, address or parameters with the product's number at PLACE)}`
ROADS = {
    '/shop/<model("product.template"):product>': (_PAGE, "/shop/{template}"),
    '/shop/<model("product.public.category"):category>/<model("product.template"):product>': (
        _PAGE,
        "/shop/{category}/{template}",
    ),
    '/shop/product/<model("product.template"):product>': (
        _PAGE,
        "/shop/product/{template}",
    ),
    '/shop/<model("product.template"):product_template>/document/<int:document_id>': (
        _PAGE,
        "/shop/{template}/document/1",
    ),
    "/shop/compare": (_PAGE, "/shop/compare?products={variant}"),
    "/product/catalog/order_lines_info": (
        _JSON,
        {"res_model": "sale.order", "order_id": 1, "product_ids": [_VARIANT]},
    ),
    "/product/catalog/update_order_line_info": (
        _JSON,
        {
            "res_model": "sale.order",
            "order_id": 1,
            "product_id": _VARIANT,
            "quantity": 1,
        },
    ),
    "/sale/combo_configurator/get_data": (
        _JSON,
        {"product_tmpl_id": _TEMPLATE, **_COMBO},
    ),
    "/sale/combo_configurator/get_price": (
        _JSON,
        {"product_tmpl_id": _TEMPLATE, **_COMBO},
    ),
    "/website_sale/combo_configurator/get_data": (
        _JSON,
        {"product_tmpl_id": _TEMPLATE, **_COMBO},
    ),
    "/website_sale/combo_configurator/get_price": (
        _JSON,
        {"product_tmpl_id": _TEMPLATE, **_COMBO},
    ),
    "/sale/create_product_variant": (
        _JSON,
        {"product_template_id": _TEMPLATE, "product_template_attribute_value_ids": []},
    ),
    **{
        f"/{prefix}/product_configurator/{name}": (
            _JSON,
            {"product_template_id": _TEMPLATE, **values},
        )
        for prefix in ("sale", "website_sale")
        for name, values in (
            ("create_product", {"ptav_ids": []}),
            ("get_values", _CONFIGURATOR),
            ("update_combination", _CONFIGURATOR),
            ("get_optional_products", {**_CONFIGURATOR, "parent_ptav_ids": []}),
        )
    },
    "/website_sale/should_show_product_configurator": (
        _JSON,
        {
            "product_template_id": _TEMPLATE,
            "ptav_ids": [],
            "is_product_configured": False,
        },
    ),
    "/website_sale/get_combination_info": (
        _JSON,
        {
            "product_template_id": _TEMPLATE,
            "product_id": _VARIANT,
            "combination": [],
            "add_qty": 1,
        },
    ),
    "/website_sale/get_pickup_locations": (
        _JSON,
        {"zip_code": "101000", "product_id": _VARIANT},
    ),
    "/shop/add/stock_notification": (
        _JSON,
        {"email": "me@example.com", "product_id": _VARIANT},
    ),
    "/shop/cart/add": (
        _JSON,
        {"product_template_id": _TEMPLATE, "product_id": _VARIANT},
    ),
    "/shop/cart/quick_add": (
        _JSON,
        {"product_template_id": _TEMPLATE, "product_id": _VARIANT},
    ),
    "/shop/cart/update": (
        _JSON,
        {"line_id": 0, "quantity": 1, "product_id": _VARIANT},
    ),
    "/shop/compare/get_product_data": (_JSON, {"product_ids": [_VARIANT]}),
    "/shop/config/product": (_JSON, {"product_id": _TEMPLATE}),
    "/shop/product/clear-images": (_JSON, {"product_template_id": _TEMPLATE, **_STAFF}),
    "/shop/product/extra-media": (
        _JSON,
        {
            "product_template_id": _TEMPLATE,
            "media": [],
            "type": "image",
            **_STAFF,
        },
    ),
    "/shop/product/is_add_to_cart_allowed": (_JSON, {"product_id": _VARIANT}),
    "/shop/products/recently_viewed_delete": (
        _JSON,
        {"product_id": _VARIANT, "product_template_id": _TEMPLATE},
    ),
    "/shop/products/recently_viewed_update": (_JSON, {"product_id": _VARIANT}),
    "/shop/wishlist/add": (_JSON, {"product_id": _VARIANT}),
    "/website_sale_mrp/get_unavailable_qty_from_kits": (
        _JSON,
        {"product_id": _VARIANT},
    ),
    "/wallet/top_up": (_PAGE, "/wallet/top_up?trigger_product_id={variant}"),
}
#: Roads whose number is not a product's: what they do is tested by name in `test_break_in`.
OTHER = {
    '/shop/category/<model("product.public.category"):category>': "test_break_in",
    '/shop/category/<model("product.public.category"):category>/page/<int:page>': (
        "test_break_in"
    ),
    '/shop/change_pricelist/<model("product.pricelist"):pricelist>': "a price list",
    "/shop/cart": "the visitor's own cart",
    "/shop/cart/clear": "empties the own cart",
    "/shop/cart/quantity": "a number",
    "/shop/claimreward": "rewards: test_a_reward_is_not_a_way",
    "/shop/product/resequence-image": "editors; images by their number have a rule",
    "/shop/wishlist": "the own list: test_a_list_of_wishes",
    "/shop/wishlist/get_product_ids": "the own list: test_a_list_of_wishes",
    "/shop/wishlist/remove/<int:wish_id>": "removes",
    "/my/orders/reorder": "own orders: test_an_old_order_is_not_a_way",
    "/website_sale/set_pickup_location": "an address of the own cart",
}
_IGNORED = re.compile(r"\d+|csrf_token[^,]*|debug\"[^\n]*")


@tagged("post_install", "-at_install")
class TestRoads(ShopCommon):
    def found(self):
        """Roads of the routing map on which a product can be named."""
        # the map asks the thread for the database, as a server's has it
        threading.current_thread().dbname = self.env.cr.dbname
        found = set()
        for rule in self.env["ir.http"].routing_map().iter_rules():
            names = set(rule.arguments)
            for cls in type(rule.endpoint.func.__self__).__mro__:
                names |= self.parameters(cls, rule.endpoint.func.__name__)
            if any(map(_NAMES.match, names)) or _ADDRESSES.match(rule.rule):
                found.add(rule.rule)
        return found

    def parameters(self, cls, name):
        method = cls.__dict__.get(name)
        method = getattr(method, "original_endpoint", method)
        if not callable(method):
            return set()
        return set(inspect.signature(method).parameters)

    def test_every_road_is_classified(self):
        found = self.found()
        self.assertEqual(found - ROADS.keys() - OTHER.keys(), set(), "new roads")
        self.assertEqual((ROADS.keys() | OTHER.keys()) - found, set(), "gone")

    def answer(self, road, product):
        """What a visitor is told, without numbers."""
        kind, what = ROADS[road]
        if kind == _PAGE:
            response = self.page(
                what.format(
                    template=product.product_tmpl_id.id,
                    variant=product.id,
                    category=self.open_category.id,
                ),
                allow_redirects=False,
            )
            self.assertNotIn(SECRET.lower(), str(response.headers).lower())
            self.assertNotIn(SECRET, response.text)
            return response.status_code
        ids = {_TEMPLATE: product.product_tmpl_id.id, _VARIANT: product.id}
        params = {
            name: [ids[one] for one in value]
            if isinstance(value, list)
            else ids.get(value, value)
            for name, value in what.items()
        }
        answer = self.call(road, **params)
        text = json.dumps(answer)
        self.assertNotIn(SECRET, text.split('"debug"')[0])
        if error := answer.get("error"):
            data = error.get("data", {})
            return (error.get("code"), data.get("name"), data.get("message"))
        return _IGNORED.sub("#", text)

    def test_unknown_and_forbidden_look_the_same(self):
        self.open_category = self.env["product.public.category"].create(
            {"name": "Open shelf"}
        )
        self.part.product_tmpl_id.public_categ_ids = self.open_category
        gone = self.make_product("Gone", 1)
        unknown = gone.browse(gone.id)
        template = gone.product_tmpl_id
        numbers = type("Unknown", (), {"id": gone.id, "product_tmpl_id": template})
        unknown.unlink()
        for _name, _user in self.each_denied():
            for road in sorted(ROADS):
                with self.subTest(road=road):
                    self.assertEqual(
                        self.answer(road, self.exclusive), self.answer(road, numbers)
                    )

    def test_whoever_may_see_it_is_let_through(self):
        """Else the roads above would prove nothing."""
        self.visit(self.anna)
        page = self.page(f"/shop/{self.exclusive.product_tmpl_id.id}")
        self.assertEqual(page.status_code, 200)
        self.assertIn(SECRET, page.text)
        answer = self.call(
            "/website_sale/get_combination_info",
            product_template_id=self.exclusive.product_tmpl_id.id,
            product_id=self.exclusive.id,
            combination=[],
            add_qty=1,
        )
        self.assertEqual(answer["result"]["product_id"], self.exclusive.id)
