"""What users of comparable systems complain about, each as a test; the docstrings name where they did."""

from pathlib import Path

import pytest

from app.bench.messages import Say
from app.bench.view import Phase, Sound
from app.domain.commands import RecordPrintResult
from app.domain.vocabulary import PrintState
from app.settings import Home
from devices.events import ScanReceived
from devices.printers.simulator import PrinterSimulator, SimulatorMode
from devices.scanners.framing import Framer, FrameSettings
from devices.scanners.wedge import BurstDetector, WedgeSettings
from tests.bench.benches import BOX, GTIN, PRODUCTS, BenchWalk
from tests.devices.scanners.strokes import LEFT_SHIFT, Hand, typed
from tests.flow.sites import RunningSite, dockgrade, last_number, make_home, rows


@pytest.fixture
def table_to_import(tmp_path: Path) -> tuple[Home, str]:
    """A home without goods, and a table of products."""
    table = tmp_path / "table" / "products.csv"
    table.parent.mkdir()
    table.write_text(PRODUCTS, encoding="utf-8")
    return make_home(tmp_path / "table" / "home", None, lines={}, printer=None), str(table)


def items(bench: BenchWalk) -> list[tuple[str, int]]:
    """SKU and units of what was found in the open parcel."""
    return [(row.sku, row.received) for row in bench.rows() if row.item_id]


def test_scans_that_follow_each_other_at_once_all_count(site: RunningSite) -> None:
    """Scans closer than 2 s are skipped (odoo/odoo#3564)."""
    site.scan(BOX)
    before = last_number(site.view)
    for sku in ("MUG", "JUMPER", "SOCKS"):
        site.scanners["left"].send(GTIN[sku])
    view = site.watch.wait_for(lambda view: last_number(view) == before + 3, "three answers")
    assert view.parcel is not None
    assert [row.sku for row in view.parcel.rows if row.item_id] == ["MUG", "JUMPER", "SOCKS"]


def test_the_enter_of_a_scanner_reaches_no_window() -> None:
    """The scanner's Enter presses the focused button (odoo/odoo#122125). In a real window: test_window_walk."""
    hand = Hand(BurstDetector(WedgeSettings("wedge"))).feed(typed("RMA-000123"))
    assert hand.readings == ["RMA-000123"]
    assert set(hand.seen_keys) <= {LEFT_SHIFT}, "which does nothing by itself"


def test_a_scan_needs_no_field_to_be_clicked_first(site: RunningSite) -> None:
    """The field must be clicked first (snipe-it#6476): a scan goes to the bench, not to a field. In a window: test_window_walk."""
    assert site.scan(BOX, "JUMPER").phase is Phase.IDENTIFIED


@pytest.mark.parametrize("cut", range(1, 13))
def test_one_barcode_is_one_barcode_however_the_line_cuts_it(cut: int) -> None:
    """One barcode cut in two (OCA/stock-logistics-barcode#239)."""
    framer = Framer(FrameSettings(), "left")
    frame = GTIN["MUG"].encode() + b"\r"
    found = framer.feed(frame[:cut], 0) + framer.idle(900_000_000) + framer.feed(frame[cut:], 1_000_000_000)
    assert [event.text for event in found if isinstance(event, ScanReceived)] == [GTIN["MUG"]]
    assert len(found) == 1


def test_a_double_scan_counts_once(bench: BenchWalk) -> None:
    """Double scans counted (metasfresh#21203)."""
    bench.scan(BOX, "MUG")
    bench.ns -= 800_000_000
    bench.scan("MUG")
    assert items(bench) == [("MUG", 1)]


def test_a_suppressed_scan_is_seen_heard_and_recorded(bench: BenchWalk) -> None:
    """Double scans suppressed silently (Soter#1007)."""
    bench.scan(BOX, "MUG")
    bench.ns -= 800_000_000
    view = bench.scan("MUG")
    assert bench.said is Say.SAME_SCAN_IGNORED
    assert view.notice is not None
    assert view.notice.sound is Sound.TICK
    assert bench.kinds()[-1] == "scan_noted"


