"""What the lead who ended the shift wrote stands first in the handover, in full."""

import re
from datetime import timedelta

import pytest

from reports.typeface import ELLIPSIS
from reports.words import load_words
from tests.reports import paper
from tests.reports.conftest import SHIFT
from tests.reports.journal import Rows
from tests.reports.sample_journal import sample_rows

NAME = "shift-handover"
NOTE = "Gate 4 is out of order; Posti comes to gate 2."


def ended(rows, note, minutes_before=0, actor="Kari Lead"):
    rows.event(
        "bench:B07", "shift_closed", SHIFT.to_utc - timedelta(minutes=minutes_before), actor, counts=[], note=note
    )
    return rows


def quiet_rows(items):
    """Rows of a shift that nobody has ended."""
    rows = sample_rows(items)
    rows.tables["event"] = [event for event in rows.tables["event"] if event["kind"] != "shift_closed"]
    return rows


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("items", [0, 60])
def test_the_message_is_the_first_thing_below_the_head(run, language, items):
    words = load_words(language)
    data, result = run(NAME, ended(quiet_rows(items), NOTE), language=language)
    below_the_frame = words.say("page.page", page=1, pages=result.pages)
    title, done = (words.say(f"shift_handover.{name}") for name in ("shift_notes", "done"))
    first = " ".join(paper.page_texts(data)[0].split())
    assert f"{below_the_frame} {title} 16:00 · Kari Lead {NOTE} {done}" in first


@pytest.mark.parametrize("items", [0, 60])
def test_without_a_message_nothing_stands_in_its_place(run, items):
    rows = ended(quiet_rows(items), "")
    data, result = run(NAME, rows)
    text = paper.flat_text(data)
    assert "For the next shift" not in text
    assert f"Page 1 of {result.pages} {'Done in this period' if items else 'No rows'}" in text


def test_of_several_the_latest_comes_first_on_paper_and_in_the_file(run):
    def rows():
        return ended(ended(Rows(), "Older.", 300, "Bjørn Lead"), "Newer.\nSecond line.", 5)

    assert "15:55 · Kari Lead Newer. Second line. 11:00 · Bjørn Lead Older. Done" in paper.flat_text(
        run(NAME, rows())[0]
    )
    records = paper.csv_records(run(NAME, rows(), ".csv")[0])
    assert [(record["Section"], record["Detail"], record["With"]) for record in records[:2]] == [
        ("For the next shift", "Newer.\nSecond line.", "Kari Lead"),
        ("For the next shift", "Older.", "Bjørn Lead"),
    ]


def test_a_message_longer_than_a_page_goes_on_and_nothing_of_it_is_lost(run):
    note = "W" * 300 + " " + " ".join(f"word{number}" for number in range(1500))
    data, result = run(NAME, ended(Rows(), note))
    text = paper.whole_text(data)
    assert result.pages > 2
    assert ELLIPSIS not in text
    told = re.sub(r"For the next shift \(continued\)", "", text)
    assert all(f"word{number}" in told for number in range(1500))
    assert "W" * 300 in re.sub(r"\s", "", text)
    assert "For the next shift (continued)" in paper.page_texts(data)[1]


def test_nobody_signed_in_leaves_the_time_alone(run):
    assert "For the next shift 16:00 Note. Done" in paper.flat_text(run(NAME, ended(Rows(), "Note.", actor=""))[0])


def test_what_was_written_for_this_shift_is_not_handed_on_to_the_next(run):
    rows = ended(ended(Rows(), "From this shift."), "From the shift before.", 8 * 60)
    text = paper.flat_text(run(NAME, rows)[0])
    assert "From this shift." in text
    assert "From the shift before." not in text
