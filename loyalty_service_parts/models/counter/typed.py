"""What somebody typed or scanned at the counter. Knows nothing of Odoo.

Nobody says what it is: a phone number however written, its last four digits, a card, a
plate, a VIN, a name, an e-mail address. One text may be several of these.
"""

import re
from dataclasses import dataclass

#: Fewer signs would find half of the customers.
SHORTEST_PHONE, SHORTEST_NUMBER, SHORTEST_WORD, SHORTEST_CARD = 5, 4, 3, 8
ENDING = 4
CARD_PREFIX = "044"
_PHONE = re.compile(r"^\+?[\d\s().\-–]+$")  # noqa: RUF001
_CARD = re.compile(r"^[\w\-]+$")


@dataclass(frozen=True)
class Typed:
    """What a text may be; empty where it cannot be that."""

    #: A card number, whole.
    card: str = ""
    #: Beginnings of phone numbers as Odoo keeps them: `+7912345`.
    phones: tuple = ()
    #: The last four digits of a phone number.
    ending: str = ""
    #: The beginning of an e-mail address.
    email: str = ""
    #: The beginning of a VIN, IMEI, serial number or plate, as people type it.
    number: str = ""
    #: Parts of a name.
    words: tuple = ()

    def __bool__(self):
        return any(
            (self.card, self.phones, self.ending, self.email, self.number, self.words)
        )


def read(text, country_code=""):
    """What a text may be.

    :param country_code: of phone numbers that are typed without one: `7`
    """
    text = " ".join((text or "").split())
    words = tuple(word.lower() for word in text.split())
    is_name = (
        any(letter.isalpha() for letter in text)
        and "@" not in text
        and any(len(word) >= SHORTEST_WORD for word in words)
    )
    signs = [sign for sign in text if sign.isalnum()]
    return Typed(
        card=text if len(text) >= SHORTEST_CARD and _CARD.match(text) else "",
        phones=_phones(text, country_code) if _PHONE.match(text) else (),
        ending=text if text.isdecimal() and len(text) == ENDING else "",
        email=text.lower() if _may_be_email(text) else "",
        number=text if len(signs) >= SHORTEST_NUMBER and "@" not in text else "",
        words=words if is_name else (),
    )


def is_card_number(text):
    """Whether a text is a whole number of a card, known or not: EAN-13 with the prefix."""
    text = (text or "").strip()
    return text.isdecimal() and len(text) == 13 and text.startswith(CARD_PREFIX)


def _may_be_email(text):
    return len(text) >= SHORTEST_WORD and " " not in text and not _PHONE.match(text)


def _phones(text, country_code):
    """Beginnings that the typed digits may be: with the country's code, or without."""
    digits = "".join(sign for sign in text if sign.isdecimal())
    if len(digits) < SHORTEST_PHONE:
        return ()
    if text.startswith("+"):
        return (f"+{digits}",)
    found = [f"+{country_code}{digits.removeprefix('0')}"] if country_code else []
    if country_code == "7" and digits.startswith("8"):
        # 8 912 … is what +7 912 … is in Russia
        found.insert(0, f"+7{digits[1:]}")
    if not country_code or digits.startswith(country_code):
        found.insert(0, f"+{digits}")
    return tuple(dict.fromkeys(found))
