"""The GS1 application identifiers: which data field follows which identifier, and where it ends.

Source: GS1 General Specifications, section 3.2 (formats) and figure 7.8.5-2 (identifiers that need no separator). Own table: the
library for it costs 25 MB and a tenth of a second before the first element string is read; the tests compare both, row by row.

Notation of a data field: N digits, X character set 82, Y character set 39, Z file-safe base 64, D a date YYMMDD whose day may be
00, S a minus sign; a number is an exact length, `a-b` a range; `+` joins parts. `!` after a part: its last digit is a GS1 check
digit; `%`: a Luhn check digit. A final `n` in an identifier stands for one digit out of the range behind it.
"""

import re
from dataclasses import dataclass
from functools import cache

_IDENTIFIER_LENGTHS = {
    **dict.fromkeys(
        ("00", "01", "02", "03", "10", "11", "12", "13", "15", "16", "17", "20", "21", "22", "30", "37"), 2
    ),
    **dict.fromkeys(("90", "91", "92", "93", "94", "95", "96", "97", "98", "99"), 2),
    **dict.fromkeys(("23", "24", "25", "40", "41", "42", "71"), 3),
    **dict.fromkeys(("31", "32", "33", "34", "35", "36", "39", "43", "70", "72", "80", "81", "82"), 4),
}

_SELF_TERMINATING = frozenset(
    (
        "00",
        "01",
        "02",
        "03",
        "04",
        "11",
        "12",
        "13",
        "14",
        "15",
        "16",
        "17",
        "18",
        "19",
        "20",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "41",
    )
)
"""First two digits of the identifiers whose length every reader knows: no separator follows them."""

_FIELDS: dict[str, str] = {
    "00": "N18!",  # serial shipping container code
    "01": "N14!",  # GTIN
    "02": "N14!",  # GTIN of the contents
    "03": "N14!",  # made-to-order GTIN
    "10": "X1-20",  # batch or lot
    "11": "D6",  # production date
    "12": "D6",  # due date
    "13": "D6",  # packaging date
    "15": "D6",  # best before
    "16": "D6",  # sell by
    "17": "D6",  # expiry
    "20": "N2",
    "21": "X1-20",  # serial number
    "22": "X1-20",
    "235": "X1-28",
    "240": "X1-30",
    "241": "X1-30",
    "242": "N1-6",
    "243": "X1-20",
    "250": "X1-30",
    "251": "X1-30",
    "253": "N13!+X0-17",
    "254": "X1-20",
    "255": "N13!+N0-12",
    "30": "N1-8",
    "37": "N1-8",
    "390n": "N1-15",
    "391n": "N4-18",
    "392n": "N1-15",
    "393n": "N4-18",
    "394n": "N4",
    "395n": "N6",
    "400": "X1-30",  # customer's purchase order number
    "401": "X1-30",  # global identification number for consignment
    "402": "N17!",  # global shipment identification number
    "403": "X1-30",  # routing code
    "41n": "N13!",  # locations and parties
    "420": "X1-20",  # ship-to postal code
    "421": "N3+X1-9",
    "422": "N3",
    "423": "N3-15",
    "424": "N3",
    "425": "N3-15",
    "426": "N3",
    "427": "X1-3",
    "4300": "X1-35",
    "4301": "X1-35",
    "4302": "X1-70",
    "4303": "X1-70",
    "4304": "X1-70",
    "4305": "X1-70",
    "4306": "X1-70",
    "4307": "X2",
    "4308": "X1-30",
    "4309": "N20",
    "4310": "X1-35",
    "4311": "X1-35",
    "4312": "X1-70",
    "4313": "X1-70",
    "4314": "X1-70",
    "4315": "X1-70",
    "4316": "X1-70",
    "4317": "X2",
    "4318": "X1-20",
    "4319": "X1-30",
    "4320": "X1-35",
    "4321": "N1",
    "4322": "N1",
    "4323": "N1",
    "4324": "N10",
    "4325": "N10",
    "4326": "N6",
    "4330": "N6+S0-1",
    "4331": "N6+S0-1",
    "4332": "N6+S0-1",
    "4333": "N6+S0-1",
    "7001": "N13",
    "7002": "X1-30",
    "7003": "D6+N4",  # expiry date and time
    "7004": "N1-4",
    "7005": "X1-12",
    "7006": "D6",
    "7007": "N6-12",
    "7008": "X1-3",
    "7009": "X1-10",
    "7010": "X1-2",
    "7011": "D6+N0-4",
    "7020": "X1-20",
    "7021": "X1-20",
    "7022": "X1-20",
    "7023": "X1-30",
    "703n": "N3+X1-27",
    "7040": "N1+X3",
    "7041": "X1-4",
    "710": "X1-20",
    "711": "X1-20",
    "712": "X1-20",
    "713": "X1-20",
    "714": "X1-20",
    "715": "X1-20",
    "716": "X1-20",
    "717": "X1-20",
    "723n": "X3-30",
    "7240": "X1-20",
    "7241": "N2",
    "7242": "X1-25",
    "7250": "N8",
    "7251": "N12",
    "7252": "N1",
    "7253": "X1-40",
    "7254": "X1-40",
    "7255": "X1-10",
    "7256": "X1-90",
    "7257": "X1-70",
    "7258": "X3",
    "7259": "X1-40",
    "8001": "N14",
    "8002": "X1-20",
    "8003": "N14!+X0-16",
    "8004": "X1-30",
    "8005": "N6",
    "8006": "N14!+N4",  # GTIN of an item whose parts are packed apart, piece, total
    "8007": "X1-34",
    "8008": "N8-12",
    "8009": "X1-50",
    "8010": "Y1-30",
    "8011": "N1-12",
    "8012": "X1-20",
    "8013": "X1-25",
    "8014": "X1-25",
    "8017": "N18!",  # global service relation number of a provider
    "8018": "N18!",  # global service relation number of a recipient
    "8019": "N1-10",
    "8020": "X1-25",
    "8026": "N14!+N4",
    "8030": "Z1-90",
    "8040": "N15%",  # IMEI
    "8041": "N15%",
    "8042": "N32",
    "8043": "N18-20",
    "8110": "X1-70",
    "8111": "N4",
    "8112": "X1-70",
    "8200": "X1-70",
    "90": "X1-30",
    **dict.fromkeys(("91", "92", "93", "94", "95", "96", "97", "98", "99"), "X1-90"),
}

