"""From the text of a scanner to everything that it may mean.

A text often has several meanings: 4006381333931 is a GTIN, and in a GS1 symbol it would be order number 6381333931. All of them are
returned, each with its reason, and whoever knows what is being done at the bench chooses. The order is fixed:

1. our own codes: a valid one has no second meaning, so that a label or badge is never booked as a serial number
2. SSCC, then GS1 element strings that show themselves (symbology identifier, separator, brackets, or a key with the right check
   digit behind 00, 01 or 02), then GS1 Digital Link
3. GTIN, ISBN
4. tracking numbers, those with a right check digit first
5. IMEI
6. RMA
7. GS1 element strings that nothing but their form speaks for; not those of company-internal identifiers, which say nothing
8. serial number
9. unknown, when there is nothing else

A symbology identifier narrows this: an EAN symbol is read as GTIN and ISBN and nothing else, a GS1 symbol as GS1 first, and a plain
one (Code 128 without FNC1, QR …) loses what only the form speaks for.
"""

import re

from app.symbols.carrier import read_tracking
from app.symbols.gs1 import GS
from app.symbols.gs1_reading import read_digital_link, read_gs1, read_gs1_symbol, read_rma
from app.symbols.gtin import read_gtin, read_sscc
from app.symbols.imei import read_imei
from app.symbols.isbn import read_isbn
from app.symbols.own_codes import read_own_code
from app.symbols.readings import Kind, Reading, describe
from app.symbols.symbology import Content, Symbology, split_identifier, symbology

DEFAULT_RMA_PATTERN = re.compile(r"(?:RMA|RET)-?[0-9]{4,12}", re.IGNORECASE)
"""RMA numbers as most sites write them; a site with others passes its own."""

LONGEST_CODE = 90
"""Characters of the longest field that any of the codes read here has."""

_EAN_CONTENTS = frozenset((Content.EAN, Content.EAN_8, Content.EAN_WITH_ADD_ON, Content.ADD_ON))
_TRIMMED = " \t\r\n"
_SPACES = re.compile(r"[ \t]+")
_TRACKING_CHARACTERS = re.compile(r"[0-9A-Z%-]{8,41}")
_SERIAL = re.compile(r"(?=[^0-9]*[0-9])[!-~][ -~]{2,38}[!-~]")
_OWN_CODE_STARTS = frozenset("RrTtBbCc")
_ISO_15434 = "[)>"

_ORDER = {
    Kind.LPN: 0,
    Kind.TOTE: 0,
    Kind.BADGE: 0,
    Kind.COMMAND: 0,
    Kind.SSCC: 1,
    Kind.GS1: 2,
    Kind.DIGITAL_LINK: 3,
    Kind.GTIN: 4,
    Kind.ISBN: 5,
    Kind.TRACKING: 6,
    Kind.IMEI: 7,
    Kind.RMA: 8,
    Kind.SERIAL: 9,
    Kind.UNKNOWN: 10,
}


def parse(text: str, aim: str = "", *, rma_pattern: re.Pattern[str] = DEFAULT_RMA_PATTERN) -> tuple[Reading, ...]:
    """Every reading of a scanned text, in the order above; at least one, and never an exception for any text.

    Args:
        text: the data as the scanner sent it, without terminator; GS (0x1D) is data. Spaces around it are ignored.
        aim: the symbology identifier, e.g. "]C1"; "" when there is none. One at the start of the text is understood too.
        rma_pattern: what the site's RMA numbers look like; matched against the whole text.
    """
    if not aim:
        aim, text = split_identifier(text)
    symbol = symbology(aim)
    trimmed = text.strip(_TRIMMED)
    if symbol.content in _EAN_CONTENTS:
        readings = _read_ean(trimmed, symbol)
    elif symbol.content is Content.GS1:
        readings = read_gs1_symbol(trimmed, symbol, rma_pattern)
        if len(readings) == 1 and not readings[0].fields:
            # Not GS1 after all: whatever else it may be follows the complaint.
            readings += _read_any(text, trimmed, symbol, rma_pattern)
        else:
            # Carriers put their numbers into GS1 symbols, under identifiers of their own.
            readings = _in_order([*readings, *(reading for reading in _tracking(trimmed) if reading.valid)])
    else:
        readings = _read_any(text, trimmed, symbol, rma_pattern)
    return tuple(readings) if readings else (_unknown(text, symbol),)