@pytest.mark.parametrize("scanner_layout", ["us", "de", "fr", "fi"])
def test_a_code_is_exact_whatever_the_keyboard_layout_makes_of_it(scanner_layout: str) -> None:
    """Keyboard layout garbles codes (barcode-to-pc-server#166). Under five system layouts: test_window_walk."""
    strokes = typed("RMA-000123/X", layout=scanner_layout)
    assert all(stroke.text == "" for stroke in strokes), "what the system made of the keys is not even looked at"
    hand = Hand(BurstDetector(WedgeSettings("wedge", layout=scanner_layout))).feed(strokes)
    assert hand.readings == ["RMA-000123/X"]


def test_the_gs1_separator_arrives_and_parts_lot_from_expiry(site: RunningSite) -> None:
    """GS1 separator lost (zxing#1457)."""
    site.scan("RMA-1006")
    before = last_number(site.view)
    site.scanners["left"].send(f"01{GTIN['CREAM'].zfill(14)}10L-9\x1d17271231", aim="]d2")
    view = site.watch.wait_for(lambda view: last_number(view) > before, "an answer")
    assert view.item is not None
    assert (view.item.sku, view.item.lot, view.item.expiry) == ("CREAM", "L-9", "2027-12-31")


def test_a_label_leaves_with_the_decision_and_waits_for_nothing_else(
    site: RunningSite, printer: PrinterSimulator
) -> None:
    """Labels 30 s late (lprint#157). How many milliseconds: benchmarks; here that nothing else has to happen first."""
    site.scan(BOX, "JUMPER", "GRADE-B", "ACCEPT")
    (label,) = printer.wait_for_labels(1, 15)
    lpn = str(rows(site.home.journal, "SELECT lpn FROM item")[0][0])
    assert lpn.encode() in label


def test_the_last_scan_is_worked_without_another_one(site: RunningSite) -> None:
    """Offline scans wait for another scan (hotwax/inventory-count#1014). The bench needs no network to work a scan."""
    site.scan(BOX)
    site.scan("MUG")
    assert rows(site.home.journal, "SELECT sku FROM item") == [("MUG",)]
    assert site.view.counts.events_unsent is None


def test_every_step_can_be_taken_back_also_after_the_label(bench: BenchWalk) -> None:
    """No undo (hotwax/inventory-count#869)."""
    bench.scan(BOX, "MUG", "GRADE-A", "ACCEPT")
    bench.printed()
    steps = 0
    while bench.scan("UNDO") and bench.said is not Say.NOTHING_TO_UNDO:
        steps += 1
        assert steps < 12
    assert bench.view.parcel is None
    assert {"disposition_decided", "label_voided", "event_reversed"} <= set(bench.kinds()), "and the record keeps both"


def test_the_serial_of_the_announcement_is_asked_for_and_compared(bench: BenchWalk) -> None:
    """Serials missing on RMA (OCA/rma#381)."""
    view = bench.scan(BOX, "SPEAKER")
    assert view.headline.say is Say.SCAN_SERIAL
    assert [row.serial for row in bench.rows() if row.sku == "SPEAKER" and not row.item_id] in ([], ["AU-88213"])
    bench.scan("AU-88213")
    assert bench.said is Say.SERIAL_MATCHES
    assert bench.journal.connection.execute("SELECT serial, serial_finding FROM item").fetchall() == [
        ("AU-88213", "matches")
    ]


def test_a_serial_that_comes_back_a_second_time_goes_to_quarantine(bench: BenchWalk) -> None:
    """A serial returned twice (erpnext#13378)."""
    bench.scan(BOX, "SPEAKER", "AU-88213")
    bench.finish("A", "T-1")
    view = bench.scan("RMA-1004", "SPEAKER", "AU-88213", "GRADE-A")
    assert view.item is not None
    assert view.proposal is not None
    assert "SERIAL_MISMATCH" in view.item.defects
    assert view.proposal.code == "QUARANTINE"


def test_a_part_of_the_quantity_is_received_and_the_rest_is_missing(bench: BenchWalk) -> None:
    """Partial quantities wrong (OCA/rma#418)."""
    bench.scan("RMA-1003", "MUG")
    bench.finish("A", "T-1")
    bench.scan("CLOSE", "CLOSE")
    assert bench.journal.connection.execute("SELECT expected, received, missing FROM parcel_line").fetchall() == [
        (2, 1, 1)
    ]


