"""A work order of the demo, half checked, and its checklist."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command


class LoyaltyDemo(models.AbstractModel):
    _inherit = "loyalty.demo"

    @api.model
    def _finish(self):
        """After what is owned: work orders."""
        result = super()._finish()
        self._record(
            "checklist_car",
            "loyalty.repair.checklist",
            {
                "name": "Car",
                "asset_type_id": self._ref("asset_type_car").id,
                "line_ids": [
                    Command.create({"name": name})
                    for name in (
                        "Old parts put aside for you",
                        "Wheels tightened",
                        "No leaks",
                        "Test drive",
                    )
                ],
            },
        )
        self._make_repair()
        return result

    @api.model
    def _make_repair(self):
        self._ref("user_clerk").group_ids = [
            Command.link(self.env.ref("stock.group_stock_user").id)
        ]
        repair = self._record(
            "repair_boris",
            "repair.order",
            {
                "partner_id": self._ref("partner_boris").id,
                "asset_id": self._ref("asset_boris").id,
                "ticket_id": self._ref("ticket_3").id,
                "user_id": self._ref("user_clerk").id,
                "ready_date": fields.Datetime.now() + timedelta(days=1),
            },
        )
        repair.action_validate()
        repair.action_repair_start()
        repair.check_ids[:2].done = True
