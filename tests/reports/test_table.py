import io
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import BugError
from reports.columns import Column, Width, share_width
from reports.page import MM, Frame, Paper, Sheet, print_pages
from reports.table import Group, Table, Total, lines_of
from tests.reports import paper

FRAME = Frame(
    title="A table",
    facts=((("Site", "TMP1"),),),
    foot="foot",
    page_of=lambda page, pages: f"page {page} of {pages}",
    reprint="",
    report_id="RPT-000000000001",
    author="",
    subject="",
    generated_at=datetime(2025, 11, 20, tzinfo=UTC),
    version="0",
    language="en",
)
COLUMNS = (Column("Head one", 60 * MM), Column("Head two", 40 * MM, "right"))


def printed(table, rows):
    out = io.BytesIO()
    pages = print_pages(Paper.LANDSCAPE, FRAME, out, lambda sheet: table.draw(sheet, lambda: iter(rows)))
    texts = paper.page_texts(out.getvalue())
    assert len(texts) == pages
    return texts


def cells(number):
    return (f"row{number}", f"cell{number}")


@settings(max_examples=25)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=6))
def test_every_row_is_on_paper_once_in_order_under_a_head_and_its_group(sizes):
    groups = [
        Group(size, f"group {number}.", (Total([f"total {number}.", ""], span=2),)) for number, size in enumerate(sizes)
    ]
    table = Table(COLUMNS, groups, continued=lambda title: f"{title} goes on")
    texts = printed(table, [cells(number) for number in range(sum(sizes))])
    assert re.findall(r"row(\d+)\b", "\n".join(texts)) == [str(number) for number in range(sum(sizes))]
    for text in texts:
        assert text.count("Head one") == 1
        # Nobody has to turn back to know which group a row is of, and no total stands apart from its last row.
        body = text[text.index("Head two") :].split("\n")[1:]
        assert re.match(r"group \d+\.", body[0])
        for line, before in zip(body[1:], body, strict=False):
            if line.startswith("total"):
                assert before.startswith("row")
        assert not re.match(r"group \d+\.", body[-1])


def test_the_last_page_says_its_number_of_all():
    texts = printed(Table(COLUMNS, [Group(100)]), [cells(number) for number in range(100)])
    assert [re.search(r"page \d+ of \d+", text)[0] for text in texts] == [
        f"page {number} of {len(texts)}" for number in range(1, len(texts) + 1)
    ]


def test_rows_of_several_lines_take_the_room_they_need():
    columns = (Column("A", 26 * MM, wrap=True), Column("B", 40 * MM))
    rows = [("one two three four five six seven eight nine ten", "x"), ("short", "first\nsecond"), ("short", "x")]
    lines = lines_of(Sheet(Paper.PORTRAIT, FRAME), columns, rows)
    assert lines == [3, 2, 1]
    table = Table(columns, [Group(3)], lines=lines)
    assert table.height == pytest.approx(table.head_height + sum(map(table.height_of, lines)))
    assert "ten" in printed(table, rows)[0]


def test_every_part_of_a_cell_goes_on_in_lines_of_its_own():
    columns = (Column("A", 30 * MM, wrap=True, strong=True), Column("B", 40 * MM))
    rows = [("RWWWW000000W RWWWW000000W\nRMA-204417, RMA-204418, RMA-204419", "x"), ("short", "x")]
    lines = lines_of(Sheet(Paper.PORTRAIT, FRAME), columns, rows)
    assert lines == [5, 1]
    text = printed(Table(columns, [Group(2)], lines=lines), rows)[0].replace("\n", " ")
    assert "RWWWW000000W RWWWW000000W RMA-204417, RMA-204418, RMA-204419 x short x" in " ".join(text.split())


def test_a_bold_text_is_measured_in_bold():
    bold = Sheet(Paper.PORTRAIT, FRAME).face(bold=True).width("RWWWW000000W", 7)
    plain = Sheet(Paper.PORTRAIT, FRAME).face().width("RWWWW000000W", 7)
    assert plain < bold
    room = (plain + bold) / 2 + 2 * Table.PADDING
    for strong, lines in ((False, [1]), (True, [2])):
        columns = (Column("A", room, wrap=True, strong=strong),)
        assert lines_of(Sheet(Paper.PORTRAIT, FRAME), columns, [("RWWWW000000W",)]) == lines


@pytest.mark.parametrize("rows", [2, 4])
def test_other_rows_than_promised_are_a_bug(rows):
    with pytest.raises(BugError, match="Expected 3 rows, got"):
        printed(Table(COLUMNS, [Group(3)]), [cells(number) for number in range(rows)])


def test_a_table_that_draws_other_pages_than_it_counted_is_a_bug():
    def draw(sheet):
        if sheet.drawing:
            sheet.new_page()

    with pytest.raises(BugError, match="Expected 1 pages, drew 2"):
        print_pages(Paper.PORTRAIT, FRAME, io.BytesIO(), draw)


WIDTHS = st.builds(
    lambda floor, between, more, stretch: Width(floor + between, floor + between + more, stretch, floor),
    st.floats(5, 50),
    st.floats(0, 30),
    st.floats(0, 100),
    st.floats(0, 3),
)


@given(st.lists(WIDTHS, min_size=1, max_size=15), st.floats(100, 800))
def test_shared_widths_fill_the_total_and_respect_the_least_and_then_the_floor(widths, total):
    shared = share_width(widths, total)
    if any(width.stretch for width in widths) or sum(shared) > sum(width.most for width in widths) - 1e-6:
        assert sum(shared) == pytest.approx(total, rel=1e-6) or sum(width.most for width in widths) < total
    assert sum(shared) <= total + 1e-6
    if sum(width.least for width in widths) <= total:
        assert all(got >= width.least - 1e-6 for got, width in zip(shared, widths, strict=True))
    elif sum(width.floor for width in widths) <= total:
        assert all(width.floor - 1e-6 <= got <= width.least + 1e-6 for got, width in zip(shared, widths, strict=True))
