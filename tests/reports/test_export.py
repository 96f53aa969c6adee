import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.export import money_cell, safe_text, write_csv

STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"]


def written(header, rows):
    out = io.BytesIO()
    count = write_csv(out, header, rows)
    return count, out.getvalue()


def test_the_file_is_utf8_with_a_mark_and_everything_is_quoted():
    count, data = written(["Товар", "Antall"], [("Bordlampe «Ærfugl»", 3), ("", None)])
    assert count == 2
    assert data == '\ufeff"Товар","Antall"\r\n"Bordlampe «Ærfugl»","3"\r\n"",""\r\n'.encode()


@pytest.mark.parametrize("start", STARTS)
def test_a_text_that_a_spreadsheet_would_run_is_prefixed(start):
    _, data = written(["a"], [(f"{start}cmd",)])
    value = next(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))["a"]
    assert value == f"'{start}cmd".replace("\0", "")


def test_numbers_are_exempt_and_texts_that_look_like_numbers_are_not():
    _, data = written(["a", "b", "c"], [(-5, Decimal("-0.50"), "-5")])
    assert data.decode("utf-8-sig").splitlines()[1] == '"-5","-0.50","\'-5"'


def test_money_keeps_its_two_places():
    assert str(money_cell(100)) == "1.00"
    assert str(money_cell(5)) == "0.05"
    assert str(money_cell(10**15)) == "10000000000000.00"
    assert money_cell(None) is None


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2)))
def test_every_text_comes_back_but_for_its_prefix(rows):
    _, data = written(["a", "b"], rows)
    back = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1:]
    assert back == [[safe_text(cell) for cell in row] for row in rows]
    for row, got in zip(rows, back, strict=True):
        for cell, value in zip(row, got, strict=True):
            assert value in {cell.replace("\0", ""), "'" + cell.replace("\0", "")}
            assert value[:1] not in STARTS