COMPANY_INTERNAL = frozenset(("90", "91", "92", "93", "94", "95", "96", "97", "98", "99"))
"""Identifiers that every company uses as it likes."""

_LAST_DIGITS = {"394n": "0123", "395n": "012345", "41n": "01234567"}
_MEASURES = frozenset(
    (*range(310, 317), *range(320, 330), *range(330, 338), *range(340, 350), *range(350, 358), *range(360, 370)),
)
"""First three digits of trade and logistic measures: six digits, the identifier's fourth digit places the decimal point."""

_CLASSES = {
    "N": "[0-9]",
    "X": '[!"%-?A-Z_a-z]',
    "Y": "[#/0-9A-Z-]",
    "Z": "[0-9A-Z_a-z-]",
    "D": "[0-9]",
    "S": "-",
}
_PART = re.compile(r"([NXYZDS])([0-9]+)(?:-([0-9]+))?([!%]?)")


@dataclass(frozen=True, slots=True)
class DataField:
    """The data field behind an application identifier.

    Attributes:
        identifier: two to four digits.
        min_length, max_length: characters of the field.
        self_terminating: no separator follows, its end is known to every reader.
        pattern: what the field's characters must match, as a whole.
        check: "!" GS1 check digit, "%" Luhn check digit, "" none; it is the last digit of the first part.
        check_length: length of that first part.
        is_date: the field starts with a date YYMMDD.
    """

    identifier: str
    min_length: int
    max_length: int
    self_terminating: bool
    pattern: re.Pattern[str]
    check: str
    check_length: int
    is_date: bool


def identifier_at(text: str, start: int) -> str | None:
    """The application identifier at that place of the text; None when its first two digits belong to none or it is cut short."""
    length = _IDENTIFIER_LENGTHS.get(text[start : start + 2])
    if length is None or start + length > len(text):
        return None
    return text[start : start + length]


@cache
def data_field(identifier: str) -> DataField | None:
    """The data field of an application identifier; None for one that is not assigned."""
    notation = _notation(identifier)
    if notation is None:
        return None
    parts = _PART.findall(notation)
    lengths = [(int(low), int(high or low)) for _, low, high, _ in parts]
    source = "".join(
        f"{_CLASSES[letter]}{{{low},{high}}}" for (letter, *_), (low, high) in zip(parts, lengths, strict=True)
    )
    return DataField(
        identifier=identifier,
        min_length=sum(low for low, _ in lengths),
        max_length=sum(high for _, high in lengths),
        self_terminating=identifier[:2] in _SELF_TERMINATING,
        pattern=re.compile(source),
        check=parts[0][3],
        check_length=lengths[0][1],
        is_date=parts[0][0] == "D",
    )


def _notation(identifier: str) -> str | None:
    if not (identifier.isascii() and identifier.isdigit()):
        return None
    exact = _FIELDS.get(identifier)
    if exact is not None:
        return exact
    if len(identifier) == 4 and int(identifier[:3]) in _MEASURES:
        return "N6" if identifier[3] in "012345" else None
    family = identifier[:-1] + "n"
    if identifier[-1:] not in _LAST_DIGITS.get(family, "0123456789"):
        return None
    return _FIELDS.get(family)
