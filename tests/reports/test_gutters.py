"""Texts of neighbouring columns stay apart, however long they are, most of all beside numbers."""

import pytest

from reports.columns import GUTTER, gutters
from tests.reports import paper
from tests.reports.journal import minutes, stamp
from tests.reports.sample_journal import sample_rows
from tests.reports.test_nothing_cut import HANDOVER, SUMMARY, wide_rows

WORD_SPACE = 2.0  # points, in a text of 7


def long_rows():
    rows = wide_rows()
    for tote in rows.tables["tote"]:
        tote |= {"opened_by": "Anna-Maria Korhonen-Lindqvist", "code": f"{tote['code']}-{'W' * 30}"}
    for item in rows.tables["item"]:
        item["quantity"] = 12345
    for number, parcel in enumerate(rows.tables["parcel"]):
        rows.line(parcel["parcel_id"], line=2, sku="W" * 40, title="W" * 90, expected=98765, received=0, missing=98765)
        parcel["closed_by"] = "W" * 60
        if number % 3 == 0:
            parcel |= {"status": "parked", "closed_at": None, "received_units": 98765, "expected_units": 98765}
        parcel["received_at"] = stamp(minutes(-7 * 7 * 24 * 60))
    return rows


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("name", [SUMMARY, HANDOVER])
def test_no_text_comes_near_the_next(run, name, language):
    for rows in (long_rows(), sample_rows(60)):
        gaps = paper.gaps(run(name, rows, language=language)[0])
        assert len(gaps) > 150
        assert [gap for gap in gaps if gap[2] < 2.5 * WORD_SPACE] == []


def test_beside_numbers_there_is_more_room(run):
    heads = [points for one, _, points in paper.gaps(run(HANDOVER, long_rows())[0]) if one == "Units"]
    assert len(heads) >= 3
    assert min(heads) > 5 * WORD_SPACE
    gaps = paper.gaps(run(SUMMARY, long_rows())[0])
    grades = {"N F3", "A F3", "B F3", "C F3", "D F3", "E F3"}
    beside_numbers = [points for one, other, points in gaps if one == "12,345" or other in {"12,345", *grades}]
    assert len(beside_numbers) > 100
    assert min(beside_numbers) > 4 * WORD_SPACE


def test_only_what_stands_beside_a_number_or_in_the_middle_has_a_gutter():
    assert gutters(["left", "left", "right", "right", "left", "middle", "left"]) == [
        0.0, 0.0, GUTTER, GUTTER, GUTTER, GUTTER, GUTTER
    ]  # fmt: skip
    assert gutters(["right"]) == [0.0]
    assert gutters([]) == []
