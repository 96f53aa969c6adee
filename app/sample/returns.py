"""The expected returns of the sample site: the stories, and many ordinary ones around them."""

import random
from datetime import date, timedelta

from msgspec.structs import replace

from app.domain.catalogue import ExpectedLine, Product
from app.domain.vocabulary import ReasonCode
from app.sample.catalogue import Catalogue, clients
from app.sample.stories import line_of, make_stories
from app.sample.tracking import tracking_number

ORDINARY_RETURNS = 124

_REASONS = {
    "apparel": (ReasonCode.TOO_SMALL, ReasonCode.TOO_LARGE, ReasonCode.TOO_SMALL, ReasonCode.NOT_AS_DESCRIBED),
    "electronics": (ReasonCode.DEFECTIVE, ReasonCode.WARRANTY, ReasonCode.CHANGED_MIND, ReasonCode.CHEAPER_ELSEWHERE),
    "home": (
        ReasonCode.CHANGED_MIND,
        ReasonCode.DAMAGED_IN_TRANSIT,
        ReasonCode.NOT_AS_DESCRIBED,
        ReasonCode.DUPLICATE_ORDER,
    ),
    "hygiene": (ReasonCode.WRONG_ITEM_SENT, ReasonCode.DUPLICATE_ORDER, ReasonCode.UNSPECIFIED),
    "food": (ReasonCode.ARRIVED_LATE, ReasonCode.WRONG_ORDER, ReasonCode.DAMAGED_IN_TRANSIT),
    "battery": (ReasonCode.DEFECTIVE, ReasonCode.WARRANTY, ReasonCode.RECALL, ReasonCode.DEFECTIVE),
}
_OUTCOMES = ("refund", "refund", "refund", "exchange", "store credit", "repair")


def make_returns(catalogue: Catalogue, seed: int, today: date) -> tuple[ExpectedLine, ...]:
    """Every line of every expected return, by RMA number; equal for equal seed and day."""
    rng = random.Random(seed + 1)
    lines = [line for story in make_stories(catalogue, today).values() for line in story.lines]
    for number in range(ORDINARY_RETURNS):
        lines.extend(_ordinary(catalogue, rng, f"RMA-{261001 + number}", today))
    return tuple(sorted(lines, key=lambda line: (line.rma, line.line)))


def _ordinary(catalogue: Catalogue, rng: random.Random, rma: str, today: date) -> list[ExpectedLine]:
    client = rng.choice(clients())
    carrier = rng.choice(client.carriers)
    number = tracking_number(carrier, rng) if rng.random() < 0.94 else ""
    authorised = today - timedelta(days=rng.randint(1, 24))
    return_by = authorised + timedelta(days=rng.choice((14, 14, 30, 30, 30, 60)))
    outcome = rng.choice(_OUTCOMES)
    chosen = rng.sample(catalogue.of(client.name), k=rng.choice((1, 1, 1, 2, 2, 3)))
    return [
        replace(
            _of_product(product, rng, rma, position),
            carrier=carrier,
            tracking=number,
            authorised_on=authorised.isoformat(),
            return_by=return_by.isoformat(),
            requested_outcome=outcome,
        )
        for position, product in enumerate(chosen, start=1)
    ]


def _of_product(product: Product, rng: random.Random, rma: str, position: int) -> ExpectedLine:
    return replace(
        line_of(product, rma, position),
        quantity=1 if product.serialised else rng.choice((1, 1, 1, 1, 2, 2, 3)),
        reason=rng.choice(_REASONS[product.category]).value,
        serial=serial_number(product, rng) if product.serialised and rng.random() < 0.9 else None,
    )


def serial_number(product: Product, rng: random.Random) -> str:
    """A serial number in the style of the sample's makers: the good's letters and six digits."""
    return f"{product.sku.split('-')[1][:4]}{rng.randrange(100_000, 1_000_000)}"
