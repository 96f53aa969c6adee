"""Running a report: nothing half done, nothing hidden, every fault in words."""

import os
import sqlite3
import stat
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import KnownError
from app.store.tables import SCHEMA_VERSION
from reports.registry import REPORTS, report_kind
from reports.run import ReportCancelledError, ReportProgress, run_report
from tests.reports import paper
from tests.reports.conftest import GENERATED_AT, SHIFT
from tests.reports.journal import START, Rows, stamp
from tests.reports.sample_journal import sample_rows

NAMES = ("disposition-summary", "shift-handover")


@pytest.fixture
def journal(tmp_path):
    return sample_rows(600).write(tmp_path / "journal.db")


def make(journal, out, name="disposition-summary", **arguments):
    values = {"period": SHIFT, "generated_at": GENERATED_AT} | arguments
    return run_report(name, journal=journal, out=out, **values)


def test_the_registry_names_both_reports_and_refuses_others_by_naming_them():
    assert tuple(REPORTS) == NAMES
    assert [report_kind(name).name for name in NAMES] == list(NAMES)
    with pytest.raises(
        KnownError, match="Expected one of the reports disposition-summary, shift-handover, got 'profits'"
    ):
        report_kind("profits")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", [".pdf", ".csv", ".PDF"])
def test_progress_runs_from_nothing_to_everything(journal, tmp_path, name, suffix):
    seen = []
    result = make(journal, tmp_path / f"r{suffix}", name, progress=seen.append)
    assert seen[0] == ReportProgress(0, result.rows)
    assert seen[-1] == ReportProgress(result.rows, result.rows)
    assert [each.done for each in seen] == sorted(each.done for each in seen)
    assert (result.pages is None) == (suffix == ".csv")


@pytest.mark.parametrize("suffix", [".pdf", ".csv"])
def test_a_cancelled_report_leaves_nothing_and_an_earlier_one_as_it_was(journal, tmp_path, suffix):
    folder = tmp_path / "out"
    folder.mkdir()
    out = folder / f"r{suffix}"
    out.write_bytes(b"the earlier one")
    seen = []
    with pytest.raises(ReportCancelledError):
        make(journal, out, progress=seen.append, cancelled=lambda: len(seen) >= 2)
    assert 0 < seen[-1].done < seen[-1].total
    assert out.read_bytes() == b"the earlier one"
    assert list(folder.iterdir()) == [out]


def test_a_report_takes_the_place_of_an_earlier_one(journal, tmp_path):
    out = tmp_path / "r.csv"
    out.write_bytes(b"the earlier one")
    make(journal, out)
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not replace an open file")
def test_whoever_has_the_earlier_report_open_keeps_it_whole(journal, tmp_path):
    out = tmp_path / "r.pdf"
    out.write_bytes(b"the earlier one")
    with out.open("rb") as reader:
        make(journal, out)
        assert reader.read() == b"the earlier one"


def test_a_failure_midway_leaves_nothing(journal, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()

    def fail(progress):
        if progress.done:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        make(journal, folder / "r.pdf", progress=fail)
    assert list(folder.iterdir()) == []


def test_what_a_killed_run_left_long_ago_is_taken_away(journal, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    old, fresh = folder / ".r.pdf.0a1b2c3d.part", folder / ".r.pdf.99999999.part"
    for left in (old, fresh):
        left.write_bytes(b"half")
    os.utime(old, (time.time() - 3 * 86400,) * 2)
    make(journal, folder / "r.pdf")
    assert {path.name for path in folder.iterdir()} == {"r.pdf", fresh.name}


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("r.xlsx", "Expected a file that ends in .pdf or .csv, got r.xlsx: reports as .xlsx are not there yet."),
        ("r.docx", "Expected a file that ends in .pdf or .csv, got r.docx."),
        ("report", "Expected a file that ends in .pdf or .csv, got report."),
    ],
)
def test_another_kind_of_file_is_refused_with_those_that_exist(journal, tmp_path, file, said):
    with pytest.raises(KnownError) as caught:
        make(journal, tmp_path / file)
    assert caught.value.title == said
    assert caught.value.next_step
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"bench": "B99"}, "Expected a bench whose work is in this journal (B07), got 'B99'."),
        ({"site": "OSL"}, "Expected a site whose work is in this journal (TMP1), got 'OSL'."),
        ({"language": "xx"}, "Expected one of the languages en, ru, got 'xx'."),
    ],
)
def test_a_wrong_argument_is_told_with_both_sides(journal, tmp_path, arguments, said):
    with pytest.raises(KnownError) as caught:
        make(journal, tmp_path / "r.pdf", **arguments)
    assert caught.value.title == said
    assert caught.value.exit_code == 2


