"""From an item's facts to the bytes for this bench's label printer, and back to a picture for the screen.

A label is asked for in the commit of a decision and drawn by the print thread: nobody who scans waits for a drawing. What draws a
label is imported when the first one is drawn, not while the window waits for its first picture.
"""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import msgspec

from app.domain.commands import DrawnLabel
from app.fonts import MONO, SANS, SANS_BOLD
from app.labels.facts import ItemLabelFacts, LabelOrder
from app.settings import PrinterSettings

if TYPE_CHECKING:
    from devices.label import LabelDocument

_ORDER: Final = '{"facts":'
"""An order as JSON begins with its first field; a drawn document begins with its version."""


@dataclass(frozen=True, slots=True)
class PrinterLabels:
    """Makes labels for one printer; without a printer they are asked for all the same, and wait.

    Attributes:
        printer: its settings; None when the bench has none.
    """

    printer: PrinterSettings | None

    @property
    def name(self) -> str:
        """The printer's name in the settings; "" when there is none."""
        return self.printer.name if self.printer else ""

    def order(self, facts: ItemLabelFacts, language: str) -> str:
        """A label to be drawn later, as the print queue keeps it."""
        media = self.printer or PrinterSettings(name="")
        width_mm, height_mm = media.media_mm
        return msgspec.json.encode(LabelOrder(facts, language, width_mm, height_mm, media.dpi)).decode()

    def draw(self, stored: str) -> DrawnLabel:
        """A label of the print queue for this printer: an order is drawn for its media, not for those of the order."""
        if stored.startswith(_ORDER):
            order = _read(stored)
            stored = self.order(order.facts, order.language)
        document = document_of(stored)
        data = _encoded(document, self.printer.language if self.printer else "zpl")
        return DrawnLabel(document.to_json(), data, hashlib.sha256(data).hexdigest())


def document_of(stored: str) -> "LabelDocument":
    """What the print queue keeps of a label, as a document. Raises LabelError for anything else."""
    from app.labels.templates import item_label
    from devices.label import LabelDocument

    if not stored.startswith(_ORDER):
        return LabelDocument.from_json(stored)
    order = _read(stored)
    return item_label(
        order.facts, width_mm=order.width_mm, height_mm=order.height_mm, dpi=order.dpi, language=order.language
    )


def encode(stored: str, language: str) -> bytes:
    """A label of the print queue as "zpl", "pdf" or "png"; the picture is dot for dot what the printer gets."""
    return _encoded(document_of(stored), language)


def _read(stored: str) -> LabelOrder:
    from devices.label import LabelError

    try:
        return msgspec.json.decode(stored, type=LabelOrder)
    except msgspec.DecodeError as err:
        raise LabelError(f"Expected a label that waits to be drawn, got something else: {err}.") from err


def _encoded(document: "LabelDocument", language: str) -> bytes:
    from devices.printers.encoders import encoder
    from devices.printers.typeface import LabelFonts

    return encoder(language)(document, LabelFonts(sans=SANS, bold=SANS_BOLD, mono=MONO))
