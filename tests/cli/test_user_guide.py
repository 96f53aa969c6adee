"""The user guide names keys, pages and command barcodes: each of them is there, and none is missing."""

import re
from pathlib import Path

import pytest

from app.symbols.control import control_codes


@pytest.fixture
def guide(repo_root: Path) -> str:
    return (repo_root / "docs" / "user-guide.md").read_text(encoding="utf-8")


def _rows(guide: str, heading: str) -> list[list[str]]:
    """The rows of the table whose first column has this heading."""
    _, _, table = guide.partition(f"| {heading} |")
    lines = table.partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_page_of_the_menu_is_told_with_its_key(guide: str) -> None:
    from ui.pages.menu_page import KEYS, PAGES

    told = [(row[0], row[1].split(",")[0]) for row in _rows(guide, "page")]
    assert told == [(title.source, KEYS[name]) for name, _, title in PAGES]


def test_every_function_key_of_the_bench_is_told(guide: str) -> None:
    from ui.pages.bench_keys import ACTION_KEYS

    told = [key for key, _ in _rows(guide, "key at the bench") if key.startswith("F")]
    assert set(told) == {*ACTION_KEYS, "F4", "F10"}


def test_every_command_barcode_that_is_named_can_be_scanned(guide: str) -> None:
    named = set(re.findall(r"CMD-[0-9A-Z-]+", guide))
    assert named
    assert named <= {code.code for code in control_codes()}
