"""Lists, pages, pictures and data: nothing of a members' part is told to others (S27)."""

import json

from odoo.fields import Command
from odoo.tests import tagged

from .common import SECRET, ShopCommon


@tagged("post_install", "-at_install")
class TestBreakIn(ShopCommon):
    """Each road tells Anna, who may see the part, and nobody else."""

    def setUp(self):
        super().setUp()
        self.template = self.exclusive.product_tmpl_id
        self.sold = self.make_order((self.exclusive, 1), website_id=self.website.id)
        self.sold.action_confirm()
        self.snippet = self.env.ref("website_sale.dynamic_filter_latest_sold_products")
        self.card_template = (
            "website_sale.dynamic_filter_template_product_product_products_item"
        )

    def told(self, road):
        return SECRET.lower() in getattr(self, f"road_{road}")().lower()

    def check(self, road):
        self.visit(self.anna)
        self.assertTrue(self.told(road), "whoever may see it, sees it")
        for _name, _user in self.each_denied():
            self.assertFalse(self.told(road))

    # -- pages -------------------------------------------------------------------------
    def road_list(self):
        return self.page("/shop").text

    def road_search(self):
        return self.page("/shop?search=turbo").text

    def road_page(self):
        response = self.page(f"/shop/{self.template.id}")
        return response.text + response.url

    def road_category(self):
        return self.page(f"/shop/category/{self.category.id}").text

    def road_alternatives(self):
        return self.page(f"/shop/{self.part.product_tmpl_id.id}").text

    def road_compare(self):
        return self.page(f"/shop/compare?products={self.exclusive.id}").text

    def road_site_search(self):
        return self.page("/website/search/all?search=turbo&displayDescription=1").text

    def test_pages(self):
        for road in ("list", "search", "page", "category", "compare", "site_search"):
            with self.subTest(road=road):
                self.check(road)

    def test_counters_and_prices_tell_nothing(self):
        """The dearest and the number of products are those of others."""
        self.template.list_price = 987654
        for _name, _user in self.each_denied():
            text = self.page("/shop").text
            self.assertNotIn("987654", text.replace(",", "").replace(" ", ""))

    def test_the_site_map_has_nothing_of_it(self):
        self.visit(None)
        self.assertNotIn(SECRET.lower(), self.page("/sitemap.xml").text.lower())

    # -- suggestions and snippets --------------------------------------------------------
    def road_autocomplete(self):
        options = {
            "displayDescription": True,
            "displayImage": True,
            "displayDetail": True,
            "displayExtraLink": True,
        }
        return json.dumps(
            self.call(
                "/website/snippet/autocomplete",
                search_type="products",
                term="turbo",
                order="name asc",
                limit=5,
                max_nb_chars=100,
                options=options,
            )
        )

    def road_snippet(self):
        return json.dumps(
            self.call(
                "/website/snippet/filters",
                filter_id=self.snippet.id,
                template_key=self.card_template,
                limit=16,
            )
        )

    def road_snippet_of_one(self):
        return json.dumps(
            self.call(
                "/website/snippet/filters",
                filter_id=self.snippet.id,
                template_key=self.card_template,
                limit=1,
                res_model="product.product",
                res_id=self.exclusive.id,
            )
        )

    def road_compared_data(self):
        return json.dumps(
            self.call("/shop/compare/get_product_data", product_ids=[self.exclusive.id])
        )

    def test_a_domain_of_the_visitor_does_not_open_the_snippet(self):
        for _name, _user in self.each_denied():
            answer = self.call(
                "/website/snippet/filters",
                filter_id=self.snippet.id,
                template_key=self.card_template,
                limit=16,
                search_domain=["|", ["id", "=", self.exclusive.id]],
            )
            self.assertNotIn(SECRET, json.dumps(answer).split('"debug"')[0])

    def test_suggestions_and_snippets(self):
        for road in ("autocomplete", "snippet", "snippet_of_one", "compared_data"):
            with self.subTest(road=road):
                self.check(road)

    # -- combinations ----------------------------------------------------------------------
    def road_combination(self):
        return json.dumps(
            self.call(
                "/website_sale/combo_configurator/get_data",
                product_tmpl_id=self.bundle.id,
                quantity=1,
                date="2026-03-01",
            )
        )

    def road_optional_products(self):
        return json.dumps(
            self.call(
                "/website_sale/product_configurator/get_values",
                product_template_id=self.part.product_tmpl_id.id,
                quantity=1,
                currency_id=self.website.currency_id.id,
                so_date="2026-03-01",
                ptav_ids=[],
            )
        )

    def test_combinations_and_options(self):
        for road in ("combination", "optional_products"):
            with self.subTest(road=road):
                self.check(road)

    # -- pictures and feeds ------------------------------------------------------------------
    def road_picture(self):
        response = self.page(
            f"/web/image?model=product.template&id={self.template.id}"
            "&field=image_128&filename_field=name&download=1"
        )
        return str(response.headers)

    def road_further_picture(self):
        image = self.template.product_template_image_ids
        response = self.page(
            f"/web/image?model=product.image&id={image.id}"
            "&field=image_128&filename_field=name&download=1"
        )
        return str(response.headers)

    def road_variant_picture(self):
        response = self.page(
            f"/web/image/product.product/{self.exclusive.id}/image_128"
            "?filename_field=display_name&download=1"
        )
        return str(response.headers)

    def test_pictures(self):
        for road in ("picture", "further_picture", "variant_picture"):
            with self.subTest(road=road):
                self.check(road)

    def test_a_picture_that_is_hidden_is_one_that_is_not_there(self):
        address = "/web/image/product.template/%s/image_128"
        for _name, _user in self.each_denied():
            hidden = self.page(address % self.template.id)
            missing = self.page(address % 99999999)
            self.assertEqual(hidden.status_code, missing.status_code)
            self.assertEqual(hidden.content, missing.content)

    def test_a_feed_of_products_has_what_everybody_sees(self):
        self.env["ir.config_parameter"].set_param("website_sale.enabled_gmc_src", True)
        feed = self.env["product.feed"].create(
            {"name": "Feed", "website_id": self.website.id}
        )
        products = feed.with_user(self.env.ref("base.user_admin"))._get_feed_products()
        self.assertIn(self.part, products)
        self.assertNotIn(self.exclusive, products)

    def test_a_link_from_a_message_does_not_tell_the_name(self):
        response = self.page(
            f"/mail/view?model=product.template&res_id={self.template.id}",
            allow_redirects=False,
        )
        self.assertNotIn(SECRET.lower(), str(response.headers).lower())

    # -- RPC ---------------------------------------------------------------------------------
    def readable(self, user):
        """Models that a customer may read and that lead to products."""
        for name, model in self.env.registry.items():
            if model._abstract or model._transient or not model._auto:
                continue
            products = [
                field.name
                for field in model._fields.values()
                if field.store
                and field.type == "many2one"
                and field.comodel_name in ("product.product", "product.template")
            ]
            if (
                products or name in ("product.template", "product.product")
            ) and self.env[name].with_user(user).has_access("read"):
                names = {"display_name", "name", *products} & model._fields.keys()
                yield name, sorted(names)

    def test_rpc(self):
        for name, user in self.denied.items():
            if not user:
                continue
            self.visit(user)
            for model, names in self.readable(user):
                with self.subTest(visitor=name, model=model):
                    answer = self.call(
                        "/web/dataset/call_kw",
                        model=model,
                        method="search_read",
                        args=[[]],
                        kwargs={"limit": 10000, "fields": names},
                    )
                    self.assertNotIn(SECRET, json.dumps(answer))
                    self.assertIn("result", answer)

    def test_rpc_tells_whoever_may_see_it(self):
        self.visit(self.anna)
        found = set()
        for model, names in self.readable(self.anna):
            answer = self.call(
                "/web/dataset/call_kw",
                model=model,
                method="search_read",
                args=[[]],
                kwargs={"limit": 10000, "fields": names},
            )
            if SECRET in json.dumps(answer):
                found.add(model)
        self.assertLessEqual(
            {
                "product.template",
                "product.product",
                "product.image",
                "product.pricelist.item",
            },
            found,
        )

    def test_json_2(self):
        for name, user in [("anna", self.anna), *self.denied.items()]:
            if not user:
                continue
            key = (
                self.env["res.users.apikeys"]
                .with_user(user)
                .sudo()
                ._generate("rpc", name, "2050-01-01")
            )
            for model, method, body in (
                ("product.template", "search_read", {"domain": [], "fields": ["name"]}),
                ("product.product", "search_read", {"domain": [], "fields": ["name"]}),
                (
                    "product.template",
                    "read",
                    {"ids": self.template.ids, "fields": ["name"]},
                ),
                ("product.template", "name_search", {"name": SECRET}),
            ):
                with self.subTest(visitor=name, model=model, method=method):
                    response = self.url_open(
                        f"/json/2/{model}/{method}",
                        data=json.dumps(body),
                        headers={
                            "Content-Type": "application/json",
                            "Authorization": f"Bearer {key}",
                            "X-Odoo-Database": self.env.cr.dbname,
                        },
                        method="POST",
                    )
                    told = SECRET in response.text.split('"debug"')[0]
                    self.assertEqual(told, name == "anna", response.text[:300])

    # -- lists of one's own ------------------------------------------------------------------
    def test_a_list_of_wishes(self):
        """What was wished for in better times is not shown any more."""
        for user in (self.anna, *filter(None, self.denied.values())):
            self.env["product.wishlist"].create(
                {
                    "partner_id": user.partner_id.id,
                    "product_id": self.exclusive.id,
                    "website_id": self.website.id,
                }
            )
        self.visit(self.anna)
        self.assertIn(SECRET, self.page("/shop/wishlist").text)
        for _name, user in self.each_denied():
            self.assertNotIn(SECRET, self.page("/shop/wishlist").text)
            self.assertEqual(self.page("/shop").status_code, 200)
            if user:
                answer = self.call("/shop/wishlist/get_product_ids")
                self.assertNotIn(self.exclusive.id, answer["result"])

    def test_a_snippet_of_what_was_looked_at(self):
        self.call("/shop/products/recently_viewed_update", product_id=self.exclusive.id)
        tracked = self.env["website.track"].search(
            [("product_id", "=", self.exclusive.id)]
        )
        self.assertFalse(tracked)

    def test_staff_see_it_with_its_ribbon(self):
        clerk = self.make_user("clerk", "sales_team.group_sale_salesman")
        clerk.password = "clerk"
        self.visit(clerk)
        self.assertIn(SECRET, self.page(f"/shop/{self.template.id}").text)

    # -- reviews ---------------------------------------------------------------------------
    def test_reviews_of_it_are_not_read(self):
        self.template.message_post(body=f"{SECRET} is great", message_type="comment")
        for _name, _user in self.each_denied():
            answer = self.call(
                "/mail/chatter_fetch",
                thread_model="product.template",
                thread_id=self.template.id,
            )
            self.assertNotIn(SECRET, json.dumps(answer).split('"debug"')[0])

    def test_a_new_value_of_an_attribute_has_the_same_rule(self):
        attribute = self.env["product.attribute"].create(
            {"name": "Colour", "value_ids": [Command.create({"name": "Red"})]}
        )
        # a template that was made with its variant makes no values by itself
        self.template.with_context(create_product_product=True).attribute_line_ids = [
            Command.create(
                {
                    "attribute_id": attribute.id,
                    "value_ids": [Command.set(attribute.value_ids.ids)],
                }
            )
        ]
        line = self.template.attribute_line_ids
        value = self.env["product.template.attribute.value"].search(
            [("attribute_line_id", "=", line.id)]
        )
        self.assertTrue(value)
        for record in (line, value):
            self.assertTrue(record.with_user(self.anna).has_access("read"))
            for name, user in self.denied.items():
                if not user:
                    continue
                self.assertFalse(
                    record.with_user(user).has_access("read"), (record, name)
                )
                self.assertFalse(
                    record.with_user(user).search([("id", "=", record.id)])
                )
