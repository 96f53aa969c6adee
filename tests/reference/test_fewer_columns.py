"""Files that tell less than an earlier one did."""

import pytest
from msgspec.structs import replace

from app.reference.importer import import_products, import_returns
from app.reference.lookup import Lookup
from tests.reference.files import CREAM, LAMP, MUG, write


@pytest.fixture
def mirror(tmp_path):
    return tmp_path / "mirror.db"


def _counts(result):
    return result.read, result.added, result.changed, result.unchanged, result.bad_count


def test_a_file_with_fewer_columns_changes_what_it_tells_and_nothing_else(tmp_path, mirror):
    import_products(write(tmp_path, MUG, LAMP, CREAM), mirror)
    before = Lookup(mirror).product("Aava", "CREAM-1")
    header = "sku,gtin,title,category,client\n"
    titles = tmp_path / "titles.csv"
    titles.write_text(f"{header}CREAM-1,{before.gtins[0]},Cream for hands,hygiene,Aava\n", encoding="utf-8")
    result = import_products(titles, mirror)
    assert _counts(result) == (1, 0, 1, 0, 0)
    assert "as it was in others" in result.warnings[0]
    assert Lookup(mirror).product("Aava", "CREAM-1") == replace(before, title="Cream for hands", category="hygiene")
    assert _counts(import_products(titles, mirror)) == (1, 0, 0, 1, 0)


def test_returns_with_fewer_columns_keep_how_they_are_found(tmp_path, mirror):
    full = tmp_path / "returns.csv"
    full.write_text(
        "rma,line,client,sku,quantity,tracking,serial,order\nRMA-9,1,Kide,MUG-1,2,JJFI00000000000000001,SN-77,O-5\n",
        encoding="utf-8",
    )
    import_returns(full, mirror)
    few = tmp_path / "few.csv"
    few.write_text("rma,line,sku,quantity\nRMA-9,1,MUG-1,3\n", encoding="utf-8")
    result = import_returns(few, mirror, client="Kide")
    assert _counts(result) == (1, 0, 1, 0, 0)
    assert "client" not in result.warnings[0].split(":")[0]
    (line,) = Lookup(mirror).returns_by_tracking("JJFI00000000000000001")
    assert (line.quantity, line.serial, line.order, line.client) == (3, "SN-77", "O-5", "Kide")


def test_a_currency_without_values_changes_the_currency_of_no_value(tmp_path, mirror):
    import_products(write(tmp_path, MUG), mirror)
    before = Lookup(mirror).product("Kide", "MUG-1")
    money = tmp_path / "money.csv"
    money.write_text(
        f"sku,gtin,title,category,client,currency\nMUG-1,{before.gtins[0]},Mug,home,Kide,SEK\n", encoding="utf-8"
    )
    result = import_products(money, mirror)
    assert _counts(result) == (1, 0, 0, 1, 0)
    assert Lookup(mirror).product("Kide", "MUG-1") == before
