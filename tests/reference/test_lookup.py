"""What the bench finds, and what it finds when there is nothing to find it in."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from app.reference.importer import import_products, import_returns
from app.reference.lookup import Lookup, MirrorCounts, SearchHit
from app.reference.schema import metadata
from tests.reference.files import CREAM, LAMP, MUG, RETURN_HEADER, write

RETURNS = (
    "RMA-10,O-1,Kide,C-1,UPS,1Z999AA10123456784,,2026-11-30,1,MUG-1,2,,,,,",
    "RMA-10,O-1,Kide,C-1,,,,2026-11-30,2,LAMP-1,1,,SN-100,,,",
    "RMA-11,O-2,Kide,Anna,UPS,1Z 999AA1 0123456784,,2026-11-10,1,MUG-1,1,,,,,",
    "RMA-12,O-3,Aava,C-3,Posti,(00)095200010000000015,,,1,CREAM-1,3,,,,,",
    "RMA-13,O-4,Kide,C-4,,,,,1,LAMP-1,1,,sn 200,,,",
    "rma-14,O-5,Kide,C-5,Posti,JJFI-6390-0000-0000,,,1,MUG-1,1,,,,,",
)


@pytest.fixture(scope="module")
def mirror(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mirror")
    path = folder / "mirror.db"
    shared = MUG.replace("Kide", "Aava").replace("12.50", "13.00")
    assert import_products(write(folder, MUG, LAMP, CREAM, shared), path).bad == ()
    assert import_returns(write(folder, *RETURNS, header=RETURN_HEADER), path).bad == ()
    return path


@pytest.fixture
def lookup(mirror):
    lookup = Lookup(mirror)
    yield lookup
    lookup.close()


def lines(found):
    return [(line.rma, line.line) for line in found]


def test_a_shared_gtin_gives_every_clients_product(lookup):
    assert [product.client for product in lookup.products_by_gtin("09520001000010")] == ["Aava", "Kide"]


def test_an_unknown_gtin_is_nothing(lookup):
    assert lookup.products_by_gtin("00000000000017") == ()
    assert lookup.products_by_gtin("") == ()


def test_a_sku_gives_every_clients_product(lookup):
    def clients_of(sku):
        return [product.client for product in lookup.products_by_sku(sku)]

    assert clients_of("MUG-1") == ["Aava", "Kide"]
    assert clients_of("LAMP-1") == ["Kide"]
    assert clients_of("lamp-1") == []
    assert lookup.product("Aava", "LAMP-1") is None


@pytest.mark.parametrize("text", ["1Z999AA10123456784", "1z 999 aa1 01 2345 6784", "1Z-999AA1-0123456784"])
def test_a_box_gives_all_its_returns_and_their_lines_without_a_number_of_their_own(lookup, text):
    assert lines(lookup.returns_by_tracking(text)) == [("RMA-10", 1), ("RMA-10", 2), ("RMA-11", 1)]


@pytest.mark.parametrize("text", ["095200010000000015", "00095200010000000015", "(00)095200010000000015"])
def test_a_box_is_found_by_its_sscc(lookup, text):
    assert lines(lookup.returns_by_tracking(text)) == [("RMA-12", 1)]


@pytest.mark.parametrize("text", ["", " ", "-", "1Z", "1Z999AA1012345678", "%"])
def test_no_number_and_half_a_number_find_nothing(lookup, text):
    assert lookup.returns_by_tracking(text) == ()


@pytest.mark.parametrize(("text", "expected"), [("RMA-10", 2), ("rma-10", 2), (" RMA-14 ", 1), ("RMA10", 0), ("", 0)])
def test_a_return_is_found_by_its_number_in_any_case(lookup, text, expected):
    found = lookup.returns_by_rma(text)
    assert len(found) == expected
    assert all(line.title in {"Mug", "Lamp"} for line in found)


def test_a_serial_is_found_however_it_was_typed(lookup):
    assert lines(lookup.expected_by_serial("LAMP-1", "SN200")) == [("RMA-13", 1)]
    assert lines(lookup.expected_by_serial("LAMP-1", "sn-100")) == [("RMA-10", 2)]
    assert lookup.expected_by_serial("MUG-1", "SN200") == ()
    assert lookup.expected_by_serial("LAMP-1", "") == ()


def test_where_else_a_product_is_expected_the_most_urgent_first(lookup):
    assert lookup.expected_elsewhere("MUG-1", "Kide") == ("RMA-11", "RMA-10", "rma-14")
    assert lookup.expected_elsewhere("MUG-1", "Kide", limit=1) == ("RMA-11",)
    assert lookup.expected_elsewhere("MUG-1", "Aava") == ()


def test_searching_finds_by_every_number_and_by_the_beginning_of_a_title(lookup):
    assert lookup.search("rma-12") == (SearchHit("rma", "RMA-12", "Aava", "rma", "RMA-12", "Cream"),)
    assert lookup.search("jjfi 6390") == (SearchHit("rma", "rma-14", "Kide", "tracking", "JJFI-6390-0000-0000", "Mug"),)
    assert [hit.key for hit in lookup.search("o-2")] == ["RMA-11"]
    assert [(hit.key, hit.matched) for hit in lookup.search("anna")] == [("RMA-11", "customer_ref")]
    assert [(hit.kind, hit.key, hit.matched) for hit in lookup.search("lamp-1")] == [("product", "LAMP-1", "sku")]
    assert [(hit.key, hit.client, hit.matched) for hit in lookup.search("MUG")] == [
        ("MUG-1", "Kide", "sku"),  # Aava's is not announced
        ("MUG-1", "Aava", "title"),
    ]
    assert [(hit.key, hit.matched, hit.text) for hit in lookup.search("crea")] == [("CREAM-1", "sku", "CREAM-1")]
    assert lookup.search("RMA-1", limit=2) == lookup.search("RMA-1")[:2]
    assert lookup.search("R") == ()
    assert lookup.search("%") == ()


@pytest.mark.parametrize("typed", ["09520001000027", "9520001000027", "9 520001 000027", "9520-0010-00027"])
def test_searching_finds_a_product_by_the_number_under_its_barcode(lookup, typed):
    digits = "".join(sign for sign in typed if sign.isdigit())
    assert lookup.search(typed) == (SearchHit("product", "LAMP-1", "Kide", "gtin", digits, "Lamp"),)
    assert lookup.search_within(typed) == lookup.search(typed)


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("614141000036", "614141000036"),
        ("96385074", "9638 5074"),
        ("96385074", "00000096385074"),
        ("042100005264", "04252614"),
    ],
)
def test_a_gtin_of_any_length_is_found_as_it_is_printed(tmp_path, stored, typed):
    assert import_products(write(tmp_path, MUG.replace("9520001000010", stored)), tmp_path / "m.db").bad == ()
    lookup = Lookup(tmp_path / "m.db")
    assert [(hit.key, hit.matched) for hit in lookup.search(typed)] == [("MUG-1", "gtin")]
    lookup.close()


def test_searching_finds_by_a_serial_however_it_is_spelt_and_by_a_sku_that_no_catalogue_has(lookup, tmp_path):
    assert lookup.search("SN 2") == (SearchHit("rma", "RMA-13", "Kide", "serial", "sn 200", "Lamp"),)
    stray = RETURNS[0].replace("MUG-1", "STRAY-7")
    import_returns(write(tmp_path, stray, header=RETURN_HEADER), tmp_path / "m.db")
    other = Lookup(tmp_path / "m.db")
    assert other.search("stray") == (SearchHit("product", "STRAY-7", "Kide", "sku", "STRAY-7", ""),)
    assert other.search_within("ray-7") == (SearchHit("product", "STRAY-7", "Kide", "sku", "STRAY-7", ""),)
    other.close()


def test_the_middle_of_a_number_or_name_finds_what_is_announced(lookup):
    def found(text, limit=20):
        return [(hit.kind, hit.key, hit.matched, hit.text) for hit in lookup.search_within(text, limit)]

    assert found("ma-1")[0] == ("rma", "RMA-11", "rma", "RMA-11")  # the most urgent one
    assert found("123456 784") == [
        ("rma", "RMA-11", "tracking", "1Z 999AA1 0123456784"),
        ("rma", "RMA-10", "tracking", "1Z999AA10123456784"),
    ]
    assert found("nna") == [("rma", "RMA-11", "customer_ref", "Anna")]
    assert found("n-10") == [("rma", "RMA-10", "serial", "SN-100")]
    assert found("REAM") == [("product", "CREAM-1", "sku", "CREAM-1")]
    assert [key for _, key, matched, _ in found("kid") if matched == "client"] == [
        "RMA-11",
        "RMA-10",
        "RMA-13",
        "rma-14",
    ]
    assert len(found("kid", limit=2)) == 2
    assert found("mu") == found("---") == found("%%%") == found("zzz") == []


def test_the_words_of_a_title_are_found_in_any_order_script_and_case(tmp_path):
    products = (MUG.replace("Mug", "Синяя Кружка  100%"), CREAM.replace("Cream", "Äitiysvoide"), LAMP)
    returns = (RETURNS[0], RETURNS[3], RETURNS[4].replace("C-4", "KIRAZ"))
    import_products(write(tmp_path, *products), tmp_path / "m.db")
    import_returns(write(tmp_path, *returns, header=RETURN_HEADER), tmp_path / "m.db")
    lookup = Lookup(tmp_path / "m.db")

    def found(text):
        return [(hit.key, hit.matched, hit.text) for hit in lookup.search_within(text)]

    assert found("ружк") == found("КРУЖ СИН") == found("100% кру") == [("MUG-1", "title", "Синяя Кружка 100%")]
    assert found("ITIYS") == found("TIYSvoi") == [("CREAM-1", "title", "Äitiysvoide")]
    assert found("äIT") == [("CREAM-1", "title", "Äitiysvoide")]
    assert found("кружка зелёная") == []
    assert found("KIR") == [("RMA-13", "customer_ref", "KIRAZ")]
    assert found("kır") == [("RMA-13", "rma", "RMA-13")]  # found in another letter's case: better shown than lost
    lookup.close()


def test_titles_are_searched_in_any_script_and_case(tmp_path):
    import_products(
        write(tmp_path, MUG.replace("Mug", "Кружка синяя"), CREAM.replace("Cream", "Äitiysvoide")), tmp_path / "m.db"
    )
    lookup = Lookup(tmp_path / "m.db")
    assert [hit.text for hit in lookup.search("КРУЖКА с")] == ["Кружка синяя"]
    assert [hit.text for hit in lookup.search("äitiys")] == ["Äitiysvoide"]


def test_counts_tell_what_is_there_and_since_when(lookup):
    counts = lookup.counts()
    assert (counts.products, counts.expected_returns, counts.expected_lines) == (4, 5, 6)
    assert counts.products_at is not None
    assert counts.returns_at is not None
    assert counts.products_at <= counts.returns_at


def test_without_a_mirror_every_answer_is_empty_and_no_file_is_made(tmp_path):
    lookup = Lookup(tmp_path / "mirror.db")
    assert lookup.products_by_gtin("09520001000010") == ()
    assert lookup.product("Kide", "MUG-1") is None
    assert lookup.products_by_sku("MUG-1") == ()
    assert lookup.returns_by_tracking("1Z999AA10123456784") == ()
    assert lookup.returns_by_rma("RMA-10") == ()
    assert lookup.expected_by_serial("LAMP-1", "1") == ()
    assert lookup.expected_elsewhere("MUG-1", "Kide") == ()
    assert lookup.search("MUG") == ()
    assert lookup.counts() == MirrorCounts()
    assert list(tmp_path.iterdir()) == []


def test_a_mirror_without_tables_is_a_missing_one(tmp_path):
    (tmp_path / "mirror.db").touch()
    assert Lookup(tmp_path / "mirror.db").returns_by_rma("RMA-10") == ()


def test_a_mirror_that_appears_changes_is_replaced_or_goes_is_noticed(tmp_path):
    mirror, other = tmp_path / "mirror.db", tmp_path / "other.db"
    lookup = Lookup(mirror)
    assert lookup.product("Kide", "MUG-1") is None
    import_products(write(tmp_path, MUG), mirror)
    assert lookup.product("Kide", "MUG-1") is not None
    import_products(write(tmp_path, LAMP), mirror)
    assert lookup.product("Kide", "LAMP-1") is not None
    import_products(write(tmp_path, CREAM), other)
    other.replace(mirror)
    assert lookup.product("Kide", "MUG-1") is None
    assert lookup.product("Aava", "CREAM-1") is not None
    mirror.unlink()
    assert lookup.product("Aava", "CREAM-1") is None


def test_the_bench_may_read_while_nobody_may_write(mirror, tmp_path):
    """A copy without its side files, as a restored backup is."""
    copy = Path(shutil.copy(mirror, tmp_path / "mirror.db"))
    assert Lookup(copy).product("Kide", "MUG-1") is not None


def test_every_index_is_there_after_a_first_import_which_makes_them_last(mirror):
    wanted = {index.name for table in metadata.tables.values() for index in table.indexes}
    connection = sqlite3.connect(mirror)
    found = {
        row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    }
    connection.close()
    assert found == wanted


def test_no_look_up_walks_through_a_whole_table(mirror, monkeypatch):
    lookup = Lookup(mirror)
    lookup.product("Kide", "MUG-1")
    plans = []
    rows_of = Lookup._rows

    def explained(self, sql, values):
        plans.extend((sql, row[3]) for row in rows_of(self, f"EXPLAIN QUERY PLAN {sql}", values))
        return rows_of(self, sql, values)

    monkeypatch.setattr(Lookup, "_rows", explained)
    lookup.products_by_gtin("09520001000010")
    lookup.product("Kide", "MUG-1")
    lookup.products_by_sku("MUG-1")
    lookup.returns_by_tracking("1Z999AA10123456784")
    lookup.returns_by_rma("RMA-10")
    lookup.expected_by_serial("LAMP-1", "SN200")
    lookup.expected_elsewhere("MUG-1", "Kide")
    lookup.search("RMA")
    lookup.close()
    assert len(plans) > 20
    few = "SCAN named"  # of the handful of SKUs that were found
    assert [plan for plan in plans if "SCAN" in plan[1] and plan[1] != few] == []
    return_lines = [plan for sql, plan in plans if "requested_outcome" in sql]
    assert sum("SEARCH p USING COVERING INDEX product_name" in plan for plan in return_lines) == 3


def test_a_mirror_without_the_index_for_titles_gives_the_same_lines(mirror, tmp_path, lookup):
    older = tmp_path / "older.db"
    shutil.copy(mirror, older)
    connection = sqlite3.connect(older)
    connection.execute("DROP INDEX product_name")
    connection.commit()
    connection.close()
    found = Lookup(older)
    assert found.returns_by_tracking("1Z999AA10123456784") == lookup.returns_by_tracking("1Z999AA10123456784")
    assert found.returns_by_rma("RMA-10")[0].title != ""
    found.close()
