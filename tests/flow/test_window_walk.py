"""The real program in a real window, worked by a scanner that types under five keyboard layouts, and by a person's keys."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from app.domain.vocabulary import Role
from app.settings import Home
from app.store.verify import verify_journal
from devices.printers.simulator import PrinterSimulator
from tests.bench.benches import BOX, GTIN
from tests.flow.conftest import INSPECTOR
from tests.flow.sites import add_person, make_home, rows
from tests.flow.windows import HOLD_MS, PATIENCE_S, Window
from tests.ui_wedge.test_real_window import A_KEY, D_KEY, keys
from tests.x_server import screen, window_manager

pytestmark = [
    pytest.mark.x11,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Real windows are tried on X11."),
]

ENTER, ESCAPE, F6, F8, F9, F10 = "Return", "Escape", "F6", "F8", "F9", "F10"
F_KEY = "41"
ITEMS = (
    "SELECT sku, quantity, grade, disposition, tote FROM item WHERE status <> 'voided' ORDER BY identified_at, item_id"
)
Open = Callable[[], Window]


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A screen as large as the bench's, with a window manager."""
    with screen(1280, 800) as display, window_manager(display):
        yield display


@pytest.fixture
def wedge_home(tmp_path: Path, mirror: Path, printer: PrinterSimulator) -> Home:
    return make_home(tmp_path / "home", mirror, lines={}, printer=printer.address, wedge_hold_ms=HOLD_MS)


@pytest.fixture
def wedge_badge(wedge_home: Home) -> str:
    return add_person(wedge_home, INSPECTOR)


@pytest.fixture
def open_window(wedge_home: Home, wedge_badge: str, display: str, tmp_path: Path) -> Iterator[Open]:
    """Opens the program; at the end the record must be whole and nothing may have complained."""
    windows: list[Window] = []
    log = tmp_path / "window.log"

    def begin() -> Window:
        windows.append(Window(wedge_home, display, log=log))
        return windows[-1]

    yield begin
    for window in windows:
        window.close()
        window.keyboard.use_layout("us")
    assert verify_journal(wedge_home.journal).faults == ()
    assert "Traceback" not in log.read_text(encoding="utf-8", errors="replace")
    assert not list(wedge_home.logs.glob("crash-*"))


def finish(window: Window, printer: PrinterSimulator, lpn: str, labels: int, tote: str) -> None:
    """Take the label from the printer, scan it back, put the item into a tote that has to be opened."""
    printer.wait_for_labels(labels, PATIENCE_S)
    window.scan(lpn)
    window.expect("SELECT state FROM print_job WHERE lpn = ?", ("confirmed",), values=(lpn,))
    window.scan(tote, twice=True)
    window.expect("SELECT tote FROM item WHERE lpn = ?", (tote,), values=(lpn,))


def newest_lpn(window: Window) -> str:
    return str(
        rows(window.home.journal, "SELECT lpn FROM item ORDER BY identified_at DESC, item_id DESC LIMIT 1")[0][0]
    )


def test_parcels_from_badge_to_close_by_a_scanner_that_types_under_five_layouts(
    open_window: Open, wedge_badge: str, printer: PrinterSimulator, tmp_path: Path
) -> None:
    window = open_window()
    window.keyboard.use_layout("us")
    window.sign_in(wedge_badge)
    window.scan(BOX, "JUMPER", "DEFECT-STAIN", "GRADE-C", "ACCEPT")
    window.expect("SELECT sku, grade, disposition, defects FROM item", ("JUMPER", "C", "DONATE", "STAIN"))
    finish(window, printer, newest_lpn(window), 1, "T-0301")
    window.scan("SPEAKER", "AU-88213", "GRADE-D", "ACCEPT")
    window.expect("SELECT serial, serial_finding FROM item WHERE disposition = 'REPAIR'", ("AU-88213", "matches"))
    finish(window, printer, newest_lpn(window), 2, "T-0302")
    window.scan("CLOSE", twice=True)
    window.expect("SELECT status, received_units, missing_units FROM parcel", ("closed", 2, 5))
    labels = 2
    for layout, box, sku, grade in (
        ("ru", "RMA-1003", "MUG", "A"),
        ("fi", "RMA-1008", "BANK", "C"),
        ("fr", "RMA-1007", "GIFT", "B"),
        ("de", "BLIND", "SOCKS", "E"),
    ):
        window.keyboard.use_layout(layout)
        window.scan("SIGN-OUT", wedge_badge)
        window.expect_session(lambda session: "person" in session)
        window.scan(box, sku, f"GRADE-{grade}", "ACCEPT")
        labels += 1
        window.expect("SELECT count(*) FROM item WHERE sku = ? AND grade = ?", (1,), values=(sku, grade))
        printer.wait_for_labels(labels, PATIENCE_S)
    shot = tmp_path / "window.png"
    window.screenshot(shot)
    with Image.open(shot) as picture:
        assert picture.size == (1280, 800)
        assert len(picture.convert("RGB").getcolors(1 << 24) or ()) > 50
    window.scan("SIGN-OUT")
    window.expect_session(lambda session: "person" not in session)


