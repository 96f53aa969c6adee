"""A look-up in a catalogue of a million products against the same look-up in one of ten thousand, with as many expected returns.

How an expected return is found beside one in a hundredth of both is told besides.
"""

import random
import sys
import time
from collections.abc import Callable

from app.reference.lookup import Lookup
from benchmarks.goods import FULL, QUICK, Goods, goods, gtin, sscc
from benchmarks.measure import Verdict, in_turn, median_ratio, options

_Ask = Callable[[Lookup, Goods, random.Random], int]
FEW_PRODUCTS = (10_000, FULL[1])
SMALL = (10_000, 1_000)
ROUNDS = 60
LOOK_UPS = 500
LIMIT = 1.5


def main() -> int:
    quick = options(__doc__ or "").quick
    verdict = Verdict("lookup", quick=quick)
    sizes = (QUICK, (500, QUICK[1]), (500, 100)) if quick else (FULL, FEW_PRODUCTS, SMALL)
    large, few, small = (goods(*size) for size in sizes)
    rounds = 4 if quick else ROUNDS
    verdict.at_most(f"product by GTIN, {_named(large, few)}", _ratio(_products, large, few, rounds), LIMIT)
    verdict.at_most(f"expected return by SSCC, {_named(large, few)}", _ratio(_returns, large, few, rounds), LIMIT)
    verdict.tell(f"expected return by SSCC, {_named(large, small)}", _ratio(_returns, large, small, rounds))
    return verdict.exit_code


def _named(one: Goods, other: Goods) -> str:
    return f"{one.products} products and {one.returns} returns to {other.products} and {other.returns}"


def _ratio(ask: _Ask, one: Goods, other: Goods, rounds: int) -> float:
    draw = random.Random(1)
    lookups = Lookup(one.mirror), Lookup(other.mirror)
    for lookup, held in zip(lookups, (one, other), strict=True):
        _into_memory(held)
        ask(lookup, held, draw)
    ones, others = in_turn(rounds, lambda _: ask(lookups[0], one, draw), lambda _: ask(lookups[1], other, draw))
    for lookup in lookups:
        lookup.close()
    return median_ratio(ones, others)


def _into_memory(held: Goods) -> None:
    """Have the system read the file once: the first look-up of a day is the disk's business, the others are ours."""
    with held.mirror.open("rb") as file:
        while file.read(1 << 20):
            pass


def _products(lookup: Lookup, held: Goods, draw: random.Random) -> int:
    codes = ["0" + gtin(draw.randrange(held.products)) for _ in range(LOOK_UPS)]
    started = time.perf_counter_ns()
    for code in codes:
        if not lookup.products_by_gtin(code):
            raise LookupError(code)
    return time.perf_counter_ns() - started


def _returns(lookup: Lookup, held: Goods, draw: random.Random) -> int:
    codes = [sscc(draw.randrange(held.returns)) for _ in range(LOOK_UPS)]
    started = time.perf_counter_ns()
    for code in codes:
        if not lookup.returns_by_tracking(code):
            raise LookupError(code)
    return time.perf_counter_ns() - started


if __name__ == "__main__":
    sys.exit(main())
