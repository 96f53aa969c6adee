"""Both reports on a journal that the bench itself has written, scan by scan."""

from datetime import timedelta

import pytest

from app.domain.vocabulary import Role
from reports.period import Period
from reports.run import run_report
from tests.bench.benches import BOX, BenchWalk, write_mirror
from tests.reports import paper


@pytest.fixture(scope="module")
def shift(tmp_path_factory):
    """A shift with some of everything: its journal, its period, and when it is reported."""
    folder = tmp_path_factory.mktemp("shift")
    walk = BenchWalk(folder, write_mirror(folder))
    begin = walk.now
    walk.scan(walk.person("Inspector 12"))
    walk.scan("RMA-1003", "MUG", "QTY-2")
    walk.finish("A", "T-1")
    walk.scan("CLOSE", "CLOSE")
    walk.scan("RMA-1007", "GIFT", "GRADE-A", "HOLD")
    walk.scan(BOX, "SOCKS", "GRADE-B", "UNDO", "GRADE-C", "no such code", "MUG", "DISP-DONATE")
    walk.scan(walk.person("Kari Lead", Role.LEAD))
    end = walk.now + timedelta(minutes=5)
    walk.close()
    return walk.path, Period(begin, end, "Europe/Helsinki"), end


def made(shift, name, suffix):
    journal, period, now = shift
    out = journal.with_name(f"{name}{suffix}")
    return run_report(name, journal=journal, out=out, period=period, generated_at=now).path.read_bytes()


def test_the_summary_has_what_was_decided(shift):
    text = paper.flat_text(made(shift, "disposition-summary", ".pdf"))
    assert "Items decided 1 Units decided 2" in text
    assert "Grand total: 1 item · 2 units · EUR 24.00" in text
    (record,) = paper.csv_records(made(shift, "disposition-summary", ".csv"))
    assert (record["SKU"], record["RMA"], record["Tote"], record["Grade"], record["Bench"]) == (
        "MUG", "RMA-1003", "T-1", "A", "B07"
    )  # fmt: skip
    assert record["Policy version"]
    assert f"policy {record['Policy version']}" in text


def test_the_handover_has_what_is_open_and_what_went_wrong(shift):
    records = paper.csv_records(made(shift, "shift-handover", ".csv"))

    def of(section):
        return [record for record in records if record["Section"] == section]

    done = {record["What"]: record["Number"] for record in of("Done in this period")}
    assert done["Parcels received"] == "3"
    assert done["Parcels closed"] == "1"
    assert done["Items decided"] == "1"
    assert {record["Code"]: record["State"] for record in of("Open and parked parcels")} == {
        "RMA-1007": "Parked", BOX: "Open"
    }  # fmt: skip
    waiting = {record["SKU"]: record["State"] for record in of("Items not decided, on hold or to clear up")}
    assert waiting == {"GIFT": "On hold", "SOCKS": "Not decided", "MUG": "Not graded"}
    (tote,) = of("Open totes")
    assert (tote["Code"], tote["Items"], tote["Units"]) == ("T-1", "1", "2")
    incidents = {record["What"] for record in of("Incidents in this period")}
    assert {"Put on hold", "Undone"} <= incidents
    assert "Code not known" in {record["What"] for record in of("Refused scans in this period")}
    text = paper.flat_text(made(shift, "shift-handover", ".pdf"))
    assert "put aside at the bench; still on hold" in text


def test_what_was_put_on_hold_after_its_decision_is_not_told_as_decided(tmp_path):
    walk = BenchWalk(tmp_path, write_mirror(tmp_path))
    begin = walk.now
    walk.scan(walk.person("Inspector 12"), "RMA-1003", "MUG", "GRADE-E", "ACCEPT")
    walk.printed()
    walk.scan("HOLD")
    end = walk.now + timedelta(minutes=5)
    walk.close()
    told = walk.path, Period(begin, end, "Europe/Helsinki"), end
    assert paper.csv_records(made(told, "disposition-summary", ".csv")) == []
    records = paper.csv_records(made(told, "shift-handover", ".csv"))
    done = {record["What"]: record["Number"] for record in records if record["Section"] == "Done in this period"}
    assert (done["Parcels received"], done["Items decided"], done["Units decided"]) == ("1", "0", "0")
    assert [record["State"] for record in records if record["SKU"] == "MUG"] == ["On hold"]
