"""What customers of the demo own: cars with services that are due, warranties, managers."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

#: Owner, brand, model, plate, VIN, bought so many days ago, readings (days ago, km).
CARS = (
    ("anna", "Lada", "Vesta", "А123ВС178", "XTAGFL110LY123456", 352, (
        (352, 12), (180, 7400), (20, 13100),
    )),
    ("boris", "Kia", "Rio", "В777ОР77", "Z94C241BBLR654321", 700, (
        (400, 21000), (30, 29500),
    )),
    ("vera", "Skoda", "Octavia", "К045МН98", "XW8AN4NE5LH098765", 90, (
        (90, 5), (10, 2600),
    )),
)  # fmt: skip
WARRANTIES = {
    "BT-060": 24,
    "BT-074": 24,
    "BP-101": 12,
    "BD-201": 12,
    "L-03": 6,
    "L-08": 3,
}


class LoyaltyDemo(models.AbstractModel):
    # one chapter of the story a file
    _inherit = "loyalty.demo"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _finish(self):
        """After the workshop: what is owned, guaranteed and rated."""
        result = super()._finish()
        self._make_cars()
        self._make_managers()
        self._sell_with_warranty()
        self._rate_tickets()
        return result

    @api.model
    def _days_ago(self, days):
        return fields.Date.context_today(self) - timedelta(days=days)

    @api.model
    def _make_cars(self):
        cars = self._record(
            "asset_type_car",
            "loyalty.asset.type",
            {
                "name": "Car",
                "number_kind": "vin",
                "measure": "km",
                "plan_ids": [
                    Command.create(
                        {
                            "name": name,
                            "months": months,
                            "every": every,
                            "product_id": self._product(code).id,
                            "remind_days": 30,
                        }
                    )
                    for name, months, every, code in (
                        ("Oil change", 12, 10000, "L-02"),
                        ("Diagnostics", 24, 0, "L-01"),
                    )
                ],
            },
        )
        for login, brand, model, plate, number, bought, readings in CARS:
            self._record(
                f"asset_{login}",
                "loyalty.asset",
                {
                    "type_id": cars.id,
                    "partner_id": self._ref(f"partner_{login}").id,
                    "brand": brand,
                    "model": model,
                    "plate": plate,
                    "number": number,
                    "bought_date": self._days_ago(bought),
                    "reading_ids": [
                        Command.create({"date": self._days_ago(days), "value": value})
                        for days, value in readings
                    ],
                },
            )
        self._ref("ticket_1").asset_id = self._ref("asset_anna")
        self._ref("ticket_3").asset_id = self._ref("asset_boris")

    @api.model
    def _make_managers(self):
        salesman, clerk = self._ref("user_salesman"), self._ref("user_clerk")
        for code in ("gold", "platinum"):
            tier = self._ref(f"tier_{code}")
            tier.manager_ids = [Command.set((salesman | clerk).ids)]
            tier._service_share_out(
                self._ref("program").coupon_ids.filtered(
                    lambda card, tier=tier: card.tier_id == tier
                )
            )
        anna = self.env["loyalty.card"]._points_find_card(
            self._ref("program"), self._ref("partner_anna")
        )
        anna.manager_id = salesman
        self._record(
            "absence_salesman",
            "loyalty.absence",
            {
                "user_id": salesman.id,
                "deputy_id": clerk.id,
                "date_from": self._days_ago(-7),
                "date_to": self._days_ago(-14),
            },
        )

    @api.model
    def _sell_with_warranty(self):
        """A battery with its installation: the warranty starts when it is done."""
        for code, months in (("gold", 3), ("platinum", 6)):
            self._ref(f"tier_{code}").warranty_months = months
        for code, months in WARRANTIES.items():
            self._product(code).warranty_months = months
        order = self._record(
            "order_battery",
            "sale.order",
            {
                "partner_id": self._ref("partner_anna").id,
                "asset_id": self._ref("asset_anna").id,
                "order_line": [
                    Command.create({"product_id": self._product(code).id})
                    for code in ("BT-060", "L-08", "BP-101")
                ],
            },
        )
        battery, installation, _pads = order.order_line
        battery.installed_by_id = installation
        order.action_confirm()
        picking = order.picking_ids
        for move in picking.move_ids:
            move.quantity = move.product_uom_qty
            move.picked = True
        picking._action_done()
        installation.qty_delivered = 1

    @api.model
    def _rate_tickets(self):
        self._ref("program").write({"rating_points": 30})
        for number, score, feedback in (
            (7, 5, "Quick and friendly"),
            (2, 1, "I waited for two weeks"),
        ):
            ticket = self._ref(f"ticket_{number}")
            ticket.stage_id = self._solved()
            self.env.flush_all()
            customer = ticket.with_user(self.env.ref("base.public_user")).sudo()
            token = customer._rating_get_access_token()
            customer.rating_apply(score, token=token, feedback=feedback)
