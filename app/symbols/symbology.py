"""AIM symbology identifiers: the three characters by which a scanner says which kind of symbol it saw (ISO/IEC 15424).

`]` + a letter for the symbology + a modifier. They decide how the data is to be read: a GS1 symbol carries element strings,
an EAN symbol carries a GTIN and nothing else, all others carry plain data.
"""

from dataclasses import dataclass
from enum import StrEnum


class Content(StrEnum):
    """What the data of a symbol is, as far as its symbology identifier tells."""

    ANY = "any"  # no identifier, or one that is not known: every reading is offered
    PLAIN = "plain"  # data without GS1 structure
    GS1 = "gs1"  # GS1 element strings
    EAN = "ean"  # EAN-13, UPC-A or UPC-E
    EAN_8 = "ean_8"
    EAN_WITH_ADD_ON = "ean_with_add_on"  # EAN-13, followed by two or five digits
    ADD_ON = "add_on"  # the two or five digits alone


@dataclass(frozen=True, slots=True)
class Symbology:
    """What a symbology identifier says.

    Attributes:
        identifier: the three characters, e.g. "]C1"; "" when the scanner sent none.
        name: the symbology's name for people; "" when there is no identifier or it is not known.
        content: how to read the data.
    """

    identifier: str
    name: str
    content: Content


_FAMILIES = {
    "A": "Code 39",
    "B": "Telepen",
    "C": "Code 128",
    "E": "EAN/UPC",
    "F": "Codabar",
    "G": "Code 93",
    "H": "Code 11",
    "I": "Interleaved 2 of 5",
    "J": "DotCode",
    "K": "Code 16K",
    "L": "PDF417",
    "M": "MSI",
    "O": "Codablock",
    "Q": "QR Code",
    "R": "Straight 2 of 5",
    "S": "Industrial 2 of 5",
    "T": "Code 49",
    "U": "MaxiCode",
    "X": "another symbology",
    "d": "Data Matrix",
    "e": "GS1 DataBar or composite",
    "h": "Han Xin",
    "z": "Aztec",
}

_SPECIAL = {
    "]C1": ("GS1-128", Content.GS1),
    "]E0": ("EAN-13 or UPC", Content.EAN),
    "]E1": ("two-digit add-on", Content.ADD_ON),
    "]E2": ("five-digit add-on", Content.ADD_ON),
    "]E3": ("EAN-13 with add-on", Content.EAN_WITH_ADD_ON),
    "]E4": ("EAN-8", Content.EAN_8),
    "]J1": ("GS1 DotCode", Content.GS1),
    "]Q3": ("GS1 QR Code", Content.GS1),
    "]Q4": ("GS1 QR Code", Content.GS1),  # with extended channel interpretation
    "]d2": ("GS1 DataMatrix", Content.GS1),
    "]d5": ("GS1 DataMatrix", Content.GS1),  # with extended channel interpretation
    "]e0": ("GS1 DataBar", Content.GS1),
    "]e1": ("GS1 composite", Content.GS1),
    "]z1": ("GS1 Aztec", Content.GS1),
    "]z4": ("GS1 Aztec", Content.GS1),  # with extended channel interpretation
}

_NONE = Symbology("", "", Content.ANY)


def symbology(identifier: str) -> Symbology:
    """What a symbology identifier means; "" and unknown ones give `Content.ANY`, so that nothing is ruled out on bad evidence."""
    special = _SPECIAL.get(identifier)
    if special is not None:
        return Symbology(identifier, *special)
    if not identifier:
        return _NONE
    if _is_identifier(identifier) and identifier[1] in _FAMILIES:
        return Symbology(identifier, _FAMILIES[identifier[1]], Content.PLAIN)
    return Symbology(identifier, "", Content.ANY)


def split_identifier(text: str) -> tuple[str, str]:
    """Part a leading symbology identifier from the data behind it: ("]C1", "01…"). ("", text) where there is none."""
    if text.startswith("]") and _is_identifier(text[:3]):
        return text[:3], text[3:]
    return "", text


def _is_identifier(text: str) -> bool:
    return len(text) == 3 and text[0] == "]" and text.isascii() and text[1].isalpha() and text[2].isalnum()
