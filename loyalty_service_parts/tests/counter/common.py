"""Builders for the counter."""

from ..sale.common import SaleCommon
from ..tier.common import TierCommon


class CounterCommon(TierCommon, SaleCommon):
    """Anna in Gold, with a phone and a car; a salesman; a country whose code is 7."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.ru")
        cls.member.write({"phone": "8 (912) 345-67-89"})
        cls.buy(300)
        cls.asset = cls.env["loyalty.asset"].create(
            {
                "type_id": cls.env["loyalty.asset.type"].create({"name": "Car"}).id,
                "partner_id": cls.member.id,
                "brand": "Lada",
                "model": "Vesta",
                "plate": "А123ВС 78",
                "number": "XTA210990Y2766011",
            }
        )
        cls.clerk = cls.make_user("clerk", "sales_team.group_sale_salesman_all_leads")
        cls.counter = cls.env["loyalty.counter"].with_user(cls.clerk)
