"""Which product a scan means: several clients, or several products of one, may go by the same number."""

from collections.abc import Iterable

from app.bench.messages import Say, message
from app.bench.view import Tone
from app.bench.work import Work
from app.domain.catalogue import ExpectedLine, Product
from app.domain.parcel import ParcelState
from app.symbols.control import MOST_ANSWERS
from app.symbols.readings import Kind, Reading


def meant(work: Work, readings: tuple[Reading, ...], text: str) -> tuple[tuple[Product, ...], Reading | None]:
    """The products that a scan may mean, the likeliest only; empty when it names none. Beside them the reading that named them.

    What is announced in the open parcel goes before what its clients have, and that before everything else.
    """
    reference = work.around.reference
    for reading in readings:
        gtin = gtin_of(reading)
        if gtin and (found := reference.products_by_gtin(gtin)):
            return _likeliest(work, found), reading
    found = reference.products_by_sku(text)
    if not found and (parcel := work.parcel()) is not None:
        line = next((line for line in parcel.received.lines if line.sku.upper() == text.upper()), None)
        found = (product_of_line(line),) if line is not None else ()
    return _likeliest(work, found), None


def gtin_of(reading: Reading) -> str | None:
    """The GTIN that a reading holds; None where it holds none that stands its check."""
    return reading.value if reading.kind is Kind.GTIN and reading.valid else reading.field("gtin")


def product_of_line(line: ExpectedLine) -> Product:
    """What an announced line tells about a product that the catalogue does not know."""
    return Product(
        sku=line.sku,
        client=line.client,
        title=line.title or line.sku,
        category="",
        unit_value_cents=line.unit_value_cents,
        currency=line.currency,
        serialised=line.serial is not None,
    )


def clients_of(parcel: ParcelState) -> tuple[str, ...]:
    """The clients whose goods are announced in a parcel."""
    return tuple(dict.fromkeys(line.client for line in parcel.received.lines if line.client))


def _likeliest(work: Work, found: tuple[Product, ...]) -> tuple[Product, ...]:
    parcel = work.parcel()
    if len(found) < 2 or parcel is None:
        return found
    announced = {(line.sku, line.client) for line in parcel.received.lines}
    on_line = tuple(one for one in found if (one.sku, one.client) in announced or (one.sku, "") in announced)
    if on_line:
        return on_line
    taken_in = dict.fromkeys(item.identified.client for item in work.items())
    return _of_clients(found, (*clients_of(parcel), *taken_in))


def _of_clients(found: tuple[Product, ...], clients: Iterable[str]) -> tuple[Product, ...]:
    for client in clients:
        theirs = tuple(one for one in found if one.client == client)
        if theirs:
            return theirs
    return found


def ask_which(work: Work, found: tuple[Product, ...], text: str, reading: Reading | None) -> None:
    """Several products go by what was scanned: which one is it?"""
    offered, more = found[:MOST_ANSWERS], found[MOST_ANSWERS:]
    work.ask(
        "which",
        message(Say.WHICH_PRODUCT, text=text),
        *(f"CHOICE-{number}" for number in range(1, len(offered) + 1)),
        "CANCEL",
        tone=Tone.WARNING,
        usual=False,
        details=(
            *(
                message(Say.WHICH_ONE, number=number, title=one.title, sku=one.sku, client=one.client or "–")
                for number, one in enumerate(offered, start=1)
            ),
            *((message(Say.WHICH_MORE, count=len(more)),) if more else ()),
        ),
        products=offered,
        text=text,
        reading=reading,
    )
