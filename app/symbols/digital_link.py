"""GS1 Digital Link: GS1 keys in a web address, as QR codes on goods carry them.

Source: GS1 Digital Link Standard: URI Syntax. A primary key and its value stand in the path, qualifiers behind it, further elements
in the query: https://id.gs1.org/01/04006381333931/21/ABC?17=271231. The host may be anybody's.
"""

from urllib.parse import parse_qsl, unquote, urlsplit

from app.symbols.application_identifiers import data_field
from app.symbols.gs1 import ElementStrings, element_strings

_PRIMARY_KEYS = frozenset(
    (
        "00",
        "01",
        "253",
        "255",
        "401",
        "402",
        "414",
        "415",
        "417",
        "8003",
        "8004",
        "8006",
        "8010",
        "8013",
        "8017",
        "8018",
    )
)
_QUALIFIERS = frozenset(("10", "21", "22", "235", "254", "7040", "8011", "8019", "8020"))
_GTIN_LENGTHS = (8, 12, 13)


def parse_digital_link(text: str) -> ElementStrings:
    """The GS1 elements of a web address. Raises ValueError that says what was expected and what was found."""
    address = urlsplit(text)
    if address.scheme not in {"http", "https"} or not address.netloc:
        raise ValueError("Expected a web address, got other text.")
    segments = [unquote(segment) for segment in address.path.split("/") if segment]
    starts = [place for place, segment in enumerate(segments) if segment in _PRIMARY_KEYS]
    if not starts:
        raise ValueError("Expected a GS1 key in the address, got none.")
    query = [(key, value) for key, value in parse_qsl(address.query) if data_field(key) is not None]
    for start in starts[:-1]:
        # A number in the host's own part of the path may look like a key: the first one that makes sense counts.
        try:
            return _elements(segments[start:], query)
        except ValueError:
            continue
    return _elements(segments[starts[-1] :], query)


def _elements(segments: list[str], query: list[tuple[str, str]]) -> ElementStrings:
    if len(segments) % 2:
        raise ValueError(f"Expected a value behind each GS1 key, got {len(segments)} parts.")
    path = list(zip(segments[::2], segments[1::2], strict=True))
    for key, _ in path[1:]:
        if key not in _QUALIFIERS:
            raise ValueError(f"Expected a GS1 qualifier in the address, got {key!r}.")
    return element_strings([(key, _padded(key, value)) for key, value in (*path, *query)])


def _padded(key: str, value: str) -> str:
    return value.zfill(14) if key in {"01", "02"} and len(value) in _GTIN_LENGTHS else value
