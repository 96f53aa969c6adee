"""Labels as the bench sees them: honest states, copies, proof by scanning."""

import hashlib
import json
from dataclasses import replace

import pytest

from app.bench.messages import Say
from app.bench.view import Tone
from app.domain.commands import DrawnLabel, RecordDevice, RecordPrintResult, ReprintLabel
from app.domain.vocabulary import PrintState
from app.labels.maker import document_of, encode
from app.store.queries import JournalQueries
from tests.bench.benches import BOX, GTIN, LABELS, BenchWalk


@pytest.fixture
def job(bench: BenchWalk) -> str:
    bench.scan(BOX, "MUG", "GRADE-A", "ACCEPT")
    return str(bench.journal.connection.execute("SELECT job FROM print_job").fetchone()[0])


def set_verify(bench: BenchWalk, verify: bool) -> None:
    """Let the site want labels scanned back, or not."""
    bench.settings = replace(bench.settings, label_verify=verify)
    bench.restart()


def state(bench: BenchWalk) -> PrintState | None:
    assert bench.view.item is not None
    return bench.view.item.label_state


def drawn(bench: BenchWalk) -> list[str]:
    """What is on each label, oldest first."""
    rows = bench.journal.connection.execute("SELECT document FROM print_job ORDER BY copy, job").fetchall()
    return [encode(document, "zpl").decode() for (document,) in rows]


def test_a_label_is_asked_for_with_all_that_stands_on_it_and_drawn_later(bench: BenchWalk, job: str) -> None:
    data, sha256, stored = bench.journal.connection.execute("SELECT data, sha256, state FROM print_job").fetchone()
    assert (data, sha256, stored) == (b"", "", "queued")
    assert bench.view.item is not None
    assert bench.view.item.lpn in drawn(bench)[0]


def test_a_label_is_stored_with_its_bytes_before_anything_is_sent(bench: BenchWalk, job: str) -> None:
    asked = str(bench.journal.connection.execute("SELECT document FROM print_job").fetchone()[0])
    label = LABELS.draw(asked)
    bench.do(RecordPrintResult(job, PrintState.SENDING, drawn=label))
    columns = "data, document, sha256, state"
    stored = bench.journal.connection.execute(f"SELECT {columns} FROM print_job").fetchone()
    assert stored == (label.data, label.document, hashlib.sha256(label.data).hexdigest(), "sending")
    assert label.data.startswith(b"^XA")
    assert label.data.rstrip().endswith(b"^XZ")
    bench.do(RecordPrintResult(job, PrintState.SENT))
    sent = bench.journal.connection.execute("SELECT body FROM event WHERE kind = 'label_sent'").fetchone()[0]
    assert json.loads(sent)["sha256"] == label.sha256


def test_a_label_that_no_byte_was_sent_of_waits_as_it_was_before_it_was_drawn(bench: BenchWalk, job: str) -> None:
    """The printer that is tried next may be another one."""

    def row() -> tuple[object, ...]:
        columns = "document, data, sha256, state"
        return tuple(bench.journal.connection.execute(f"SELECT {columns} FROM print_job").fetchone())

    before = row()
    asked = str(before[0])
    bench.do(RecordPrintResult(job, PrintState.SENDING, drawn=LABELS.draw(asked)))
    assert row() != before
    bench.do(RecordPrintResult(job, PrintState.QUEUED, "absent", DrawnLabel(asked, b"", "")))
    assert row() == before


def test_a_label_that_cannot_be_drawn_has_failed_without_ever_being_sent(bench: BenchWalk, job: str) -> None:
    bench.do(RecordPrintResult(job, PrintState.FAILED, "unexpected"))
    assert bench.said is Say.LABEL_FAILED
    assert state(bench) is PrintState.FAILED
    assert bench.view.headline.say is Say.LABEL_AGAIN


@pytest.mark.parametrize("state", ["lost", "attention"])
def test_a_label_whose_printer_is_away_is_not_asked_for(bench: BenchWalk, job: str, state: str) -> None:
    bench.do(RecordDevice("label", "printer", state, "absent"))
    assert bench.view.headline.say is Say.LABEL_WAITS
    bench.do(RecordDevice("label", "printer", "ready"))
    bench.do(RecordDevice("office", "printer", state, "absent"))  # another one
    assert bench.view.headline.say is Say.SCAN_LABEL_BACK


