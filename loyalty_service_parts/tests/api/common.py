"""Builders for the interface of tills."""

from ..sale.common import SaleCommon
from ..tier.common import TierCommon


class ApiCommon(TierCommon, SaleCommon):
    """Anna in Gold with 300 points; the user of a till, and of a partner's till."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buy(300)
        cls.currency = cls.program.currency_id.name
        group = "loyalty_service_parts.group_loyalty_api"
        cls.till = cls.make_user("till", group)
        firm = cls.make_partner("Partner Garage", is_company=True)
        cls.partner_till = cls.make_user("garage", group)
        cls.partner_till.partner_id.parent_id = firm
        cls.api = cls.env["loyalty.api"].with_user(cls.till)

    def ask(self, method, user=None, **values):
        """A request with a key of its own, unless it says one."""
        api = self.env["loyalty.api"].with_user(user or self.till)
        if method in ("hold", "redeem", "earn", "reverse"):
            self.keys = getattr(self, "keys", 0) + 1
            values.setdefault("key", f"key-{self.keys}")
        if method in ("earn", "quote"):
            values.setdefault("currency", self.currency)
        if method not in ("find", "reverse"):
            values.setdefault("card", self.card.code)
        if method in ("hold", "redeem", "earn"):
            values.setdefault("reference", "R-1")
        return getattr(api, method)(**values)