def test_a_folder_that_is_not_there_is_told(journal, tmp_path):
    with pytest.raises(KnownError, match="There is no folder") as caught:
        make(journal, tmp_path / "nowhere" / "r.pdf")
    assert caught.value.exit_code == 3


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux has a folder that is there and takes no files"
)
def test_a_folder_that_takes_no_files_is_not_said_to_be_missing(journal):
    with pytest.raises(KnownError) as caught:
        make(journal, Path("/proc/r.pdf"))
    assert caught.value.title == "/proc/r.pdf cannot be written: /proc takes no files."


def test_a_target_that_cannot_be_replaced_is_told(journal, tmp_path):
    (tmp_path / "r.pdf").mkdir()
    with pytest.raises(KnownError, match="cannot be written") as caught:
        make(journal, tmp_path / "r.pdf")
    assert caught.value.next_step
    assert not list(tmp_path.glob(".r.pdf*"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_the_file_has_the_rights_that_any_file_of_this_user_gets(journal, tmp_path):
    make(journal, tmp_path / "r.csv")
    plain = tmp_path / "plain"
    plain.touch()
    assert stat.S_IMODE((tmp_path / "r.csv").stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


def test_a_missing_journal_is_told_and_not_made(tmp_path):
    with pytest.raises(KnownError, match="There is no file"):
        make(tmp_path / "journal.db", tmp_path / "r.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_journal_of_a_newer_release_is_refused(tmp_path):
    journal = Rows().write(tmp_path / "journal.db", version=SCHEMA_VERSION + 1)
    with pytest.raises(KnownError, match="newer Dockgrade") as caught:
        make(journal, tmp_path / "r.pdf")
    assert "Update" in caught.value.next_step


def test_a_file_that_is_no_journal_is_refused(tmp_path):
    empty = tmp_path / "empty.db"
    sqlite3.connect(empty).execute("CREATE TABLE something (x)").connection.close()
    with pytest.raises(KnownError, match="Expected a journal"):
        make(empty, tmp_path / "r.pdf")
    text = tmp_path / "text.db"
    text.write_text("not a database at all, " * 100, encoding="utf-8")
    with pytest.raises(KnownError, match="damaged"):
        make(text, tmp_path / "r.pdf")


def test_a_locked_journal_is_told_with_what_to_do(tmp_path):
    journal = sample_rows(3).write(tmp_path / "journal.db")
    other = sqlite3.connect(journal, isolation_level=None)
    other.execute("PRAGMA journal_mode=DELETE")
    other.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(KnownError, match="another program") as caught:
            make(journal, tmp_path / "r.pdf")
    finally:
        other.close()
    assert caught.value.next_step


def test_what_the_bench_records_meanwhile_does_not_tear_the_report(tmp_path):
    journal = sample_rows(600).write(tmp_path / "journal.db")
    bench = sqlite3.connect(journal)

    def work(progress):
        bench.execute("UPDATE item SET disposition = 'DESTROY', route = 'dispose', quantity = quantity + 1")
        bench.commit()

    first = make(journal, tmp_path / "before.pdf")
    before = first.path.read_bytes()
    during = make(journal, tmp_path / "during.pdf", progress=work).path.read_bytes()
    bench.close()
    assert during == before
    after = paper.flat_text(make(journal, tmp_path / "after.pdf").path.read_bytes())
    assert f"Total Dispose: {first.rows} items" in after


def test_the_journal_itself_is_not_touched(tmp_path):
    journal = sample_rows(30).write(tmp_path / "journal.db")
    before = journal.read_bytes()
    for name in NAMES:
        make(journal, tmp_path / "r.pdf", name)
    assert journal.read_bytes() == before


def test_the_edges_of_the_period_are_first_inside_and_first_after(tmp_path):
    rows = Rows()
    rows.parcel()
    millisecond = timedelta(milliseconds=1)
    for moment in (START - millisecond, START, SHIFT.to_utc - millisecond, SHIFT.to_utc):
        rows.item(decided_at=stamp(moment))
    result = make(rows.write(tmp_path / "journal.db"), tmp_path / "r.csv")
    assert [record["LPN"] for record in paper.csv_records(result.path.read_bytes())] == ["R7K2M000002X", "R7K2M000003X"]


def test_a_report_of_5000_items_adds_up(tmp_path):
    rows = sample_rows(5000)
    result = make(rows.write(tmp_path / "journal.db"), tmp_path / "r.pdf")
    end = stamp(SHIFT.to_utc)
    decided = [item for item in rows.tables["item"] if item["disposition"] and item["decided_at"] < end]
    texts = paper.page_texts(result.path.read_bytes())
    assert len(texts) == result.pages
    assert f"Grand total: {len(decided):,} items · {sum(item['quantity'] for item in decided):,} units" in " ".join(
        texts[-1].split()
    )
