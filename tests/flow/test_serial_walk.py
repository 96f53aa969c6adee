"""A whole parcel by scanner alone: bytes on a serial line at one end, labels out of a socket at the other."""

import io
import threading
import time
from collections.abc import Callable
from itertools import pairwise

import pytest
import zxingcpp
from PIL import Image

from app.bench.messages import Say
from app.bench.view import Phase
from app.domain.commands import AddNote, RegisterScan
from app.labels.maker import encode
from devices.printers.simulator import PrinterSimulator, SimulatorMode
from devices.scanners.simulator import PtyScanner
from tests.bench.benches import BOX
from tests.flow.inspector import BOXES, Inspector
from tests.flow.sites import RunningSite, code_of, dockgrade, last_number, rows, texts, until

CR = b"\r"


def decoded(png: bytes) -> set[str]:
    """Everything that an independent reader finds on a label."""
    with Image.open(io.BytesIO(png)) as picture:
        return {found.text for found in zxingcpp.read_barcodes(picture)}


def unread(scanner: PtyScanner) -> int:
    """Bytes that wait on the line."""
    import fcntl
    import struct
    import termios

    return int(struct.unpack("i", fcntl.ioctl(scanner._slave, termios.FIONREAD, b"\0" * 4))[0])


def whole(site: RunningSite) -> None:
    """End the bench; the record must be whole in the eyes of a process of its own."""
    site.stop()
    verdict = dockgrade(site.home, "verify")
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr


def test_a_whole_parcel_from_badge_to_close_by_scanner_alone(
    start: Callable[[], RunningSite], badge: str, printer: PrinterSimulator
) -> None:
    site = start()
    inspector = Inspector(badge, lambda lpn: any(lpn.encode() in label for label in printer.labels), BOXES[:1])
    scans = 0
    while (word := inspector.next_scan(site.view)) != "":
        if word is None:
            printer.wait_for_labels(len(site.jobs()), 15)
            continue
        site.scan(word)
        scans += 1
        assert scans < 60, site.view
    assert site.watch.sayings()[-1] is Say.PARCEL_CLOSED
    assert site.view.phase is Phase.IDLE
    journal = site.home.journal
    assert rows(journal, "SELECT status, expected_units, received_units, missing_units FROM parcel") == [
        ("closed", 7, 6, 1)
    ]
    assert rows(
        journal, "SELECT sku, quantity, grade, disposition, route, tote, status FROM item ORDER BY identified_at"
    ) == [
        ("JUMPER", 1, "B", "CLEAN", "refurbish", "T-REFURBISH", "stowed"),
        ("SPEAKER", 1, "D", "REPAIR", "refurbish", "T-REFURBISH", "stowed"),
        ("MUG", 2, "A", "RESTOCK_B", "restock", "T-RESTOCK", "stowed"),
        ("SOCKS", 2, "E", "RECYCLE", "dispose", "T-DISPOSE", "stowed"),
    ]
    stored = rows(journal, "SELECT lpn, data, document, state FROM print_job ORDER BY created_at")
    assert printer.labels == tuple(data.rstrip() for _, data, _, _ in stored)  # type: ignore[attr-defined]
    for lpn, data, document, state in stored:
        assert state == "confirmed"
        assert encode(str(document), "zpl") == data
        assert str(lpn) in decoded(encode(str(document), "png"))
    whole(site)


def test_two_scanners_at_once_lose_nothing_and_each_keeps_its_order(site: RunningSite) -> None:
    sent = {side: [f"{side.upper()}-{number:03d}-XYZ" for number in range(40)] for side in ("left", "right")}
    site.scan("BLIND")
    before = site.watch.view
    hands = [
        threading.Thread(target=lambda side=side: [site.scanners[side].send(text) for text in sent[side]])
        for side in sent
    ]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    site.watch.wait_for(lambda view: last_number(view) >= last_number(before) + 80, "80 answers")
    noted = rows(
        site.home.journal,
        "SELECT json_extract(body, '$.scanner'), json_extract(body, '$.text') FROM event WHERE kind = 'scan_noted'"
        " ORDER BY seq",
    )
    for side, readings in sent.items():
        assert [text for scanner, text in noted if scanner == side] == readings
    assert [scanner for scanner, _ in noted] != sorted(str(scanner) for scanner, _ in noted), "they did take turns"
    whole(site)


def test_scans_that_pour_in_while_commands_are_being_committed_are_worked_one_by_one(
    site: RunningSite, printer: PrinterSimulator
) -> None:
    """Scanned as fast as the line goes, with no look at the screen: every word is there before the one ahead is on disk."""
    site.scanners["left"].baud = 0
    words = [BOX, "JUMPER", "DEFECT-STAIN", "GRADE-C", "ACCEPT", "SOCKS", "QTY-2", "GRADE-E", "MUG", "GRADE-A"]
    before = last_number(site.view)
    site.scanners["left"].send_bytes(b"".join(code_of(word).encode() + CR for word in words))
    site.watch.wait_for(lambda view: last_number(view) >= before + len(words), "all answers")
    lines = [view.scans[0].text for view in site.watch.views if view.scans]
    in_order = [text for text, following in pairwise([*lines, ""]) if text != following]
    assert in_order[-len(words) :] == texts(words)
    assert [(row.sku, row.received, row.grade) for row in site.view.parcel.rows if row.item_id] == [  # type: ignore[union-attr]
        ("JUMPER", 1, "C"),
        ("SOCKS", 2, "E"),
        ("MUG", 1, "A"),
    ]
    printer.wait_for_labels(1, 15)
    whole(site)


