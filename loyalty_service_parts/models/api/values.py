"""What a till sends: strict, because a misread amount is somebody's money. No Odoo."""

import re
from decimal import Decimal

_AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,4})?")
_KEY = re.compile(r"[\x21-\x7e]{1,64}")
LONGEST = 64


class Invalid(ValueError):
    """What is wrong with a value: `(field, sentence)` in English, to be translated."""


def amount(value):
    """A decimal number in a string, not negative: `"12.50"`."""
    if not isinstance(value, str) or not _AMOUNT.fullmatch(value):
        raise Invalid
    return Decimal(value)


def key(value):
    """Up to 64 visible signs of ASCII."""
    if not isinstance(value, str) or not _KEY.fullmatch(value):
        raise Invalid
    return value


def text(value):
    """A string of 1 to 64 signs."""
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST:
        raise Invalid
    if any(not sign.isprintable() for sign in value):
        raise Invalid
    return value.strip()


def whole(value, least, most):
    """A whole number between two others; true and false are none."""
    if (
        isinstance(value, bool)
        or not isinstance(value, int)
        or not least <= value <= most
    ):
        raise Invalid
    return value


def shown(number):
    """A number as the interface writes it: `"12.5"`."""
    figure = Decimal(str(number)).quantize(Decimal("0.0001")).normalize()
    return format(figure if figure else Decimal(0), "f")
