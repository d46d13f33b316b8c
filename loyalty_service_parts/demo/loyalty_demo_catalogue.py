"""Exclusive parts of the demo: for members, for Gold, new, limited; stock that is kept."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from .pictures import picture

#: Name, code, price, picture, who sees it, more settings.
EXCLUSIVE = (
    (
        "Turbo kit, stage 1",
        "XT-901",
        64000,
        "turbo",
        "gold",
        {"limit_total": 30, "limit_member": 1, "limit_period": "year"},
        "More torque from the first turn. Fitted and tuned in our workshop.",
    ),
    (
        "Ceramic brake set, front",
        "XB-902",
        18500,
        "brakes",
        "members",
        {"warranty_months": 36},
        "Pads and discs that match, with half the dust.",
    ),
    (
        "LED headlights, pair",
        "XL-903",
        31900,
        "lamp",
        "new",
        {},
        "The new generation: twice the light, a third of the power.",
    ),
    (
        "Roof box, club edition",
        "XR-904",
        22400,
        "roof_box",
        "silver",
        {"limit_total": 50},
        "430 litres, in the colours of the club.",
    ),
    (
        "Tool case, 108 pieces",
        "XC-905",
        7900,
        "tools",
        "members",
        {},
        "Everything for the garage, with our lifetime exchange.",
    ),
)
ACCESSORIES = {"XR-904", "XC-905"}
STOCK = {"XT-901": 6, "XB-902": 25, "XL-903": 12, "XR-904": 20, "XC-905": 0}


class LoyaltyDemo(models.AbstractModel):
    # one chapter of the story a file
    _inherit = "loyalty.demo"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _finish(self):
        """After what is owned: what only members can buy."""
        result = super()._finish()
        self._set_up_tiers_for_parts()
        self._make_exclusive_parts()
        self._keep_stock()
        self._sell_exclusive_parts()
        self._let_wait()
        return result

    @api.model
    def _set_up_tiers_for_parts(self):
        for code, advance, days, first in (
            ("silver", 2, 0, False),
            ("gold", 7, 1, True),
            ("platinum", 14, 2, True),
        ):
            self._ref(f"tier_{code}").write(
                {
                    "advance_days": advance,
                    "delivery_days": days,
                    "delivery_first": first,
                }
            )

    @api.model
    def _make_exclusive_parts(self):
        stock = self.env["stock.warehouse"].search([], limit=1).lot_stock_id
        accessories = self._record(
            "category_accessories", "product.category", {"name": "Accessories"}
        )
        for name, code, price, kind, audience, values, text in EXCLUSIVE:
            product = self._record(
                self._product_name(code),
                "product.product",
                {
                    "name": name,
                    "default_code": code,
                    "type": "consu",
                    "is_storable": True,
                    "list_price": price,
                    "description_sale": text,
                    "image_1920": picture(kind),
                    "sale_delay": 3,
                    "invoice_policy": "delivery",
                    "categ_id": (
                        accessories
                        if code in ACCESSORIES
                        else self._ref("category_consu")
                    ).id,
                    **values,
                },
            )
            self._open_to(product.product_tmpl_id, audience)
            if STOCK[code]:
                self.env["stock.quant"]._update_available_quantity(
                    product, stock, STOCK[code]
                )
        self._product("XB-902").write(
            {"install_product_id": self._product("L-03").id, "install_hours": 1.5}
        )
        self._product("XT-901").write(
            {
                "install_product_id": self._product("L-04").id,
                "install_hours": 6,
                "fit_ids": [
                    Command.create({"brand": "Kia", "model": "Rio"}),
                    Command.create({"brand": "Skoda"}),
                ],
            }
        )
        self._product("XB-902").fit_ids = [
            Command.create({"brand": "Lada", "model": "Vesta"})
        ]

    @api.model
    def _open_to(self, template, audience):
        """Members, a tier and above, or everybody in some days: tiers earlier."""
        if audience == "new":
            template.visible_from = fields.Datetime.now() + timedelta(days=5)
        elif audience == "members":
            template.member_access = "members"
        else:
            template.write(
                {
                    "member_access": "tier",
                    "member_tier_id": self._ref(f"tier_{audience}").id,
                }
            )

    @api.model
    def _keep_stock(self):
        warehouse = self.env["stock.warehouse"].search([], limit=1)
        for code, tier, values in (
            ("XB-902", "gold", {"quantity": 10}),
            ("BP-101", "silver", {"kind": "share", "share": 20}),
            ("TW-205", "gold", {"quantity": 40}),
        ):
            self._record(
                f"reserve_{self._product_name(code)}",
                "loyalty.stock.reserve",
                {
                    "product_id": self._product(code).id,
                    "warehouse_id": warehouse.id,
                    "tier_id": self._ref(f"tier_{tier}").id,
                    "date_until": fields.Datetime.now() + timedelta(days=60),
                    **values,
                },
            )

    @api.model
    def _sell_exclusive_parts(self):
        """Members buy, one order is delivered; a reserve has been given back."""
        golden = self._members_of("gold")[:3]
        for number, partner in enumerate(golden):
            order = self.env["sale.order"].create(
                {
                    "partner_id": partner.id,
                    "order_line": [
                        Command.create(
                            {
                                "product_id": self._product(code).id,
                                "product_uom_qty": 1,
                            }
                        )
                        for code in ("XB-902", "XT-901")[: 1 + (number == 0)]
                    ],
                }
            )
            order.order_line.filtered("can_install")[:1].action_install()
            order.action_confirm()
        self._ref(f"reserve_{self._product_name('TW-205')}").action_release()

    @api.model
    def _members_of(self, code):
        """Customers who hold a tier or a higher one."""
        tier = self._ref(f"tier_{code}")
        cards = self.env["loyalty.card"].search(
            [
                ("tier_id.program_id", "=", tier.program_id.id),
                ("tier_id.threshold", ">=", tier.threshold),
                ("status", "=", "active"),
            ]
        )
        return cards.partner_id

    @api.model
    def _let_wait(self):
        waiting = self.env["loyalty.waiting"]
        for login in ("anna", "boris", "vera"):
            waiting._waiting_add(self._ref(f"partner_{login}"), self._product("XC-905"))
