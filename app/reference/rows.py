"""How a row of each kind of file becomes a row of mirror.db, or why it does not."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol, TypeVar

from app.domain.serials import serial_key
from app.errors import BugError
from app.reference import cells
from app.reference.cells import BadCellError, Remembered
from app.reference.file_kinds import PRODUCT_COLUMNS, RETURN_COLUMNS
from app.reference.keys import rma_key, tracking_key

_LONGEST = 400
_MOST_UNITS = 1_000_000


class Prepare(Protocol):
    """Turns a line number and the trimmed cells of its record into that number and the values of the table's fields.

    Raises BadCellError.
    """

    def __call__(self, file_line: int, row: tuple[str, ...]) -> tuple[Any, ...]: ...


def product_preparer(client: str | None) -> Prepare:
    """How a row of products.csv becomes a row of `product`; `client` is whose the file is, None when each row says so."""
    cents, gtins, one_line = cells.cents, cells.gtins, cells.one_line
    no, yes = Remembered(cells.flag_or_no), Remembered(cells.flag_or_yes)
    whole, currency, lower = Remembered(cells.whole), Remembered(cells.currency), Remembered(str.lower)

    def prepare(file_line: int, row: tuple[str, ...]) -> tuple[Any, ...]:
        (
            sku,
            gtin,
            title,
            category,
            owner,
            value,
            money,
            weight,
            serialised,
            lot,
            expiry,
            returnable,
            hazmat,
            image,
        ) = row
        whose = client or owner
        try:
            title = one_line(title)
            prepared = (
                file_line,
                whose,
                sku,
                title,
                title.casefold(),
                lower[category],
                gtins(gtin),
                cents(value),
                currency[money] if value else "",
                whole[weight],
                no[serialised],
                no[lot],
                no[expiry],
                yes[returnable],
                no[hazmat],
                image,
            )
        except ValueError:
            raise _together(_product_faults(client, row)) from None
        if (
            not (sku and whose and title and sku.isprintable() and whose.isprintable())
            or len(sku) + len(title) > _LONGEST
            or (client is not None and owner and owner != client)
            or (value and not money)
        ) and (faults := _product_faults(client, row)):
            raise _together(faults)
        return prepared

    return prepare


def return_preparer(client: str | None) -> Prepare:
    """How a row of returns.csv becomes a row of `expected_line`; `client` as for product_preparer."""

    def prepare(file_line: int, row: tuple[str, ...]) -> tuple[Any, ...]:
        (
            rma,
            order,
            owner,
            customer_ref,
            carrier,
            tracking,
            authorised_on,
            return_by,
            line,
            sku,
            quantity,
            reason,
            serial,
            value,
            money,
            requested_outcome,
        ) = row
        try:
            whose = client or owner
            _refuse_text("rma", rma)
            _refuse_text("sku", sku)
            for column, text in (
                ("order", order),
                ("tracking", tracking),
                ("serial", serial),
                ("customer_ref", customer_ref),
            ):
                if text:
                    _refuse_text(column, text)
            _check_client(client, owner)
            number = _units("line", line)
            units = _units("quantity", quantity, _MOST_UNITS)
            cents = _take("unit_value", value, cells.cents)
            code = _take("currency", money, cells.currency)
            _check_currency(value, money)
            return (
                file_line,
                rma,
                number,
                rma_key(rma),
                whose,
                order,
                customer_ref,
                carrier,
                tracking,
                tracking_key(tracking),
                _take("authorised_on", authorised_on, cells.iso_date),
                _take("return_by", return_by, cells.iso_date),
                sku,
                units,
                cells.reason(reason),
                serial or None,
                serial_key(serial) or None,
                cents,
                code if value else "",
                requested_outcome,
            )
        except BadCellError:
            raise _together(_return_faults(client, row)) from None

    return prepare


_Value = TypeVar("_Value")


def _take(column: str, text: str, parse: Callable[[str], _Value]) -> _Value:
    try:
        return parse(text)
    except ValueError as err:
        raise BadCellError(column, text, str(err)) from None


def _product_faults(client: str | None, row: tuple[str, ...]) -> list[BadCellError]:
    """Every cell of a product that cannot be taken: the slow way, for rows that failed."""
    named = dict(zip(PRODUCT_COLUMNS.names, row, strict=True))
    parsers: tuple[tuple[str, Callable[[str], object]], ...] = (
        ("gtin", cells.gtins),
        ("unit_value", cells.cents),
        ("weight_g", cells.whole),
        ("serialised", cells.flag),
        ("lot_tracked", cells.flag),
        ("expiry_tracked", cells.flag),
        ("returnable", cells.flag),
        ("hazmat", cells.flag),
    )
    return _faults(
        partial(_refuse_text, "sku", named["sku"]),
        partial(_refuse_text, "title", cells.one_line(named["title"])),
        *(partial(_take, column, named[column], parse) for column, parse in parsers),
        partial(_take, "currency", named["currency"] if named["unit_value"] else "", cells.currency),
        partial(_check_client, client, named["client"]),
        partial(_check_currency, named["unit_value"], named["currency"]),
    )


def _return_faults(client: str | None, row: tuple[str, ...]) -> list[BadCellError]:
    """Every cell of an expected line that cannot be taken."""
    named = dict(zip(RETURN_COLUMNS.names, row, strict=True))
    texts = ("rma", "sku", *(name for name in ("order", "tracking", "serial", "customer_ref") if named[name]))
    return _faults(
        *(partial(_refuse_text, column, named[column]) for column in texts),
        partial(_units, "line", named["line"]),
        partial(_units, "quantity", named["quantity"], _MOST_UNITS),
        partial(_take, "unit_value", named["unit_value"], cells.cents),
        *(partial(_take, column, named[column], cells.iso_date) for column in ("authorised_on", "return_by")),
        partial(_take, "currency", named["currency"], cells.currency),
        partial(_check_client, client, named["client"]),
        partial(_check_currency, named["unit_value"], named["currency"]),
    )


def _faults(*checks: Callable[[], object]) -> list[BadCellError]:
    """What the checks that fail say."""
    found: list[BadCellError] = []
    for check in checks:
        try:
            check()
        except BadCellError as fault:
            found.append(fault)
    return found


def _together(faults: list[BadCellError]) -> BadCellError:
    """All faults of a row as one."""
    if not faults:
        raise BugError("A row was refused and no cell of it is at fault.")
    first, *others = faults
    first.others = tuple(others)
    return first


def _refuse_text(column: str, text: str) -> None:
    """Refuse a name or number that is missing, too long, or holds characters that no label can show."""
    if not text:
        raise BadCellError(column, "", "Expected text, got nothing.")
    if len(text) > _LONGEST:
        raise BadCellError(column, text[:40], f"Expected at most {_LONGEST} characters, got {len(text)}.")
    if not text.isprintable():
        odd = next(character for character in text if not character.isprintable())
        raise BadCellError(column, text, f"Expected letters and digits, got the character U+{ord(odd):04X}.")


def _check_client(expected: str | None, found: str) -> None:
    """Refuse a row of nobody, or of another client than the file is of."""
    _refuse_text("client", expected or found)
    if expected is not None and found and found != expected:
        raise BadCellError("client", found, f"Expected {expected}, whose file this is, got {found}.")


def _check_currency(value: str, money: str) -> None:
    """Refuse a sum without its currency."""
    if value and not money:
        raise BadCellError("currency", "", f"Expected the currency of {value}, got nothing.")


def _units(column: str, text: str, most: int | None = None) -> int:
    """A number of 1 or more."""
    try:
        number = cells.whole(text)
    except ValueError:
        raise BadCellError(column, text, "Expected a whole number of 1 or more.") from None
    if not number:
        raise BadCellError(column, text, f"Expected 1 or more, got {text or 'nothing'}.")
    if most is not None and number > most:
        raise BadCellError(column, text, f"Expected {most} or less, got {number}.")
    return number
