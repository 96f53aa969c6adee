"""A catalogue and expected returns of any size, by number: product 17 is always the same product.

The mirror files are made by the product's own import and kept in the system's temporary folder, because a million products
take a minute to import and several benchmarks want them.
"""

import csv
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.domain.check_digits import gs1
from app.reference.file_kinds import PRODUCTS, RETURNS
from app.reference.importer import import_products, import_returns

LINES_PER_RETURN = 3
FULL = (1_000_000, 100_000)
"""Products and expected returns that the limits speak of."""
QUICK = (2_000, 500)

_FORM = 4
"""Of what is generated below and of the tables that hold it; a new number makes old files unused."""
_CLIENTS = ("Nordkap", "Halla", "Kide", "Aalto", "Tuuli")
_CATEGORIES = ("apparel", "home", "electronics", "apparel", "electronics")
_THINGS = ("Wool jumper", "Mug", "Speaker", "Socks", "Headphones", "Lamp", "Jacket", "Kettle", "Scarf", "Mouse")
_SPREAD = 7919
"""A prime: neighbouring lines name products far apart, as real returns do."""


def sku(number: int) -> str:
    """The SKU of a product."""
    return f"SKU-{number:07d}"


def gtin(number: int) -> str:
    """The GTIN-13 of a product."""
    body = f"64{number:010d}"
    return body + gs1(body)


def sscc(number: int) -> str:
    """The SSCC on the box of an expected return."""
    body = f"36430{number:012d}"
    return body + gs1(body)


def rma(number: int) -> str:
    """The number of an expected return."""
    return f"RMA-{number:07d}"


def number_of(sku_text: str) -> int:
    """The number of the product with that SKU."""
    return int(sku_text.removeprefix("SKU-"))


def product_of(number: int, line: int, products: int) -> int:
    """The product on a line of a return."""
    return (number * LINES_PER_RETURN + line) * _SPREAD % products


def serialised(number: int) -> bool:
    """Whether a product carries serial numbers; some of the electronics do."""
    return _CATEGORIES[number % len(_CATEGORIES)] == "electronics" and number % 4 == 0


def product_rows(products: int) -> Iterator[tuple[object, ...]]:
    """The rows of products.csv."""
    for n in range(products):
        client = _CLIENTS[n % len(_CLIENTS)]
        title = f"{_THINGS[n % len(_THINGS)]} {n % 997}-{n}"
        serial = "yes" if serialised(n) else "no"
        category = _CATEGORIES[n % len(_CATEGORIES)]
        value = f"{5 + n % 40}.90"
        yield sku(n), gtin(n), title, category, client, value, "EUR", 200 + n % 900, serial, "no", "no", "yes", "no", ""


def return_rows(returns: int, products: int) -> Iterator[tuple[object, ...]]:
    """The rows of returns.csv, three lines each."""
    for n in range(returns):
        for line in range(1, LINES_PER_RETURN + 1):
            product = product_of(n, line, products)
            serial = f"SN{n:07d}{line}" if serialised(product) else ""
            client = _CLIENTS[product % len(_CLIENTS)]
            yield (
                *(
                    rma(n),
                    f"O-{n}",
                    client,
                    f"C-{n}",
                    "Posti",
                    sscc(n),
                    "2026-01-05",
                    "2036-01-05",
                    line,
                    sku(product),
                    1,
                ),
                *("TOO_SMALL", serial, "19.90", "EUR", "refund"),
            )


def write_csv(path: Path, names: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> None:
    """Write a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        writer.writerows(rows)


def product_names() -> tuple[str, ...]:
    """The columns of products.csv."""
    return PRODUCTS.columns.names


@dataclass(frozen=True, slots=True)
class Goods:
    """A mirror file and how much it holds."""

    mirror: Path
    products: int
    returns: int

    def link(self, home: Path) -> None:
        """Let a home directory use the file; it is only read."""
        (home / "mirror.db").symlink_to(self.mirror)


def goods(products: int, returns: int) -> Goods:
    """The mirror of that size, made when it is not there yet."""
    folder = Path(tempfile.gettempdir()) / "dockgrade-benchmarks"
    folder.mkdir(exist_ok=True)
    path = folder / f"mirror-{_FORM}-{products}-{returns}.db"
    if not path.exists():
        print(f"importing {products} products and {returns} expected returns once …", flush=True)
        with tempfile.TemporaryDirectory(dir=folder) as made:
            _make(Path(made), products, returns)
            (Path(made) / "mirror.db").replace(path)
    return Goods(path, products, returns)


def _make(folder: Path, products: int, returns: int) -> None:
    write_csv(folder / "products.csv", PRODUCTS.columns.names, product_rows(products))
    write_csv(folder / "returns.csv", RETURNS.columns.names, return_rows(returns, products))
    for result in (
        import_products(folder / "products.csv", folder / "mirror.db"),
        import_returns(folder / "returns.csv", folder / "mirror.db"),
    ):
        if result.bad:
            raise ValueError(f"Expected good rows only, got {result.bad[0]}.")
