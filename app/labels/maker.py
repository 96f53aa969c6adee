"""From an item's facts to the bytes for this bench's label printer, and back to a picture for the screen.

What draws a label is imported when the first one is drawn, not while the window waits for its first picture.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.fonts import MONO, SANS, SANS_BOLD
from app.labels.facts import ItemLabelFacts, RenderedLabel
from app.settings import PrinterSettings

if TYPE_CHECKING:
    from devices.label import LabelDocument


@dataclass(frozen=True, slots=True)
class PrinterLabels:
    """Makes labels for one printer; without a printer they are made all the same, and wait.

    Attributes:
        printer: its settings; None when the bench has none.
    """

    printer: PrinterSettings | None

    def document(self, facts: ItemLabelFacts, language: str) -> "LabelDocument":
        """The label as a document."""
        from app.labels.templates import item_label

        media = self.printer or PrinterSettings(name="")
        width_mm, height_mm = media.media_mm
        return item_label(facts, width_mm=width_mm, height_mm=height_mm, dpi=media.dpi, language=language)

    def render(self, facts: ItemLabelFacts, language: str) -> RenderedLabel:
        """The label as stored in the print queue."""
        document = self.document(facts, language)
        printer_language = self.printer.language if self.printer else "zpl"
        data = _drawn(document, printer_language)
        return RenderedLabel(document.to_json(), data, self.printer.name if self.printer else "")


def encode(document_json: str, language: str) -> bytes:
    """A stored label as "zpl", "pdf" or "png"; the picture is dot for dot what the printer gets."""
    from devices.label import LabelDocument

    return _drawn(LabelDocument.from_json(document_json), language)


def _drawn(document: "LabelDocument", language: str) -> bytes:
    from devices.printers.encoders import encoder
    from devices.printers.typeface import LabelFonts

    return encoder(language)(document, LabelFonts(sans=SANS, bold=SANS_BOLD, mono=MONO))