def test_closing_books_what_was_there_and_nothing_more(bench: BenchWalk) -> None:
    """ "Complete all" books more than was there (OCA/stock-logistics-barcode#717)."""
    bench.scan(BOX, "JUMPER")
    bench.finish("B", "T-1")
    bench.scan("CLOSE", "CLOSE")
    assert bench.said is Say.PARCEL_CLOSED
    assert bench.journal.connection.execute("SELECT sum(quantity) FROM item").fetchone() == (1,)
    assert bench.journal.connection.execute("SELECT received_units, missing_units FROM parcel").fetchone() == (1, 6)


def test_one_box_with_several_orders_is_one_list_and_each_item_knows_its_own(bench: BenchWalk) -> None:
    """One parcel, several orders (OCA/rma#473)."""
    view = bench.scan(BOX, "JUMPER", "SOCKS")
    assert view.parcel is not None
    assert view.parcel.rmas == ("RMA-1001", "RMA-1002")
    assert bench.journal.connection.execute("SELECT sku, rma FROM item ORDER BY sku").fetchall() == [
        ("JUMPER", "RMA-1001"),
        ("SOCKS", "RMA-1002"),
    ]


def test_received_starts_at_nothing(bench: BenchWalk) -> None:
    """Received starts at expected instead of 0 (RepairDesk#1570)."""
    view = bench.scan(BOX)
    assert view.parcel is not None
    assert (view.parcel.units_received, view.parcel.units_expected) == (0, 7)
    assert {row.received for row in bench.rows()} == {0}


def test_a_return_keeps_everything_that_a_refund_needs(bench: BenchWalk) -> None:
    """Return without refund (medusa#4052).

    Recommending a refund to the shop belongs to a later letter. What holds already: the parcel cannot close while goods have no
    decision, and each unit keeps its order line, what the customer asked for, its value with its currency, and the decision.
    """
    bench.scan(BOX, "JUMPER")
    bench.scan("CLOSE")
    assert bench.said is Say.ITEMS_UNDECIDED
    bench.finish("B", "T-1")
    bench.scan("CLOSE", "CLOSE")
    connection = bench.journal.connection
    assert connection.execute("SELECT rma, rma_line, unit_value_cents, currency, disposition FROM item").fetchall() == [
        ("RMA-1001", 1, 5990, "EUR", "CLEAN")
    ]
    (asked,) = connection.execute(
        "SELECT json_extract(body, '$.lines[0].requested_outcome') FROM event WHERE kind = 'parcel_received'"
    ).fetchone()
    assert asked == "refund"


def test_the_same_thing_sent_again_makes_no_second_one(bench: BenchWalk, table_to_import: tuple[Home, str]) -> None:
    """A retry makes a second order (odoo/odoo#42862).

    A result that is told twice is recorded once, a parcel that is scanned again is the same parcel, and a file that is imported again
    changes nothing. That an event which is sent twice is stored once is shown in tests/sync and tests/faults.
    """
    bench.scan(BOX, "MUG", "GRADE-A", "ACCEPT")
    (job,) = bench.journal.connection.execute("SELECT job FROM print_job").fetchone()
    bench.do(RecordPrintResult(job, PrintState.SENDING))
    for _ in range(3):
        bench.do(RecordPrintResult(job, PrintState.SENT))
    assert bench.kinds().count("label_sent") == 1
    bench.scan("PARK", BOX, "RMA-1001", "RMA-1002")
    assert bench.count("parcel") == 1
    home, table = table_to_import
    for expected in ("8 added", "0 added, 0 changed, 8 unchanged"):
        ran = dockgrade(home, "import", "products", table)
        assert expected in ran.stdout, ran


def test_a_retry_loses_nothing_either(site: RunningSite, printer: PrinterSimulator) -> None:
    """… or loses one (odoo/odoo#16781): each label of a printer that was away comes out, once, in order."""
    printer.set_mode(SimulatorMode.REFUSE)
    site.scan(BOX, "JUMPER", "GRADE-B", "ACCEPT", "MUG", "GRADE-A")
    site.scan("ACCEPT", scanner="right")
    site.wait_for_printer("lost")
    printer.set_mode(SimulatorMode.ACCEPT)
    site.site.try_printers()
    labels = printer.wait_for_labels(2, 20)
    site.wait_for_jobs("sent", "sent")
    lpns = [str(row[0]) for row in rows(site.home.journal, "SELECT lpn FROM item ORDER BY identified_at")]
    assert [lpn.encode() in label for lpn, label in zip(lpns, labels, strict=True)] == [True, True]
