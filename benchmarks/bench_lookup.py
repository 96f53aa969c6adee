"""A look-up in a catalogue of a million products against the same look-up in one of ten thousand."""

import random
import sys
import time

from app.reference.lookup import Lookup
from benchmarks.goods import FULL, QUICK, Goods, goods, gtin, sscc
from benchmarks.measure import Verdict, in_turn, median_ratio, options

SMALL = (10_000, 1_000)
ROUNDS = 60
LOOK_UPS = 500
LIMIT = 1.5


def main() -> int:
    quick = options(__doc__ or "").quick
    verdict = Verdict("lookup", quick=quick)
    large, small = goods(*(QUICK if quick else FULL)), goods(*((500, 100) if quick else SMALL))
    for held in (large, small):
        _into_memory(held)
    lookups = Lookup(large.mirror), Lookup(small.mirror)
    draw = random.Random(1)
    for what, ask in (("product by GTIN", _products), ("expected return by SSCC", _returns)):
        for lookup, held in zip(lookups, (large, small), strict=True):
            ask(lookup, held, draw)
        in_large, in_small = in_turn(
            4 if quick else ROUNDS,
            lambda _, ask=ask: ask(lookups[0], large, draw),
            lambda _, ask=ask: ask(lookups[1], small, draw),
        )
        verdict.at_most(
            f"{what}, {large.products} to {small.products} products", median_ratio(in_large, in_small), LIMIT
        )
    for lookup in lookups:
        lookup.close()
    return verdict.exit_code


def _into_memory(held: Goods) -> None:
    """Have the system read the file once: the first look-up of a day is the disk's business, the others are ours."""
    with held.mirror.open("rb") as file:
        while file.read(1 << 20):
            pass


def _products(lookup: Lookup, held: Goods, draw: random.Random) -> int:
    codes = ["0" + gtin(draw.randrange(held.products)) for _ in range(LOOK_UPS)]
    started = time.perf_counter_ns()
    for code in codes:
        if lookup.product_by_gtin(code) is None:
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
