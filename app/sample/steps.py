"""One reading of a scripted shift, and the movements of an inspector that it is told in."""

from dataclasses import dataclass
from datetime import date

from app.domain.catalogue import Product
from app.sample.catalogue import make_catalogue
from app.sample.stories import Story, make_stories
from app.symbols.control import make_control

_GS = "\x1d"
_GS1_128 = "]C1"


@dataclass(frozen=True, slots=True)
class ShiftStep:
    """One reading.

    Attributes:
        scan: what the scanner sends; None for the label of the item in hand, whose number is made at run time.
        pause_ms: what a person takes before it.
        note: what happens, for whoever watches.
    """

    scan: str | None
    pause_ms: int
    note: str


def scan_label_of_current_item() -> ShiftStep:
    """A step whose code is known only when it is played: the LPN of the item in hand."""
    return ShiftStep(None, 1200, "The label is on: scanned back")


class Inspector:
    """Collects the steps; its methods are the inspector's movements."""

    def __init__(self, badge: str, today: date, seed: int) -> None:
        self.today = today
        self.steps: list[ShiftStep] = []
        self._catalogue = make_catalogue(seed)
        self._stories = make_stories(self._catalogue, today)
        self._opened: set[str] = set()
        self.scan(badge, "The inspector signs in", pause_ms=800)

    def scan(self, text: str, note: str, *, pause_ms: int = 900) -> None:
        """Any barcode."""
        self.steps.append(ShiftStep(text, pause_ms, note))

    def say(self, word: str, note: str, *, pause_ms: int = 700) -> None:
        """A barcode of the command sheet."""
        self.scan(make_control(word), note, pause_ms=pause_ms)

    def story(self, name: str) -> Story:
        return self._stories[name]

    def product(self, client: str, sku: str) -> Product:
        return self._catalogue.find(client, sku)

    def open(self, name: str, note: str) -> None:
        """A new box on the bench."""
        story = self._stories[name]
        self.scan(story.number or story.lines[0].rma, note, pause_ms=1800)

    def take(self, product: Product, *, note: str = "", times: int = 1, gtin: int = 0) -> None:
        """The code on the goods, as often as there are units."""
        for number in range(times):
            self.scan(
                product.gtins[gtin].removeprefix("0"), note if number == 0 and note else product.title, pause_ms=1100
            )

    def take_gs1(
        self, product: Product, *, serial: str = "", lot: str = "", expiry: date | None = None, note: str
    ) -> None:
        """A GS1-128 or DataMatrix on the goods, with all that it says."""
        text = f"{_GS1_128}01{product.gtins[0]}"
        if expiry is not None:
            text += f"17{expiry:%y%m%d}"
        if lot:
            text += f"10{lot}" + (_GS if serial else "")
        if serial:
            text += f"21{serial}"
        self.scan(text, note, pause_ms=1200)

    def judge(self, grade: str, *defects: str, function: str = "", note: str) -> None:
        """Defects, then how well it works, then the grade: the proposal follows."""
        for defect in defects:
            self.say(f"DEFECT-{defect}", f"{note}: {defect.replace('_', ' ').lower()}", pause_ms=1000)
        if function:
            self.say(f"FUNCTION-{function}", f"{note}: function {function}")
        self.say(f"GRADE-{grade}", f"{note}: grade {grade}", pause_ms=1300)

    def finish(self, tote: str, *, note: str) -> None:
        """The proposal is right: print, scan the label back, put it into the tote."""
        self.say("ACCEPT", note)
        self.label()
        self.put_in(tote)

    def label(self) -> None:
        """The label of the item in hand, fresh from the printer."""
        self.steps.append(scan_label_of_current_item())

    def put_in(self, tote: str) -> None:
        """A tote; one that is new is scanned twice, which opens it for the item's route."""
        self.scan(tote, f"Into {tote}", pause_ms=1000)
        if tote not in self._opened:
            self._opened.add(tote)
            self.scan(tote, f"{tote} is new: scanned again, it opens", pause_ms=900)

    def close(self, note: str = "The parcel is done", *, discrepancies: bool = False) -> None:
        """Close the parcel; where something is missing or too much, a second time says that it is so."""
        self.say("CLOSE", note)
        if discrepancies:
            self.say("CLOSE", "Yes, that is how it is", pause_ms=1500)