@pytest.mark.parametrize("verify", [True, False])
def test_an_item_without_its_label_goes_into_the_tote_with_a_warning(bench: BenchWalk, verify: bool) -> None:
    set_verify(bench, verify)
    bench.scan(BOX, "JUMPER", "GRADE-B", "ACCEPT")
    bench.do(RecordDevice("label", "printer", "lost", "absent"))
    assert bench.view.headline.say is Say.LABEL_WAITS
    view = bench.scan("T-0301", "T-0301")
    assert view.notice is not None
    assert (view.notice.said.say, view.notice.tone) == (Say.STOWED_UNLABELLED, Tone.WARNING)
    assert (view.item and view.item.tote) == "T-0301"
    assert view.headline.say is Say.SCAN_ITEM  # the work goes on without the printer
    bench.do(RecordDevice("label", "printer", "ready"))
    assert bench.view.headline.say is (Say.SCAN_LABEL_BACK if verify else Say.SCAN_ITEM)


@pytest.mark.parametrize("verify", [True, False])
def test_a_label_that_failed_is_printed_again_before_the_tote(bench: BenchWalk, verify: bool) -> None:
    set_verify(bench, verify)
    bench.scan(BOX, "JUMPER", "GRADE-B", "ACCEPT")
    job = str(bench.journal.connection.execute("SELECT job FROM print_job").fetchone()[0])
    bench.do(RecordPrintResult(job, PrintState.FAILED, "misconfigured"))
    assert bench.view.headline.say is Say.LABEL_AGAIN
    bench.scan("T-0301", "T-0301")
    assert bench.said is Say.STOWED_UNLABELLED


@pytest.mark.parametrize(
    ("language", "finding", "told"),
    [
        ("en", "returned_before", "returned before"),
        ("ru", "returned_before", "возвращался ранее"),
        ("en", "differs", "wrong serial"),
    ],
)
def test_the_label_says_what_is_the_matter_with_a_serial(
    bench: BenchWalk, language: str, finding: str, told: str
) -> None:
    bench.scan(bench.person("Inspector 13", language=language))
    bench.scan(BOX, "SPEAKER", "AU-88213", "GRADE-A", "ACCEPT", "RMA-1004", "SPEAKER")
    view = bench.scan("AU-88213" if finding == "returned_before" else "AU-99999", "GRADE-A", "ACCEPT")
    assert (view.item and view.item.serial_finding) == finding
    rows = bench.journal.connection.execute("SELECT document FROM print_job ORDER BY rowid").fetchall()
    assert json.loads(rows[-1][0])["facts"]["defects"] == [told]


def test_a_label_that_is_being_printed_is_no_reason_to_warn(bench: BenchWalk) -> None:
    set_verify(bench, False)
    bench.scan(BOX, "JUMPER", "GRADE-B", "ACCEPT", "T-0301", "T-0301")
    assert bench.said is Say.STOWED


def test_sent_is_not_printed_and_only_the_scan_proves_it(bench: BenchWalk, job: str) -> None:
    bench.printed()
    assert state(bench) is PrintState.SENT
    assert bench.view.headline.say is Say.SCAN_LABEL_BACK
    bench.label_back()
    assert bench.said is Say.LABEL_CONFIRMED
    assert state(bench) is PrintState.CONFIRMED
    assert bench.view.headline.say is not Say.SCAN_LABEL_BACK


def test_a_label_nobody_knows_about_asks_the_operator_to_look(bench: BenchWalk, job: str) -> None:
    bench.do(RecordPrintResult(job, PrintState.SENDING))
    view = bench.do(RecordPrintResult(job, PrintState.UNKNOWN, "lost")).view
    assert bench.asked is Say.LABEL_LOOK
    assert view.counts.labels_unknown == 1
    view = bench.label_back()
    assert state(bench) is PrintState.CONFIRMED
    assert view.counts.labels_unknown == 0


def test_a_label_printed_again_is_marked_as_a_copy_and_the_first_one_is_void(bench: BenchWalk, job: str) -> None:
    bench.do(RecordPrintResult(job, PrintState.SENDING))
    bench.do(RecordPrintResult(job, PrintState.UNKNOWN, "lost"))
    bench.scan("REPRINT")
    assert bench.said is Say.LABEL_COPY
    rows = bench.journal.connection.execute("SELECT copy, state FROM print_job ORDER BY copy").fetchall()
    assert rows == [(0, "voided"), (1, "queued")]
    assert ["COPY" in label for label in drawn(bench)] == [False, True]