def identify(text: str, aim: str = "", *, rma_pattern: re.Pattern[str] = DEFAULT_RMA_PATTERN) -> dict[str, object]:
    """What `dockgrade identify --json` prints for one text: the text and its readings."""
    return {"text": text, "readings": describe(parse(text, aim, rma_pattern=rma_pattern))}


def _read_ean(trimmed: str, symbol: Symbology) -> list[Reading]:
    """An EAN or UPC symbol holds a GTIN; thirteen digits of it may be an ISBN."""
    if not (trimmed.isascii() and trimmed.isdigit()):
        return []
    if symbol.content is Content.EAN_WITH_ADD_ON and len(trimmed) in {15, 18}:
        trimmed = trimmed[:13]
    allowed = (8,) if symbol.content is Content.EAN_8 else (8, 12, 13)
    if symbol.content is Content.ADD_ON or len(trimmed) not in allowed:
        return []
    readings = read_gtin(trimmed, upc_e=symbol.content is Content.EAN)
    # Eight digits of this symbol can only be UPC-E: EAN-8 has an identifier of its own.
    return [*readings[-1:], *read_isbn(trimmed)]


def _read_any(text: str, trimmed: str, symbol: Symbology, rma_pattern: re.Pattern[str]) -> list[Reading]:
    own = read_own_code(trimmed) if trimmed[:1] in _OWN_CODE_STARTS else None
    if own is not None and (own.valid or own.kind is not Kind.LPN):
        return [own]
    if trimmed.startswith(_ISO_15434):
        return []
    if trimmed[:8].lower().startswith(("http://", "https://")):
        return _in_order(read_digital_link(trimmed, rma_pattern))
    readings = [own] if own is not None else []
    compact = _SPACES.sub("", trimmed) if " " in trimmed or "\t" in trimmed else trimmed
    is_digits = compact.isascii() and compact.isdigit()
    shown, supposed = ([], []) if symbol.content is Content.GS1 else read_gs1(trimmed, symbol, rma_pattern)
    if is_digits:
        if not any(reading.kind is Kind.SSCC for reading in shown):
            readings += read_sscc(compact)
        readings += read_gtin(compact)
    readings += read_isbn(trimmed)
    readings += _tracking(trimmed)
    readings += read_imei(compact if is_digits else trimmed)
    readings += read_rma(trimmed, rma_pattern, "RMA number: it has the form that this site uses.")
    if shown:
        readings = _in_order([*readings, *shown])
    readings += supposed
    if _SERIAL.fullmatch(text) and (not shown or trimmed.isalnum()):
        reason = "Could be a serial number: 4 to 40 characters with a digit."
        readings.append(Reading(Kind.SERIAL, text, None, valid=True, reason=reason))
    return readings


def _tracking(trimmed: str) -> tuple[Reading, ...]:
    if not trimmed.isascii():
        return ()
    compact = _SPACES.sub("", trimmed.replace(GS, "")).upper()
    return read_tracking(compact) if _TRACKING_CHARACTERS.fullmatch(compact) else ()


def _in_order(readings: list[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda reading: _ORDER[reading.kind])


def _unknown(text: str, symbol: Symbology) -> Reading:
    return Reading(Kind.UNKNOWN, text, None, valid=False, reason=_why_unknown(text, symbol))


def _why_unknown(text: str, symbol: Symbology) -> str:
    length = len(text)
    if not text.strip(_TRIMMED):
        return "Nothing in it: expected a code, got no characters."
    if symbol.content in _EAN_CONTENTS:
        return f"Expected the digits of a GTIN in {symbol.name}, got {length} characters that are none."
    if text.startswith(_ISO_15434):
        return "A message after ISO/IEC 15434, as carriers and makers put it into 2D codes: scan the linear barcode instead."
    if "://" in text:
        return "A web address without GS1 numbers in it."
    control = next((character for character in text if character < " " or character == "\x7f"), "")
    if control:
        return f"Expected a code, got {length} characters with the control character 0x{ord(control):02X} among them."
    if not text.isascii():
        return (
            "Expected letters A to Z, digits and signs, got others: "
            "a scanner whose keyboard layout differs from the computer's sends these."
        )
    if length > LONGEST_CODE:
        return f"Expected a code of at most {LONGEST_CODE} characters, got {length}."
    return "No form of code that is known here."
