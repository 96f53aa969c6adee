"""The sheet of command barcodes: an even grid, and what is said where it cannot be written."""

import sys
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from app.cli.sheets import HEADINGS, write_sheet
from app.errors import KnownError
from app.symbols.control import control_codes
from reports.command_sheet import (
    BAR_HEIGHT,
    CELL_HEIGHT,
    MARGIN,
    MM,
    MODULE,
    PADDING,
    WIDTH,
    SheetCode,
    SheetGroup,
    write_command_sheet,
)
from reports.typeface import ELLIPSIS
from tests.reports import paper

GROUPS = [SheetGroup("Work", [SheetCode("!ACCEPT", "Take it")])]


def refusal(out: Path) -> KnownError:
    with pytest.raises(KnownError) as caught:
        write_command_sheet(out, "Commands", lambda page, pages: f"{page}/{pages}", GROUPS)
    assert "Errno" not in caught.value.title
    assert ".part" not in caught.value.title
    assert "--out" in caught.value.next_step
    return caught.value


def test_a_place_that_is_a_folder_is_told_and_nothing_is_left(tmp_path):
    out = tmp_path / "sheet.pdf"
    out.mkdir()
    assert refusal(out).title.startswith(f"{out} cannot be written: ")
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux has a folder that is there and takes no files"
)
def test_a_folder_that_takes_no_files_is_told():
    assert refusal(Path("/proc/sheet.pdf")).title == "/proc/sheet.pdf cannot be written: /proc takes no files."


def test_a_folder_that_is_not_there_is_told(tmp_path):
    assert refusal(tmp_path / "none" / "sheet.pdf").title == f"There is no folder {tmp_path / 'none'}."


def rectangles(page):
    """(left, right, bottom, top) of everything drawn on a page that is not text, in points."""
    found = (item.get_bounds() for item in page.get_objects() if item.type == pdfium.FPDF_PAGEOBJ_PATH)
    return [(left, right, bottom, top) for left, bottom, right, top in found]


def columns_of(cell):
    """Where a cell begins and how wide it is, in half sheets; fractions where it stands beside the grid by more than its line."""
    left, right = (2 * (edge - MARGIN) / WIDTH for edge in cell[:2])
    return tuple(round(value) if abs(value - round(value)) < 0.01 else value for value in (left, right - left))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_all_cells_stand_in_one_grid_with_their_bars_at_one_place(tmp_path, language):
    out = tmp_path / "sheet.pdf"
    write_sheet(out, language)
    document = pypdfium2.PdfDocument(out)
    try:
        pages = [rectangles(page) for page in document]
        words = [page.get_textpage().get_text_range().splitlines() for page in document]
    finally:
        document.close()
    cells = 0
    for page, lines in zip(pages, words, strict=True):
        framed = [each for each in page if each[3] - each[2] > BAR_HEIGHT + MM]
        bars = [each for each in page if each not in framed]
        cells += len(framed)
        assert {columns_of(each) for each in framed} <= {(0, 2), (0, 1), (1, 1)}
        for left, right, bottom, top in framed:
            assert top - bottom == pytest.approx(CELL_HEIGHT, abs=1)
            inside = [bar for bar in bars if left < bar[0] < right and bottom < bar[2] < top]
            assert min(bar[0] for bar in inside) == pytest.approx(left + PADDING, abs=1)
            assert max(bar[1] for bar in inside) < right - 10 * MODULE
        # A heading, then cells, on every page.
        assert lines[2] in HEADINGS[language].values()
        assert ELLIPSIS not in "".join(lines)
    assert cells == len(control_codes())


def test_a_small_group_is_not_parted_and_a_long_one_repeats_its_heading(tmp_path):
    out = tmp_path / "sheet.pdf"
    groups = [
        SheetGroup("Long", [SheetCode(f"CMD-A-{number}", f"Long {number}") for number in range(46)]),
        SheetGroup("Small", [SheetCode(f"CMD-B-{number}", f"Small {number}") for number in range(12)]),
    ]
    assert write_command_sheet(out, "Commands", lambda page, pages: f"{page}/{pages}", groups) == 3
    texts = paper.page_texts(out.read_bytes())
    assert [("Long" in text, "Small" in text) for text in texts] == [(True, False), (True, False), (False, True)]
    assert texts[2].count("Small ") == 12


def test_a_code_wider_than_half_the_paper_takes_its_whole_group_into_one_column(tmp_path):
    out = tmp_path / "sheet.pdf"
    groups = [SheetGroup("Wide", [SheetCode("CMD-A", "First"), SheetCode("CMD-" + "A" * 24, "Second")])]
    write_command_sheet(out, "Commands", lambda page, pages: f"{page}/{pages}", groups)
    document = pypdfium2.PdfDocument(out)
    try:
        framed = [each for each in rectangles(document[0]) if each[3] - each[2] > BAR_HEIGHT + MM]
    finally:
        document.close()
    assert len(framed) == 2
    assert {columns_of(each) for each in framed} == {(0, 2)}
