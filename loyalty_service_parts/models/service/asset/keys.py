"""Numbers as people type them: with spaces, dashes, and letters of another alphabet."""

#: Letters of a Russian number plate that look like Latin ones.
_LOOK_ALIKE = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")


def key_of(text):
    """A VIN, IMEI, serial number or plate, so that two ways of typing it are the same."""
    letters = (text or "").upper().translate(_LOOK_ALIKE)
    return "".join(letter for letter in letters if letter.isalnum())