def test_scans_go_on_while_the_printer_stalls(site: RunningSite, printer: PrinterSimulator) -> None:
    printer.set_mode(SimulatorMode.STALL)
    site.scan(BOX, "JUMPER", "GRADE-B", "ACCEPT")
    site.wait_for_jobs("sending")
    site.scan("MUG", "QTY-3", "GRADE-A", "ACCEPT")
    assert [(row.sku, row.status) for row in site.view.parcel.rows if row.item_id] == [  # type: ignore[union-attr]
        ("JUMPER", "decided"),
        ("MUG", "decided"),
    ]
    printer.set_mode(SimulatorMode.ACCEPT)
    printer.wait_for_labels(2, 15)
    whole(site)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"6430000000047\x00\r", Say.CONTROL_CHARACTERS),
        (b"\x1b[2J6430000000047\r", Say.CONTROL_CHARACTERS),
        (b"643000\x7f0000047\r", Say.CONTROL_CHARACTERS),
        (b"\xff\xfe6430000000047\r", Say.FRAME_NOT_TEXT),
        (b"643000000004\xc3\r", Say.FRAME_NOT_TEXT),
        (b"6430000000047" * 316 + CR, Say.FRAME_TOO_LONG),  # 4108 bytes
        (b"X" * 4096 + CR, Say.UNKNOWN_CODE),
        (b"6430000000048\r", Say.WRONG_CHECK_DIGIT),
        ("\u202e6430000000047 💥\r".encode(), Say.UNKNOWN_CODE),
    ],
)
def test_bytes_that_are_no_code_are_explained_and_the_next_scan_works(
    site: RunningSite, data: bytes, says: Say
) -> None:
    site.scanners["left"].baud = 0
    site.scan(BOX)
    before = last_number(site.view)
    site.scanners["left"].send_bytes(data)
    view = site.watch.wait_for(lambda view: last_number(view) > before, "an answer")
    assert view.notice is not None
    assert (view.notice.said.say, view.notice.number) == (says, before + 1)
    assert view.notice.tone == "error"
    assert rows(site.home.journal, "SELECT count(*) FROM item") == [(0,)]
    view = site.scan("MUG")
    assert view.item is not None
    assert (view.item.sku, view.item.quantity) == ("MUG", 1)
    whole(site)


def test_half_a_frame_is_given_up_with_the_line_and_never_becomes_the_head_of_the_next_reading(
    site: RunningSite,
) -> None:
    """Unplugged in the middle of a reading, then plugged in again under the same name."""
    site.scan(BOX, "JUMPER")
    before = last_number(site.view)
    site.scanners["left"].send_bytes(b"64300000")
    until(lambda: unread(site.scanners["left"]) == 0, "the half frame to be read")
    site.scanners.unplug("left")
    site.wait_for_scanner("left", "lost")
    view = site.watch.wait_for(lambda view: last_number(view) > before, "an answer to the half frame")
    assert site.said is Say.FRAME_CUT_OFF
    assert view.item is not None
    assert view.item.sku == "JUMPER"
    site.scanners.plug("left")
    site.wait_for_scanner("left", "ready")
    view = site.scan("MUG")
    assert view.item is not None
    assert (view.item.sku, site.said) == ("MUG", Say.ITEM_ADDED)
    whole(site)


def test_the_other_scanner_works_while_one_is_unplugged(site: RunningSite) -> None:
    site.scan(BOX)
    site.scanners.unplug("left")
    site.wait_for_scanner("left", "lost")
    view = site.scan("MUG", "GRADE-A", scanner="right")
    assert view.phase is Phase.GRADED
    whole(site)


def test_a_code_cut_in_two_by_the_line_is_one_code(site: RunningSite) -> None:
    site.scan(BOX)
    before = last_number(site.view)
    for piece in (b"6430", b"00000", b"0047", b"\r"):
        site.scanners["left"].send_bytes(piece)
        time.sleep(0.3)  # longer than the port's read waits
    view = site.watch.wait_for(lambda view: last_number(view) > before, "an answer")
    assert view.item is not None
    assert (view.item.sku, last_number(view)) == ("MUG", before + 1)


def test_what_was_in_the_queue_when_the_bench_was_closed_is_worked(site: RunningSite) -> None:
    for number in range(30):
        site.site.submit(RegisterScan(f"LAST-{number}", "", "right", number * 10**9))
    site.stop()
    assert rows(site.home.journal, "SELECT count(*) FROM event WHERE kind = 'scan_noted'") == [(30,)]


def test_words_that_are_being_typed_are_kept_before_a_scan_decides_the_item(site: RunningSite) -> None:
    item = site.scan(BOX, "MUG", "GRADE-B").item
    assert item is not None
    site.site.draft.hold(AddNote("handle chipped", item.item_id))
    view = site.scan("ACCEPT")
    assert view.item is not None
    assert (view.item.note, view.phase) == ("handle chipped", Phase.DECIDED)
    other = site.scan("JUMPER").item
    assert other is not None
    site.site.draft.hold(AddNote("sleeve torn", other.item_id))
    site.stop()
    kept = rows(site.home.journal, "SELECT body FROM event WHERE kind = 'item_graded' ORDER BY seq DESC LIMIT 1")
    assert "sleeve torn" in str(kept), "the window was closed over them"
    whole(site)
