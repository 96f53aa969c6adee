"""The sheet of command barcodes where it cannot be written."""

import sys
from pathlib import Path

import pytest

from app.errors import KnownError
from reports.command_sheet import SheetCode, SheetGroup, write_command_sheet

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
