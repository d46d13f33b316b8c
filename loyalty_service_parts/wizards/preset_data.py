"""What the presets contain, and amounts that one would write down by hand (S3)."""

import math

#: What members earn, pay and hold. Tiers: name, reached with so many average orders a year,
#: points multiplied by, % off labour, % off everything.
PRESETS = {
    "parts": {
        "earn_percent": 3,
        "redeem_max_percent": 30,
        "points_accrual": "paid",
        "points_hold_days": 14,
        "expiry_months": 12,
        "card_holder": "person",
        "tiers": [
            ("silver", 5, 1, 0, 0),
            ("gold", 15, 1.5, 5, 0),
            ("platinum", 40, 2, 10, 0),
        ],
    },
    "dealer": {
        "earn_percent": 2,
        "redeem_max_percent": 30,
        "points_accrual": "paid",
        "points_hold_days": 0,
        "expiry_months": 24,
        "card_holder": "person",
        "tiers": [
            ("silver", 2, 1, 3, 0),
            ("gold", 5, 1.5, 7, 0),
            ("platinum", 12, 2, 12, 0),
        ],
    },
    "service": {
        "earn_percent": 5,
        "redeem_max_percent": 30,
        "points_accrual": "paid",
        "points_hold_days": 0,
        "expiry_months": 12,
        "card_holder": "company",
        "tiers": [
            ("silver", 3, 1, 3, 0),
            ("gold", 8, 1.25, 5, 0),
            ("platinum", 20, 1.5, 10, 0),
        ],
    },
    # what was bought so far is kept as points that pay nothing: 1 for each unit of money
    "discount": {
        "earn_percent": 100,
        "redeem_max_percent": 0,
        "points_accrual": "paid",
        "points_hold_days": 0,
        "expiry_months": 0,
        "card_holder": "person",
        "tiers": [
            ("silver", 5, 1, 0, 3),
            ("gold", 15, 1, 0, 5),
            ("platinum", 40, 1, 0, 7),
        ],
        "program": {
            "tier_window": "lifetime",
            "tier_downgrade": "never",
            "tier_grace_days": 0,
            "points_digits": "2",
        },
    },
}
#: Where nothing was sold yet: an order of a parts shop, in the currencies that are far from 1.
TYPICAL_ORDER = {
    "CNY": 700,
    "CZK": 2_500,
    "HUF": 40_000,
    "INR": 8_000,
    "JPY": 15_000,
    "KZT": 50_000,
    "PLN": 400,
    "RUB": 5_000,
    "SEK": 1_000,
    "TRY": 4_000,
    "UAH": 4_000,
    "VND": 2_500_000,
}
#: Of Odoo's colour picker: grey, yellow, blue, then others.
COLORS = (0, 3, 4, 9, 10)
_ROUND = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


def round_amount(amount):
    """The nearest amount that one would write down: 24,185 becomes 25,000."""
    if amount <= 0:
        return 0.0
    size = 10 ** math.floor(math.log10(amount))
    return min((step * size for step in _ROUND), key=lambda step: abs(step - amount))