def test_a_label_that_failed_is_told_and_can_be_printed_again(bench: BenchWalk, job: str) -> None:
    bench.do(RecordPrintResult(job, PrintState.SENDING))
    bench.do(RecordPrintResult(job, PrintState.FAILED, "misconfigured"))
    assert bench.said is Say.LABEL_FAILED
    assert bench.view.item is not None
    bench.do(ReprintLabel(bench.view.item.item_id))
    assert state(bench) is PrintState.QUEUED


def lpn(bench: BenchWalk) -> str:
    assert bench.view.item is not None
    return bench.view.item.lpn


def test_a_label_that_was_taken_back_while_it_left_may_be_on_the_goods_so_the_next_has_a_number_of_its_own(
    bench: BenchWalk, job: str
) -> None:
    bench.do(RecordPrintResult(job, PrintState.SENDING))
    old = lpn(bench)
    bench.scan("UNDO")
    assert bench.kinds()[-3:] == ["label_failed", "label_voided", "event_reversed"]
    assert state(bench) is PrintState.VOIDED
    bench.do(RecordPrintResult(job, PrintState.SENT))
    bench.scan("ACCEPT")
    assert bench.said is Say.DECIDED_ANEW
    assert lpn(bench) != old
    assert state(bench) is PrintState.QUEUED


def test_a_decision_while_the_label_of_the_hold_leaves_gets_a_number_of_its_own(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG", "GRADE-A", "HOLD")
    held = str(bench.journal.connection.execute("SELECT job FROM print_job").fetchone()[0])
    bench.do(RecordPrintResult(held, PrintState.SENDING))
    old = lpn(bench)
    bench.scan("RELEASE", "ACCEPT")
    assert bench.said is Say.DECIDED_ANEW
    assert lpn(bench) != old


def test_a_label_that_only_waited_leaves_its_number_to_the_next(bench: BenchWalk, job: str) -> None:
    old = lpn(bench)
    bench.scan("UNDO", "ACCEPT")
    assert bench.said is Say.DECIDED
    assert lpn(bench) == old


def test_what_the_scanner_read_cannot_become_a_printer_command(bench: BenchWalk) -> None:
    bench.scan(BOX, "SPEAKER", "^XZ^XA^FDevil7", "GRADE-A", "DISPOSE-AS-RTV", "WHY-OTHER")
    (label,) = drawn(bench)
    assert label.count("^XA") == 1
    assert label.count("^XZ") == 1


def test_the_label_of_tracked_goods_names_lot_and_expiry(bench: BenchWalk) -> None:
    bench.scan("RMA-1006")
    bench.scan(f"010{GTIN['CREAM']}17271231" + "10L-9", aim="]d2")
    bench.scan("GRADE-A", "ACCEPT")
    (label,) = drawn(bench)
    assert "Lot L-9" in label
    assert "Exp. 2027-12-31" in label


def test_a_russian_operator_gets_a_russian_label(bench: BenchWalk) -> None:
    bench.scan("LANG-RU", BOX, "MUG", "GRADE-A", "ACCEPT")
    (document,) = bench.journal.connection.execute("SELECT document FROM print_job").fetchone()
    assert "НА СКЛАД" in json.loads(document_of(document).to_json())["elements"].__str__()


def test_the_list_of_labels_turns_its_pages_and_reads_no_more_than_it_shows(bench: BenchWalk) -> None:
    bench.scan("RMA-1003", "MUG", "GRADE-A", "ACCEPT")
    first = bench.lpn
    bench.label_back()
    bench.scan("MUG", "GRADE-B", "ACCEPT")
    second = bench.lpn
    bench.printed()
    bench.scan("SOCKS", "UNDECLARED", "GRADE-B", "ACCEPT")
    waits = bench.lpn
    asked: list[str] = []
    queries = JournalQueries(bench.path)
    try:
        assert [label.lpn for label in queries.print_jobs(9, 0)] == [waits, second, first]
        pages = [queries.print_jobs(1, number) for number in range(4)]
        assert [label.lpn for page in pages for label in page] == [waits, second, first]
        queries._connection.set_trace_callback(asked.append)
        queries.print_jobs(1, 1)
    finally:
        queries.close()
    plans = [step for sql in asked for *_, step in bench.journal.connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert plans
    assert not [step for step in plans if step.startswith("SCAN") and "USING" not in step]