def test_scans_reach_the_bench_while_a_page_is_open_or_a_field_has_the_focus_and_their_enter_presses_nothing(
    open_window: Open, wedge_badge: str
) -> None:
    window = open_window()
    window.sign_in(wedge_badge)
    window.scan(BOX, "MUG")
    window.expect(ITEMS, ("MUG", 1, None, None, None))
    window.keyboard.press(F10)  # the menu is in sight
    window.scan("MUG")
    window.expect(ITEMS, ("MUG", 2, None, None, None))
    window.keyboard.press("ctrl+f")  # the search field has the focus
    window.scan("MUG")
    window.expect(ITEMS, ("MUG", 3, None, None, None))
    window.keyboard.press("ctrl+f")
    window.type("x", "y")
    window.scan("GRADE-A")  # in the middle of typing
    window.expect(ITEMS, ("MUG", 3, "A", None, None))
    window.scan("NOTHING-KNOWN")  # on the screen Enter would now accept the proposal
    window.expect_noted("unknown_code", 1)
    window.scan("UNDO")
    window.expect(ITEMS, ("MUG", 3, None, None, None))
    window.keyboard.press("F5")  # the note has the focus
    window.type("o")
    window.scan("GRADE-B")
    window.expect(ITEMS, ("MUG", 3, "B", None, None))
    window.type("k", "Return")
    notes = "SELECT json_extract(body, '$.note') FROM event WHERE kind = 'item_graded' ORDER BY hlc"
    window.expect(notes, ("",), ("o",), ("o",), ("ok",))  # what was typed goes before the scan
    window.keyboard.press("F5")
    window.type("x")
    window.scan("ACCEPT")  # nobody has kept the note
    window.expect("SELECT status, grade FROM item", ("decided", "B"))
    window.expect(notes, ("",), ("o",), ("o",), ("ok",), ("okx",))
    texts = rows(
        window.home.journal,
        "SELECT json_extract(body, '$.text') FROM event WHERE kind = 'scan_noted'"
        " AND json_extract(body, '$.outcome') <> 'sign_in_first'",  # half of the badge, while the program started
    )
    assert texts == [("NOTHING-KNOWN",)], "and what was typed into the field was taken for no scan"
    for page in "123456789":
        window.keyboard.press(f"ctrl+{page}")
        window.scan(f"PAGE-{page}-OPEN")
        window.expect_noted("unknown_code", 1 + int(page))
    window.expect("SELECT quantity, status, tote FROM item", (3, "decided", None))


def test_a_parcel_by_keys_alone(
    open_window: Open, wedge_badge: str, wedge_home: Home, printer: PrinterSimulator
) -> None:
    """A badge is scanned; everything after it can be typed."""
    lead = add_person(wedge_home, "Lead 1", Role.LEAD, pin="4711")
    window = open_window()
    window.sign_in(wedge_badge)
    window.scan("SIGN-OUT", lead)
    window.expect_session(lambda session: "person" not in session)
    window.type("4", "7", "1", "1", ENTER)
    window.expect_session(lambda session: session.get("person") == "Lead 1")
    window.keyboard.press("ctrl+f")
    window.type(*keys("RMA-1001", end=None), ENTER)
    window.expect("SELECT label FROM parcel", (BOX,))
    window.keyboard.press("ctrl+f")
    window.type(*keys(GTIN["MUG"], end=None), ENTER)
    window.expect(ITEMS, ("MUG", 1, None, None, None))
    window.type(F9, "2", ENTER)
    window.expect(ITEMS, ("MUG", 2, None, None, None))
    window.type("d")
    window.expect(ITEMS, ("MUG", 2, "D", None, None))
    window.type(F8)
    window.expect(ITEMS, ("MUG", 2, None, None, None))
    window.type("a")
    window.expect(ITEMS, ("MUG", 2, "A", None, None))
    window.type(F6)
    window.expect("SELECT status FROM item", ("held",))
    printer.wait_for_labels(1, PATIENCE_S)
    window.expect("SELECT state FROM print_job", ("sent",))
    window.type(F8)  # its label has been printed: the bench asks once more
    window.type(ENTER)
    window.expect("SELECT status FROM item", ("graded",))
    window.type(ENTER)
    window.expect("SELECT status, disposition FROM item", ("decided", "RESTOCK_B"))
    printer.wait_for_labels(2, PATIENCE_S)


def test_keys_work_where_the_only_layout_has_no_latin_letters(open_window: Open, wedge_badge: str) -> None:
    window = open_window()
    window.sign_in(wedge_badge)
    window.keyboard.use_layout("ru")
    window.scan(BOX, "MUG")
    window.expect(ITEMS, ("MUG", 1, None, None, None))
    window.type(D_KEY)
    window.expect(ITEMS, ("MUG", 1, "D", None, None))
    window.type(f"ctrl+{F_KEY}")  # the search field takes the next letter
    window.type(A_KEY, ESCAPE)
    window.type(F8)
    window.expect(ITEMS, ("MUG", 1, None, None, None))


def test_a_window_that_is_killed_in_the_middle_of_a_parcel_opens_where_it_was(
    open_window: Open, wedge_badge: str, printer: PrinterSimulator
) -> None:
    window = open_window()
    window.sign_in(wedge_badge)
    window.scan(BOX, "JUMPER", "GRADE-B", "ACCEPT")
    printer.wait_for_labels(1, PATIENCE_S)
    lpn = newest_lpn(window)
    window.expect("SELECT state FROM print_job", ("sent",))
    window.scan("MUG", "QTY-2")
    window.expect("SELECT sku, quantity FROM item ORDER BY identified_at", ("JUMPER", 1), ("MUG", 2))
    before = window.session()
    window.kill()
    assert verify_journal(window.home.journal).faults == ()
    window = open_window()
    assert window.session() == before
    window.until_it_hears()
    assert window.session() == before, "nobody has to sign in again"
    window.scan("GRADE-A")
    window.expect("SELECT sku, grade FROM item ORDER BY identified_at", ("JUMPER", "B"), ("MUG", "A"))
    window.scan(lpn)
    window.expect("SELECT state FROM print_job", ("confirmed",))
    assert len(printer.labels) == 1, "not sent a second time"
