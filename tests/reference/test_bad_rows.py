"""A row that cannot go in is told whole: every cell at fault, and the row counted once."""

from pathlib import Path

from app.reference.importer import import_products, import_returns
from tests.reference.files import MUG, RETURN_HEADER, write


def test_every_bad_cell_of_an_expected_line_is_told(tmp_path: Path) -> None:
    bad = ",O-1,Other,C-1,UPS,1Z,2026-13-01,soon,0,,many,,,1.2.3,EURO,"
    good = "RMA-11,O-2,Kide,,,,,,1,MUG-1,1,,,,,"
    result = import_returns(write(tmp_path, bad, good, header=RETURN_HEADER), tmp_path / "m.db", client="Kide")
    assert (result.bad_count, result.added) == (1, 1)
    assert {row.line for row in result.bad} == {2}
    assert {row.column for row in result.bad} == {
        "rma",
        "sku",
        "line",
        "quantity",
        "unit_value",
        "authorised_on",
        "return_by",
        "currency",
        "client",
    }
    assert len(result.bad) == 9, "each of them once"


def test_every_bad_cell_of_a_product_is_told_and_empty_ones_are_none(tmp_path: Path) -> None:
    bad = "X\x07,1234,,home,,12.50,,x,,perhaps,no,,no,"
    result = import_products(write(tmp_path, MUG, bad), tmp_path / "m.db")
    assert (result.bad_count, result.added) == (1, 1)
    assert [row.column for row in result.bad] == [
        "sku", "title", "gtin", "weight_g", "lot_tracked", "client", "currency"
    ]  # fmt: skip
    assert all(row.reason.startswith("Expected") for row in result.bad)
