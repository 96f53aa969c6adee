"""How a row of each kind of file becomes a row of mirror.db, or why it does not."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from app.domain.serials import serial_key
from app.errors import BugError
from app.reference import cells
from app.reference.cells import BadCellError, Remembered
from app.reference.file_kinds import PRODUCT_COLUMNS
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
            raise _product_fault(row) from None
        if (
            not (sku and whose and title and sku.isprintable() and whose.isprintable())
            or len(sku) + len(title) > _LONGEST
        ):
            _refuse_text("sku", sku)
            _refuse_text("client", whose)
            _refuse_text("title", title)
        if client is not None and owner and owner != client:
            raise _other_client(owner, client)
        if value and not money:
            raise _no_currency(value)
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
        whose = client or owner
        _refuse_text("rma", rma)
        _refuse_text("client", whose)
        _refuse_text("sku", sku)
        for column, text in (
            ("order", order),
            ("tracking", tracking),
            ("serial", serial),
            ("customer_ref", customer_ref),
        ):
            if text:
                _refuse_text(column, text)
        if client is not None and owner and owner != client:
            raise _other_client(owner, client)
        number = _take("line", line, cells.whole)
        units = _take("quantity", quantity, cells.whole)
        for column, text, count in (("line", line, number), ("quantity", quantity, units)):
            if not count:
                raise BadCellError(column, text, f"Expected 1 or more, got {text or 'nothing'}.")
        if units is not None and units > _MOST_UNITS:
            raise BadCellError("quantity", quantity, f"Expected {_MOST_UNITS} or less, got {units}.")
        cents = _take("unit_value", value, cells.cents)
        code = _take("currency", money, cells.currency)
        if value and not money:
            raise _no_currency(value)
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

    return prepare


_Value = TypeVar("_Value")


def _take(column: str, text: str, parse: Callable[[str], _Value]) -> _Value:
    try:
        return parse(text)
    except ValueError as err:
        raise BadCellError(column, text, str(err)) from None


def _product_fault(row: tuple[str, ...]) -> BadCellError:
    """Which cell of a product was at fault: the slow way, for rows that failed."""
    named = dict(zip(PRODUCT_COLUMNS.names, row, strict=True))

    checks: tuple[tuple[str, Callable[[str], object]], ...] = (
        ("gtin", cells.gtins),
        ("unit_value", cells.cents),
        ("currency", cells.currency),
        ("weight_g", cells.whole),
        ("serialised", cells.flag),
        ("lot_tracked", cells.flag),
        ("expiry_tracked", cells.flag),
        ("returnable", cells.flag),
        ("hazmat", cells.flag),
    )
    for column, parse in checks:
        try:
            parse(named[column])
        except ValueError as err:
            return BadCellError(column, named[column], str(err))
    raise BugError(f"A product row was refused and no cell of it is at fault: {row!r}.")


def _refuse_text(column: str, text: str) -> None:
    """Refuse a name or number that is missing, too long, or holds characters that no label can show."""
    if not text:
        raise BadCellError(column, "", "Expected text, got nothing.")
    if len(text) > _LONGEST:
        raise BadCellError(column, text[:40], f"Expected at most {_LONGEST} characters, got {len(text)}.")
    if not text.isprintable():
        odd = next(character for character in text if not character.isprintable())
        raise BadCellError(column, text, f"Expected letters and digits, got the character U+{ord(odd):04X}.")


def _other_client(found: str, expected: str) -> BadCellError:
    return BadCellError("client", found, f"Expected {expected}, whose file this is, got {found}.")


def _no_currency(value: str) -> BadCellError:
    return BadCellError("currency", "", f"Expected the currency of {value}, got nothing.")
