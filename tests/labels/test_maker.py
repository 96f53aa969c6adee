"""A label between being asked for and being drawn."""

import pytest

from app.domain.vocabulary import Disposition, Grade, Route
from app.labels.facts import ItemLabelFacts
from app.labels.maker import PrinterLabels, document_of, encode
from app.settings import PrinterSettings
from devices.label import LabelDocument, LabelError

FACTS = ItemLabelFacts(
    "R00000000000",
    'Куртка "^XA", 42',
    "SKU-1",
    Grade.B,
    None,
    Disposition.REFURB,
    Route.REFURBISH,
    defects=("stain",),
)
WIDE = PrinterLabels(PrinterSettings(name="wide", media_mm=(100.0, 50.0), dpi=203))
SMALL = PrinterLabels(PrinterSettings(name="small", media_mm=(57.0, 32.0), dpi=300))


@pytest.mark.parametrize("labels", [WIDE, SMALL, PrinterLabels(None)])
def test_what_is_shown_before_drawing_is_what_is_drawn(labels: PrinterLabels) -> None:
    asked = labels.order(FACTS, "ru")
    drawn = labels.draw(asked)
    assert encode(asked, "zpl") == drawn.data == encode(drawn.document, "zpl")
    assert encode(asked, "png") == encode(drawn.document, "png")
    assert document_of(asked) == LabelDocument.from_json(drawn.document)


def test_a_label_that_waited_is_drawn_for_the_printer_that_prints_it() -> None:
    """It was asked for when the bench had no printer, or another one."""
    assert SMALL.draw(WIDE.order(FACTS, "en")) == SMALL.draw(SMALL.order(FACTS, "en"))


def test_a_label_that_was_drawn_stays_as_it_is() -> None:
    drawn = WIDE.draw(WIDE.order(FACTS, "en"))
    assert SMALL.draw(drawn.document).document == drawn.document


@pytest.mark.parametrize("stored", ["", "{}", '{"facts":{}}', '{"facts":{"lpn":1}}', "no JSON at all"])
def test_anything_else_is_no_label(stored: str) -> None:
    with pytest.raises(LabelError, match="Expected"):
        document_of(stored)
