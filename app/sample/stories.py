"""Parcels of the sample site that something is the matter with; the scripted shift unpacks them one after the other.

Their numbers never change; their dates follow the day the site is made for.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from msgspec.structs import replace

from app.domain.catalogue import ExpectedLine, Product
from app.domain.vocabulary import ReasonCode
from app.sample import tracking
from app.sample.catalogue import Catalogue

SPEAKER_SERIAL = "FB20-118204"
"""Announced in two parcels: whoever unpacks the second one has a unit that came back before."""

EXPECTED_TABLET = "NS12-44071"
FOUND_TABLET = "NS12-44017"


@dataclass(frozen=True, slots=True)
class Story:
    """One box.

    Attributes:
        name: what it is called here.
        carrier, number: as in returns.csv; both "" where no number was announced.
        lines: what is expected in it.
    """

    name: str
    carrier: str
    number: str
    lines: tuple[ExpectedLine, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """One line, short: what else a line needs follows from its product and the day."""

    sku: str
    quantity: int = 1
    reason: ReasonCode = ReasonCode.CHANGED_MIND
    serial: str | None = None
    days_left: int = 14
    unit_value_cents: int | None = None


def make_stories(catalogue: Catalogue, today: date) -> dict[str, Story]:
    """All stories by name."""
    teller = _Teller(catalogue, today)
    reason = ReasonCode
    told = (
        teller.story(
            "two_returns",
            "UPS",
            tracking.ups(1_204_511),
            ("RMA-260001", [_Line("HK-HALLA-03", reason=reason.TOO_SMALL)]),
            ("RMA-260002", [_Line("TK-MUKI-02", quantity=3)]),
        ),
        teller.story(
            "speaker",
            "Bring",
            tracking.sscc("370", 52_118_204),
            ("RMA-260003", [_Line("FE-BRUS-01", reason=reason.NOT_AS_DESCRIBED, serial=SPEAKER_SERIAL)]),
        ),
        teller.story(
            "wrong_serial",
            "PostNord",
            tracking.s10("RR", 44_071_512, "SE"),
            ("RMA-260004", [_Line("FE-SKJAER-02", reason=reason.DEFECTIVE, serial=EXPECTED_TABLET)]),
        ),
        teller.story(
            "returned_before",
            "Bring",
            tracking.sscc("370", 52_118_929),
            ("RMA-260005", [_Line("FE-BRUS-01", reason=reason.DEFECTIVE, serial=SPEAKER_SERIAL)]),
        ),
        teller.story(
            "late",
            "Posti",
            tracking.posti(63_900_004_417),
            ("RMA-260006", [_Line("TK-PEITTO-02", days_left=-9)]),
        ),
        teller.story(
            "personal",
            "Posti",
            tracking.posti(63_900_004_512),
            ("RMA-260007", [_Line("TK-KYLTTI-02")]),
        ),
        teller.story(
            "swollen",
            "Russian Post",
            tracking.s10("RR", 61_207_334, "RU"),
            ("RMA-260008", [_Line("IG-ISKRA-05", reason=reason.DEFECTIVE)]),
        ),
        teller.story(
            "creams",
            "DPD",
            tracking.dpd(552_204_118_361),
            (
                "RMA-260009",
                [
                    _Line("BV-HAND-02", quantity=2, reason=reason.DUPLICATE_ORDER),
                    _Line("BV-SOL-03", reason=reason.WRONG_ORDER),
                ],
            ),
        ),
        teller.story(
            "honey",
            "Omniva",
            tracking.s10("CC", 70_441_225, "EE"),
            ("RMA-260010", [_Line("TT-MESI-04", reason=reason.ARRIVED_LATE)]),
        ),
        teller.story(
            "something_missing",
            "PostNord",
            tracking.sscc("373", 48_117_330),
            ("RMA-260011", [_Line("BV-HANDDUK-02", quantity=2), _Line("BV-TVAL-03")]),
        ),
        teller.story(
            "undeclared",
            "Matkahuolto",
            tracking.matkahuolto(8_211_940_063),
            ("RMA-260012", [_Line("HK-TUISKU-06", reason=reason.TOO_LARGE)]),
        ),
        teller.story(
            "laptop",
            "UPS",
            tracking.ups(1_204_938),
            ("RMA-260013", [_Line("FE-FJELL-02", reason=reason.DAMAGED_IN_TRANSIT, serial="BP14-90233")]),
        ),
        teller.story(
            "lamp",
            "DHL",
            tracking.dhl_express(417_730_226),
            ("RMA-260014", [_Line("TK-VALO-02", reason=reason.NOT_AS_DESCRIBED)]),
        ),
        teller.story(
            "vendor",
            "Bring",
            tracking.sscc("370", 52_119_604),
            ("RMA-260015", [_Line("FE-STILLE-04", reason=reason.WARRANTY, serial="HS04-55120")]),
        ),
        teller.story(
            "cheap",
            "Matkahuolto",
            tracking.matkahuolto(8_211_940_255),
            ("RMA-260016", [_Line("HK-SUVI-02", reason=reason.TOO_SMALL, unit_value_cents=200)]),
        ),
        teller.story(
            "aerosol",
            "GLS",
            tracking.gls(118_204_733),
            ("RMA-260017", [_Line("BV-DEO-01", reason=reason.MISSING_PARTS)]),
        ),
        teller.story(
            "no_tracking",
            "",
            "",
            ("RMA-260018", [_Line("JS-CIMDI-05", reason=reason.TOO_LARGE)]),
        ),
    )
    return {story.name: story for story in told}


class _Teller:
    def __init__(self, catalogue: Catalogue, today: date) -> None:
        self._products = {product.sku: product for product in catalogue.products}
        self._today = today

    def story(self, name: str, carrier: str, number: str, *returns: tuple[str, list[_Line]]) -> Story:
        lines = [
            self._line(rma, position, line, carrier, number)
            for rma, told in returns
            for position, line in enumerate(told, start=1)
        ]
        return Story(name, carrier, number, tuple(lines))

    def _line(self, rma: str, position: int, line: _Line, carrier: str, number: str) -> ExpectedLine:
        expected = line_of(self._products[line.sku], rma, position)
        return replace(
            expected,
            carrier=carrier,
            tracking=number,
            authorised_on=(self._today - timedelta(days=6)).isoformat(),
            return_by=(self._today + timedelta(days=line.days_left)).isoformat(),
            quantity=line.quantity,
            reason=line.reason.value,
            serial=line.serial,
            unit_value_cents=line.unit_value_cents if line.unit_value_cents is not None else expected.unit_value_cents,
        )


def line_of(product: Product, rma: str, position: int) -> ExpectedLine:
    """A line for one unit of a product; its order and customer follow from the RMA number."""
    number = int(rma.rpartition("-")[2])
    return ExpectedLine(
        rma=rma,
        line=position,
        sku=product.sku,
        quantity=1,
        client=product.client,
        order=f"SO-{number * 7 % 1_000_000:06}",
        customer_ref=f"C-{number * 131 % 100_000:05}",
        unit_value_cents=product.unit_value_cents,
        currency=product.currency,
        requested_outcome="refund",
        title=product.title,
    )
