"""Whatever the file looks like, a product survives it, and nothing goes in by halves."""

import csv
import io
import random
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.catalogue import Product
from app.domain.check_digits import gs1
from app.errors import KnownError
from app.reference.importer import import_products, import_returns
from app.reference.lookup import Lookup
from tests.reference.files import CREAM, LAMP, MUG, PRODUCT_HEADER, RETURN_HEADER, dump, write

WORD = (
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=20)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text != "" and text.isprintable())
)
GTIN = st.integers(1, 10**13 - 1).map(lambda number: f"{number:013}{gs1(f'{number:013}')}")
PRODUCT = st.builds(
    Product,
    sku=WORD,
    client=st.sampled_from(["Kide", "Aava; Oy", "Север"]),
    title=WORD,
    category=st.sampled_from(["home", "hygiene", ""]),
    gtins=st.lists(GTIN, unique=True, max_size=3).map(tuple),
    unit_value_cents=st.integers(0, 10**9),
    currency=st.sampled_from(["EUR", "NOK"]),
    weight_g=st.none() | st.integers(0, 10**6),
    serialised=st.booleans(),
    lot_tracked=st.booleans(),
    expiry_tracked=st.booleans(),
    returnable=st.booleans(),
    hazmat=st.booleans(),
    image=st.sampled_from(["", "a,b;c.png"]),
)
DIALECT = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from([",", ";", "\t"]),
        "lineterminator": st.sampled_from(["\n", "\r\n", "\r"]),
        "quoting": st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    }
)
FLAGS = st.sampled_from([("yes", "no"), ("TRUE", "FALSE"), ("1", "0"), ("Yes", "No")])


def csv_text(products, dialect, flags, point, seed):
    """The products as another program might write them: columns shuffled, header in capitals."""
    names = PRODUCT_HEADER.split(",")
    random.Random(seed).shuffle(names)
    buffer = io.StringIO()
    writer = csv.writer(buffer, **dialect)
    writer.writerow(name.upper() if seed % 2 else name for name in names)
    for product in products:
        cells = {
            "gtin": "|".join(product.gtins),
            "unit_value": f"{product.unit_value_cents // 100}{point}{product.unit_value_cents % 100:02}",
            "weight_g": "" if product.weight_g is None else str(product.weight_g),
        }
        for name in ("serialised", "lot_tracked", "expiry_tracked", "returnable", "hazmat"):
            cells[name] = flags[0] if getattr(product, name) else flags[1]
        writer.writerow(cells.get(name) if name in cells else getattr(product, name) for name in names)
    return buffer.getvalue()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(PRODUCT, min_size=1, max_size=8, unique_by=lambda product: (product.client, product.sku)),
    DIALECT,
    FLAGS,
    st.sampled_from(".,"),
    st.sampled_from(["utf-8", "utf-8-sig"]),
    st.integers(0, 1000),
)
def test_products_survive_any_dialect(products, dialect, flags, point, encoding, seed):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "p.csv"
        path.write_bytes(csv_text(products, dialect, flags, point, seed).encode(encoding))
        result = import_products(path, folder / "mirror.db", strict=True)
        assert result.bad == ()
        lookup = Lookup(folder / "mirror.db")
        for product in products:
            assert lookup.product(product.client, product.sku) == product
            for gtin in product.gtins:
                assert product in lookup.products_by_gtin(gtin)
        before = dump(folder / "mirror.db")
        again = import_products(path, folder / "mirror.db")
        assert (again.added, again.changed, again.unchanged) == (0, 0, len(products))
        assert dump(folder / "mirror.db") == before
        lookup.close()


def outcome(path, mirror, strict):
    """What an import came to: its result, or the words it was refused with."""
    try:
        return import_products(path, mirror, strict=strict), ""
    except KnownError as error:
        return None, f"{error.title} {error.next_step}"


LINES = [MUG, LAMP, CREAM]


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_a_file_with_any_damage_goes_in_in_good_order_or_not_at_all(data):
    """Bytes cut out, doubled or replaced anywhere: the counts add up, and only whole known rows are stored."""
    raw = bytearray("\n".join([PRODUCT_HEADER, *LINES, ""]).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw)))
        cut = data.draw(st.integers(0, 12))
        raw[at : at + cut] = data.draw(st.binary(max_size=6) | st.sampled_from([b'"', b"\n", b",", b"\0", b";"]))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        mirror = folder / "mirror.db"
        import_products(write(folder, MUG), mirror)
        before = dump(mirror)
        path = folder / "broken.csv"
        path.write_bytes(raw)
        strict = data.draw(st.booleans())
        result, error = outcome(path, mirror, strict)
        if result is None:
            assert error
            assert dump(mirror) == before
            return
        assert result.read == result.added + result.changed + result.unchanged + result.bad_count
        assert result.bad_count == len({row.line for row in result.bad})
        assert all(1 < row.line <= raw.count(b"\n") + raw.count(b"\r") + 1 and row.reason for row in result.bad)
        if result.refused:
            assert dump(mirror) == before
        else:
            assert len([row for row in dump(mirror) if row[0] == "product"]) == 1 + result.added


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 12), st.booleans())
def test_cancelled_at_any_moment_an_import_has_happened_whole_or_not_at_all(calls, returns):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        mirror = folder / "mirror.db"
        import_products(write(folder, MUG), mirror)
        if returns:
            rows = [f"R-{number},,Kide,,,,,,1,MUG-1,1,,,,," for number in range(10_500)]
            path, importer = write(folder, *rows, header=RETURN_HEADER, name="r.csv"), import_returns
        else:
            rows = [LAMP.replace("LAMP-1", f"LAMP-{number}") for number in range(10_500)]
            path, importer = write(folder, *rows, name="p.csv"), import_products
        before = dump(mirror)
        asked = 0

        def cancelled():
            nonlocal asked
            asked += 1
            return asked > calls

        result = importer(path, mirror, cancelled=cancelled)
        if result.cancelled:
            assert (result.added, result.changed, result.unchanged, result.written) == (0, 0, 0, False)
            assert dump(mirror) == before
        else:
            assert asked <= calls
            assert result.added == 10_500
            assert len(dump(mirror)) > len(before)
