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

from msgspec.structs import replace
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.vocabulary import Disposition, Grade, Route
from app.labels.facts import ItemLabelFacts
from app.labels.maker import PrinterLabels, encode
from devices.events import ScanReceived
from tests.ui.fakes import CENTRAL, FakeCore
from tests.ui.people import lead, russian
from tests.ui.sync_views import SYNC
from tests.ui.views import STATES
from ui.bridge import ViewChanged
from ui.frame import Frame, Surroundings
from ui.ports import CentralRecord
from ui.preferences import Preferences
from ui.searching import Searching
from ui.sounds.player import Player

SIZES = ((1280, 800), (1024, 768))
THEMES = ("light", "dark", "contrast")
LANGUAGES = ("en", "ru")
FROM = {"quantity": "warnings", "override-anew": "decide-anew"}
"""The states in which the page's own modes are opened, where it is not that of a graded item."""


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
    return encode(PrinterLabels(None).order(facts, "en"), "png")


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

    def shift_end(frame: Frame) -> None:
        assert frame.view is not None
        frame.on_view_changed(ViewChanged(lead(frame.view), ()))
        frame.on_page_wanted("reports")
        frame.pages["reports"].on_order_wanted("end")

    def search(frame: Frame) -> None:
        frame.on_page_wanted("search")
        page = frame.pages["parcels"]
        page.field.setText("au-882")
        page.refresh()
        searching = page.findChild(Searching)
        while not searching.done:
            QTest.qWait(5)

    def sync(name: str) -> Callable[[Frame], None]:
        def show(frame: Frame) -> None:
            assert frame.view is not None
            frame.on_view_changed(ViewChanged(replace(frame.view, sync=SYNC.get(name)), ()))
            if frame.core is not None:
                frame.core.server = CentralRecord("", CENTRAL.series[:1]) if name == "alone" else CENTRAL
            frame.on_page_wanted("sync")

        return show

    def conflict(row: int, side: int | None, *, leads: bool = True) -> Callable[[Frame], None]:
        def show(frame: Frame) -> None:
            assert frame.view is not None
            shown = replace(frame.view, sync=SYNC["error"])
            frame.on_view_changed(ViewChanged(lead(shown) if leads else shown, ()))
            frame.on_page_wanted("conflicts")
            page = frame.pages["conflicts"]
            page.on_case_chosen(page.list.tiles[row].record.key)
            if side is not None:
                page.choose_side(side)

        return show

    def menu_with_conflicts(frame: Frame) -> None:
        assert frame.view is not None
        frame.on_view_changed(ViewChanged(replace(frame.view, sync=SYNC["offline"]), ()))
        frame.on_page_wanted("menu")

    plain = ("menu", "parcels", "held", "reports", "commands", "settings", "history i1", "parcel p2")
    steps = {f"page-{name.split()[0]}": (lambda frame, name=name: frame.on_page_wanted(name)) for name in plain}
    modes = {
        "override": lambda frame: frame.bench.toggle_override(),
        "override-anew": lambda frame: frame.bench.toggle_override(),
        "quantity": lambda frame: frame.bench.open_quantity(),
        "note": lambda frame: frame.bench.open_note(),
        "turned": lambda frame: frame.bench.tiles.on_turned(),
    }
    servers = {f"page-server-{name}": sync(name) for name in (*SYNC, "alone", "starting")}
    conflicts = {
        "page-conflicts": conflict(0, None),
        "page-conflicts-chosen": conflict(0, 1),
        "page-conflicts-inspector": conflict(0, 0, leads=False),
        "page-conflicts-odd": conflict(1, 0),
        "page-conflicts-parcel": conflict(2, 0),
        "page-conflicts-item": conflict(3, 1),
        "page-conflicts-label": conflict(4, None, leads=False),
        "page-menu-conflicts": menu_with_conflicts,
    }
    return {
        **steps,
        **modes,
        **servers,
        **conflicts,
        "page-devices": devices,
        "page-totes": totes,
        "page-search": search,
        "page-shift-end": shift_end,
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
            state = STATES.get(name) or STATES[FROM.get(name, "graded")]
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
