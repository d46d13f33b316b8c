"""The counter of the demo: a double contact, look-ups, alerts, an outside till."""

from odoo import api, models

from .loyalty_demo import MODULE


class LoyaltyDemo(models.AbstractModel):
    # one chapter a file
    _inherit = "loyalty.demo"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _finish(self):
        """Last: what happens at the counter."""
        result = super()._finish()
        self._make_a_double()
        self._look_up_cards()
        self._sell_to_himself()
        self._open_a_till()
        return result

    @api.model
    def _make_a_double(self):
        """Boris once more, by a clerk in a hurry."""
        boris = self._ref("partner_boris")
        self._record(
            "partner_double",
            "res.partner",
            {
                "name": "B. Ivanov",
                "phone": boris.phone.replace("+7 ", "8 ").replace("-", " "),
                "country_id": self.env.company.country_id.id,
            },
        )

    @api.model
    def _look_up_cards(self):
        counter = self.env["loyalty.counter"].with_user(self._ref("user_clerk"))
        cards = self._ref("program").coupon_ids.filtered("is_ledger")
        for code in (*cards[:3].mapped("code"), "0449999999994"):
            counter.find(code)

    @api.model
    def _sell_to_himself(self):
        """A salesman with a card of his own: the manager is told."""
        salesman = self._ref("user_salesman")
        self.env["loyalty.card"]._points_enrol(
            self._ref("program"), salesman.partner_id
        )
        order = self.env["sale.order"].create(
            {
                "partner_id": salesman.partner_id.id,
                "user_id": salesman.id,
                "order_line": [
                    (0, 0, {"product_id": self._product("BP-101").id}),
                ],
            }
        )
        order.with_user(salesman).action_confirm()

    @api.model
    def _open_a_till(self):
        """A partner's filling station: its till earned once and paid once."""
        station = self._record(
            "partner_station",
            "res.partner",
            {"name": "Filling Station North", "is_company": True},
        )
        till = self._record(
            "user_till",
            "res.users",
            {
                "name": "Till of the Filling Station",
                "login": "till",
                "group_ids": [(6, 0, self.env.ref(f"{MODULE}.group_loyalty_api").ids)],
            },
        )
        till.partner_id.parent_id = station
        interface = self.env["loyalty.api"].with_user(till)
        card = self._ref("program").coupon_ids.filtered(
            lambda one: one.status == "active" and one.points_usable > 100
        )[:1]
        interface.earn(
            key="demo-1",
            card=card.code,
            reference="N-0001",
            amount="2400",
            currency=card.program_id.currency_id.name,
        )
        interface.redeem(key="demo-2", card=card.code, reference="N-0002", points="50")
