"""The handover names what was missing from parcels and what was in them unannounced, and begins with the lead's words."""

from datetime import timedelta

import pytest

from app.domain.commands import CloseShift
from app.domain.vocabulary import Role
from reports.period import Period
from reports.run import run_report
from tests.bench.benches import BenchWalk, write_mirror
from tests.reports import paper

WORDS = "Two creams of RMA-1006 are still to come"


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """Makes the handover of a shift with one parcel as announced and one that was not, in a language and a form."""
    folder = tmp_path_factory.mktemp("differences")
    walk = BenchWalk(folder, write_mirror(folder))
    begin = walk.now
    walk.scan(walk.person("Inspector 12"))
    walk.scan("RMA-1003", "MUG", "QTY-2")
    walk.finish("A", "T-1")
    walk.scan("CLOSE")
    walk.scan("RMA-1006", "SOCKS", "UNDECLARED", "QTY-3")
    walk.finish("A", "T-1")
    walk.scan("MUG", "WRONG-ITEM")
    walk.finish("A", "T-1")
    walk.scan("CLOSE", "CLOSE")
    walk.scan(walk.person("Kari Lead", Role.LEAD))
    walk.do(CloseShift(WORDS))
    end = walk.now + timedelta(minutes=5)
    assert walk.journal.connection.execute("SELECT count(*) FROM parcel WHERE status = 'closed'").fetchone() == (2,)
    walk.close()

    def made(suffix, language="en"):
        out = folder / f"handover-{language}{suffix}"
        period = Period(begin, end, "Europe/Helsinki")
        done = run_report(
            "shift-handover", journal=walk.path, out=out, period=period, generated_at=end, language=language
        )
        return done.path.read_bytes()

    return made


def test_what_was_missing_and_what_was_not_announced_is_on_paper(report):
    text = paper.flat_text(report(".pdf"))
    assert "Parcels closed with differences 1" in text
    section = text.partition("Parcels closed with differences")[2].partition("Open and parked parcels")[0]
    for told in (
        "RMA-1006",
        "2 × Hand cream 75 ml (CREAM)",
        "3 × Socks (SOCKS)",
        "1 × Mug (MUG), wrong item",
        "Inspector 12",
    ):
        assert told in section
    assert "RMA-1003" not in section


def test_it_is_in_the_file_product_by_product(report):
    records = [
        record for record in paper.csv_records(report(".csv")) if record["Section"] == "Parcels closed with differences"
    ]
    told = [(record["What"], record["SKU"], record["Units"], record["Code"], record["With"]) for record in records]
    assert told == [
        ("missing", "CREAM", "2", "RMA-1006", "Inspector 12"),
        ("not announced", "SOCKS", "3", "RMA-1006", "Inspector 12"),
        ("wrong item", "MUG", "1", "RMA-1006", "Inspector 12"),
    ]


def test_it_is_told_in_russian(report):
    text = paper.flat_text(report(".pdf", "ru"))
    assert "Посылки, закрытые с расхождениями" in text
    assert "1 × Mug (MUG), не тот товар" in text


def test_the_leads_words_for_the_next_shift_come_before_all_figures(report):
    text = paper.flat_text(report(".pdf"))
    assert text.index(WORDS) < text.index("Done in this period")
    first = paper.csv_records(report(".csv"))[0]
    assert (first["Detail"], first["With"]) == (WORDS, "Kari Lead")
