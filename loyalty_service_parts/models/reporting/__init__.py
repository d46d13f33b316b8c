from . import loyalty_tier_month
