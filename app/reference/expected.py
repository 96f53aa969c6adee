"""Expected returns as a search lists them: one row a return, by whatever number of it was typed."""

from dataclasses import dataclass

from app.domain.catalogue import ExpectedLine
from app.reference.lookup import Lookup, SearchHit


@dataclass(frozen=True, slots=True)
class ExpectedReturn:
    """One announced return.

    Attributes:
        tracking: of its box; "" when the client gave none.
        matched: what was searched for: "rma", "tracking", "order", "customer_ref", "serial", "client", "gtin", "sku" or "title".
        text: that number or name as it is written there; a GTIN as it was typed.
        title: of the product that was searched for, else of the first line's.
        lines, units: how many it announces.
        return_by: ISO date, the earliest of its lines; None without a deadline.
    """

    rma: str
    client: str
    tracking: str
    matched: str
    text: str
    title: str
    lines: int
    units: int
    return_by: str | None


def find_expected(lookup: Lookup, text: str, limit: int) -> tuple[ExpectedReturn, ...]:
    """Expected returns with a number or a product that begins with the text, or a product with that GTIN.

    Those that are found by a number of their own come first. Raises KnownError when the file is damaged or too new.
    """
    return _returns(lookup, lookup.search(text, limit), limit)


def find_expected_within(lookup: Lookup, text: str, limit: int) -> tuple[ExpectedReturn, ...]:
    """Expected returns with the text anywhere in a number, a product's SKU or title, or the client's name, or with that GTIN.

    Reads every expected line: half a second for 300,000 of them. Raises KnownError when the file is damaged or too new.
    """
    return _returns(lookup, lookup.search_within(text, limit), limit)


def _returns(lookup: Lookup, hits: tuple[SearchHit, ...], limit: int) -> tuple[ExpectedReturn, ...]:
    found: dict[tuple[str, str], ExpectedReturn] = {}
    for hit in hits:
        # A product is no return: the returns that announce it are, the most urgent first.
        rmas = (hit.key,) if hit.kind == "rma" else lookup.expected_elsewhere(hit.key, hit.client, limit)
        for rma in rmas:
            if len(found) == limit:
                return tuple(found.values())
            if (rma, hit.client) not in found:
                lines = [line for line in lookup.returns_by_rma(rma) if line.rma == rma and line.client == hit.client]
                if lines:  # the file may have been replaced between two questions
                    found[rma, hit.client] = _summed(lines, hit.matched, hit.text, hit.title)
    return tuple(found.values())


def _summed(lines: list[ExpectedLine], matched: str, text: str, title: str) -> ExpectedReturn:
    first = lines[0]
    return ExpectedReturn(
        rma=first.rma,
        client=first.client,
        tracking=next((line.tracking for line in lines if line.tracking), ""),
        matched=matched,
        text=text,
        title=title or first.title or first.sku,
        lines=len(lines),
        units=sum(line.quantity for line in lines),
        return_by=min((line.return_by for line in lines if line.return_by), default=None),
    )
