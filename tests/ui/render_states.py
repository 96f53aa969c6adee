"""Writes a picture of every state and page: `python -m tests.ui.render_states FOLDER [NAME …]`.

Each in both languages, in light and dark, at 1280 × 800 and 1024 × 768. They are looked at by a person before a change of the look is
accepted; no test compares pixels.
"""

import itertools
import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.vocabulary import Disposition, Grade, Route
from app.labels.facts import ItemLabelFacts
from app.labels.maker import PrinterLabels, encode
from devices.events import ScanReceived
from tests.ui.fakes import FakeCore
from tests.ui.views import STATES, russian
from ui.bridge import ViewChanged
from ui.frame import Frame, Surroundings
from ui.preferences import Preferences
from ui.sounds.player import Player

SIZES = ((1280, 800), (1024, 768))
THEMES = ("light", "dark", "contrast")
LANGUAGES = ("en", "ru")


def label_png() -> bytes:
    """An item's label as the printer gets it."""
    facts = ItemLabelFacts(
        lpn="R7K2M0012357",
        title="Aurora 20 W speaker, graphite",
        sku="AUR-20-G",
        grade=Grade.C,
        function=None,
        disposition=Disposition.REFURB,
        route=Route.REFURBISH,
        defects=("Scratch", "Accessory missing"),
        serial="AU-88213",
        client="Nordkap Elektronikk",
        bench="B07",
        site="TMP1",
        inspector="Inspector 12",
        decided_at="2026-11-20T14:32",
        rma="RMA-204417",
    )
    return encode(PrinterLabels(None).document(facts, "en").to_json(), "png")


def pages() -> dict[str, Callable[[Frame], None]]:
    """What to do to get to each page, from a state in which somebody works."""

    def devices(frame: Frame) -> None:
        frame.on_page_wanted("devices")
        frame.on_device_changed(ScanReceived("(01)06417645113204", "]C1", "left", 0))
        frame.on_device_changed(ScanReceived("0106417645113204\x1d21AU-88213", "]d2", "left", 0))

    def totes(frame: Frame) -> None:
        frame.on_page_wanted("totes")
        frame.pages["totes"].on_tote_chosen("T-0441")

    def labels(frame: Frame) -> None:
        frame.on_page_wanted("labels")
        frame.pages["labels"].on_chosen("j1")

    def search(frame: Frame) -> None:
        frame.on_page_wanted("search")
        frame.pages["parcels"].field.setText("au-882")
        frame.pages["parcels"].refresh()

    plain = ("menu", "parcels", "held", "reports", "commands", "settings", "history i1", "parcel p2")
    steps = {f"page-{name.split()[0]}": (lambda frame, name=name: frame.on_page_wanted(name)) for name in plain}
    modes = {
        "override": lambda frame: frame.bench.toggle_override(),
        "quantity": lambda frame: frame.bench.open_quantity(),
        "note": lambda frame: frame.bench.open_note(),
    }
    return {
        **steps,
        **modes,
        "page-devices": devices,
        "page-totes": totes,
        "page-search": search,
        "page-labels": labels,
    }


def render(folder: Path, names: list[str]) -> int:
    """Write the pictures; returns how many."""
    QApplication.instance() or QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    core = FakeCore(label=label_png())
    count = 0
    for theme, language, (width, height) in itertools.product(THEMES, LANGUAGES, SIZES):
        around = Surroundings("B07", Preferences(theme, language), lambda _: None, clock=lambda _: "14:32")
        frame = Frame(around, Player(0))
        frame.begin(core)
        frame.resize(width, height)
        frame.show()
        every = {**dict.fromkeys(STATES), **pages()}
        for name in names or every:
            state = STATES.get(name) or STATES["warnings" if name == "quantity" else "graded"]
            frame.on_view_changed(ViewChanged(russian(state) if language == "ru" else state, ()))
            frame.on_page_wanted("bench")
            step = pages().get(name)
            if step:
                step(frame)
            QTest.qWait(40)  # the label's picture comes from another thread
            frame.grab().save(str(folder / f"{name}-{theme}-{language}-{width}x{height}.png"))
            frame.bench.leave_mode()
            count += 1
        frame.stop()
        frame.close()
    return count


if __name__ == "__main__":
    print(render(Path(sys.argv[1]), sys.argv[2:]), "pictures")
