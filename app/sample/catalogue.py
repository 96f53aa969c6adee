"""The sample site's catalogue: the goods of goods.toml in every variant, with valid GTINs.

The GTINs begin with 952, the GS1 prefix set aside for demonstrations and examples (GS1 General Specifications, section 1.4,
GS1 prefixes): they are ordinary GTIN-13 to every scanner and check, not numbers for restricted circulation as 02, 04 and 20
to 29 are, and no company will ever be given them. SKUs, GTINs and titles never change; prices and weights follow the seed.
"""

import itertools
import random
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

import msgspec
from msgspec.structs import replace

from app.domain.catalogue import Product
from app.domain.check_digits import gs1

DEMONSTRATION_PREFIX = "952"

SECOND_GTINS = {
    ("Fjordlykt Elektronikk", "FE-KABEL-03"): ("Fjordlykt Elektronikk", 901),
    ("Huurrekuja", "HK-KIDE-02"): ("Huurrekuja", 902),
}
"""Products whose packaging changed: both GTINs are on shelves. (client, SKU) → client and item number of the second one."""

SHARED_GTINS = {("Jūrsvece", "JS-KRUZE-02"): ("Tuohikori Koti", "TK-MUKI-02")}
"""One maker's mug sold by two merchants: (client, SKU) → whose GTIN it carries."""


class Good(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One [[client.good]]; see goods.toml."""

    code: str
    title: str
    category: str
    value: tuple[int, int]
    weight_g: tuple[int, int]
    variants: tuple[tuple[str, ...], ...]
    flags: frozenset[str] = frozenset()


class Client(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One [[client]]; see goods.toml."""

    name: str
    number: int
    prefix: str
    currency: str
    carriers: tuple[str, ...]
    good: tuple[Good, ...]


class _Goods(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    client: tuple[Client, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every product, findable by client and SKU."""

    products: tuple[Product, ...]

    def find(self, client: str, sku: str) -> Product:
        """One product. Raises LookupError when the client has no such SKU."""
        for product in self.products:
            if product.client == client and product.sku == sku:
                return product
        raise LookupError(f"Expected a product of {client}, got {sku!r}.")

    def of(self, client: str) -> tuple[Product, ...]:
        """The products of one client."""
        return tuple(product for product in self.products if product.client == client)


@cache
def clients() -> tuple[Client, ...]:
    """The merchants of the sample site."""
    text = resources.files("app.sample").joinpath("goods.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _Goods).client


def make_catalogue(seed: int) -> Catalogue:
    """The whole catalogue; equal for equal seeds."""
    rng = random.Random(seed)
    products = {(product.client, product.sku): product for client in clients() for product in _products(client, rng)}
    numbers = {client.name: client.number for client in clients()}
    for key, (client, item) in SECOND_GTINS.items():
        product = products[key]
        products[key] = replace(product, gtins=(*product.gtins, _gtin14(numbers[client], item)))
    for key, other in SHARED_GTINS.items():
        products[key] = replace(products[key], gtins=products[other].gtins)
    return Catalogue(tuple(products.values()))


def _products(client: Client, rng: random.Random) -> list[Product]:
    made: list[Product] = []
    for good in client.good:
        for number, variant in enumerate(itertools.product(*good.variants), start=1):
            made.append(
                Product(
                    sku=f"{client.prefix}-{good.code}-{number:02}",
                    client=client.name,
                    title=", ".join([good.title, *variant]),
                    category=good.category,
                    gtins=(_gtin14(client.number, len(made) + 1),),
                    unit_value_cents=rng.randint(*good.value) * 100 + rng.choice((0, 50, 90, 95)),
                    currency=client.currency,
                    weight_g=rng.randint(*good.weight_g),
                    serialised="serialised" in good.flags,
                    lot_tracked="lot_tracked" in good.flags,
                    expiry_tracked="expiry_tracked" in good.flags,
                    returnable="not_returnable" not in good.flags,
                    hazmat="hazmat" in good.flags,
                )
            )
    return made


def _gtin14(client: int, item: int) -> str:
    payload = f"{DEMONSTRATION_PREFIX}{client:04}{item:05}"
    return f"0{payload}{gs1(payload)}"
