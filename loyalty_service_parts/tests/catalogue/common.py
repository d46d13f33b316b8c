"""Builders for members-only parts, their visitors and stock."""

from ..sale.common import SaleCommon
from ..tier.common import TierCommon


class CatalogueCommon(TierCommon, SaleCommon):
    """A part from Gold up, a member in Gold, one in Silver, a customer without a card."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.exclusive = cls.make_product("Turbo kit", 500)
        cls.exclusive.write(
            {"member_access": "tier", "member_tier_id": cls.gold.id},
        )
        cls.env["stock.quant"]._update_available_quantity(cls.exclusive, cls.stock, 10)
        cls.buy(300)
        cls.boris = cls.make_partner("Boris")
        cls.silver_card = cls.make_card(cls.boris)
        cls.buy(100, card=cls.silver_card)
        cls.stranger = cls.make_partner("Carla")

    @classmethod
    def open_to(cls, partner, product=None):
        """Whether a customer may see and buy a product now."""
        template = (product or cls.exclusive).product_tmpl_id
        return bool(template._catalogue_open_to(partner, cls.env.company))
