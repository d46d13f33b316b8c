"""A shop with a part that is for Gold members, and visitors of every kind."""

import base64
import json
from io import BytesIO

from PIL import Image

from odoo.fields import Command
from odoo.tests import HttpCase, mute_logger

from odoo.addons.loyalty_service_parts.tests.catalogue.common import CatalogueCommon

#: Stands in the name of everything that others must not see.
SECRET = "Zyklotron"


class ShopCommon(CatalogueCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.website = cls.env["website"].search([], limit=1)
        cls.image = cls.make_image()
        cls.category = cls.env["product.public.category"].create(
            {"name": f"{SECRET} shelf"}
        )
        cls.exclusive.product_tmpl_id.write(
            {
                "name": f"{SECRET} turbo kit",
                "is_published": True,
                "image_1920": cls.image,
                "description_sale": f"{SECRET} description",
                "public_categ_ids": [Command.set(cls.category.ids)],
                "product_template_image_ids": [
                    Command.create(
                        {"name": f"{SECRET} from behind", "image_1920": cls.image}
                    )
                ],
            }
        )
        cls.make_bundle()
        cls.part.product_tmpl_id.write(
            {
                "is_published": True,
                "accessory_product_ids": [Command.set(cls.exclusive.ids)],
                "alternative_product_ids": [
                    Command.set(cls.exclusive.product_tmpl_id.ids)
                ],
                "optional_product_ids": [
                    Command.set(cls.exclusive.product_tmpl_id.ids)
                ],
            }
        )
        cls.env["product.pricelist"].create(
            {
                "name": "Public",
                "sequence": 1,
                "selectable": True,
                "item_ids": [
                    Command.create(
                        {
                            "applied_on": "1_product",
                            "product_tmpl_id": cls.exclusive.product_tmpl_id.id,
                            "compute_price": "fixed",
                            "fixed_price": 499,
                        }
                    )
                ],
            }
        )
        cls.make_visitors()

    @classmethod
    def make_image(cls):
        stream = BytesIO()
        Image.new("RGB", (40, 30), "#7a1f2b").save(stream, "PNG")
        return base64.b64encode(stream.getvalue())

    @classmethod
    def make_bundle(cls):
        cls.combo = cls.env["product.combo"].create(
            {
                "name": "Choice",
                "combo_item_ids": [
                    Command.create({"product_id": product.id})
                    for product in (cls.part, cls.exclusive)
                ],
            }
        )
        cls.bundle = cls.env["product.template"].create(
            {
                "name": "Bundle",
                "type": "combo",
                "list_price": 300,
                "is_published": True,
                "combo_ids": [Command.set(cls.combo.ids)],
            }
        )

    @classmethod
    def make_visitors(cls):
        """`{name: user}` of those who may not see the part; Anna may."""
        cls.anna = cls.make_visitor("anna", cls.member)
        blocked, lost, foreign = (
            cls.make_partner(name) for name in ("Dora", "Emil", "Fedor")
        )
        cls.buy(300, card=cls.make_card(blocked))
        cls.buy(300, card=cls.make_card(lost))
        blocked.ledger_card_ids.status = "blocked"
        cls.lost_card = lost.ledger_card_ids
        cls.lost_card._points_set_tier(cls.silver, None, "A minute ago")
        company = cls.env["res.company"].create({"name": "Elsewhere"})
        abroad = cls.make_program(name="Club Elsewhere", company_id=company.id)
        cls.make_card(foreign, program=abroad)
        cls.denied = {
            "public": None,
            "without card": cls.make_visitor("carla", cls.stranger),
            "lower tier": cls.make_visitor("boris", cls.boris),
            "blocked card": cls.make_visitor("dora", blocked),
            "tier lost a minute ago": cls.make_visitor("emil", lost),
            "card of another company": cls.make_visitor("fedor", foreign),
        }

    @classmethod
    def make_visitor(cls, login, partner):
        return cls.env["res.users"].create(
            {
                "login": login,
                "password": login,
                "partner_id": partner.id,
                "group_ids": [Command.set([cls.env.ref("base.group_portal").id])],
            }
        )

    def visit(self, user=None):
        self.authenticate(user and user.login, user and user.login)

    def page(self, path, **options):
        return self.url_open(path, **options)

    @mute_logger("odoo.http")
    def call(self, path, **params):
        """The answer of a JSON route: `{"result": …}` or `{"error": …}`."""
        response = self.url_open(
            path,
            data=json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}),
            headers={"Content-Type": "application/json"},
        )
        answer = response.json()
        return {name: answer[name] for name in ("result", "error") if name in answer}

    def each_denied(self):
        """Visit as everybody who may not see the part, one after the other."""
        for name, user in self.denied.items():
            with self.subTest(visitor=name):
                self.visit(user)
                yield name, user
