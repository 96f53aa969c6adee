"""Importing: what goes in, what does not, and what is said about it."""

import sqlite3

import pytest
from msgspec.structs import replace

from app.domain.catalogue import ExpectedLine, Product
from app.errors import KnownError
from app.reference.importer import BadRow, ImportResult, Progress, import_products, import_returns
from app.reference.lookup import Lookup
from tests.reference.files import CREAM, LAMP, MUG, PRODUCT_HEADER, RETURN_HEADER, dump, write


@pytest.fixture
def mirror(tmp_path):
    return tmp_path / "mirror.db"


def counts(result):
    return result.read, result.added, result.changed, result.unchanged, result.bad_count


def bad(result):
    return [(row.line, row.column, row.reason) for row in result.bad]


def test_good_products_go_in_whole(tmp_path, mirror):
    result = import_products(write(tmp_path, MUG, LAMP, CREAM), mirror)
    assert result == ImportResult(
        kind="products",
        file_name="file.csv",
        read=3,
        added=3,
        changed=0,
        unchanged=0,
        bad=(),
        bad_count=0,
        warnings=(),
        sha256=result.sha256,
        seconds=result.seconds,
    )
    assert result.written
    assert Lookup(mirror).product("Kide", "MUG-1") == Product(
        sku="MUG-1",
        client="Kide",
        title="Mug",
        category="home",
        gtins=("09520001000010",),
        unit_value_cents=1250,
        currency="EUR",
        weight_g=300,
        serialised=False,
        lot_tracked=False,
        expiry_tracked=False,
        returnable=True,
        hazmat=False,
        image="mug.png",
    )
    assert Lookup(mirror).product("Aava", "CREAM-1") == Product(
        sku="CREAM-1",
        client="Aava",
        title="Cream",
        category="hygiene",
        gtins=("09520001000034",),
        unit_value_cents=890,
        currency="EUR",
        weight_g=90,
        lot_tracked=True,
        expiry_tracked=True,
    )


def test_good_returns_go_in_whole(tmp_path, mirror):
    import_products(write(tmp_path, MUG), mirror)
    path = write(
        tmp_path,
        'RMA-1,O-7,Kide,C-9,UPS,1Z 999AA 10123456784,2026-11-01,30.11.2026,1,MUG-1,2,too large,,"12,50",eur,refund',
        "RMA-1,O-7,Kide,C-9,UPS,1Z 999AA 10123456784,2026-11-01,30.11.2026,2,GONE-1,1,Väri väärä,sn 1,,,",
        header=RETURN_HEADER,
    )
    result = import_returns(path, mirror)
    assert counts(result) == (2, 2, 0, 0, 0)
    assert result.warnings == ("1 line names a product that is not in the catalogue.",)
    shared = ExpectedLine(
        rma="RMA-1",
        line=1,
        sku="MUG-1",
        quantity=2,
        client="Kide",
        order="O-7",
        customer_ref="C-9",
        carrier="UPS",
        tracking="1Z 999AA 10123456784",
        authorised_on="2026-11-01",
        return_by="2026-11-30",
        reason="TOO_LARGE",
        serial=None,
        unit_value_cents=1250,
        currency="EUR",
        requested_outcome="refund",
        title="Mug",
    )
    assert Lookup(mirror).returns_by_tracking("1Z999AA10123456784") == (
        shared,
        replace(
            shared,
            line=2,
            sku="GONE-1",
            quantity=1,
            reason="Väri väärä",
            serial="sn 1",
            unit_value_cents=None,
            currency="",
            requested_outcome="",
            title="",
        ),
    )


def test_bad_rows_are_reported_and_good_rows_go_in(tmp_path, mirror):
    path = write(
        tmp_path,
        MUG,
        LAMP.replace("9520001000027", "9520001000021"),
        CREAM.replace(",90,", ",heavy,"),
        MUG.replace("MUG-1", "MUG-2").replace("EUR", "EURO"),
        MUG.replace("MUG-1", "MUG-3").replace("12.50", "1,2"),
        MUG.replace("MUG-1", ""),
        MUG.replace("MUG-1", "MUG-4").replace("Mug", ""),
        MUG.replace("MUG-1", "MUG-5").replace("Kide", ""),
        MUG.replace("MUG-1", "MUG\u200b6"),
        MUG.replace("MUG-1", "MUG-7").replace(",no,no,", ",no,perhaps,", 1),
        MUG.replace("MUG-1", "MUG-8").replace("EUR", ""),
        MUG,
        LAMP,
    )
    result = import_products(path, mirror)
    assert counts(result) == (13, 2, 0, 0, 11)
    assert bad(result) == [
        (3, "gtin", "Expected the check digit 7, got 1."),
        (4, "weight_g", "Expected a whole number of 0 or more."),
        (5, "currency", "Expected a currency of three letters, such as EUR (ISO 4217)."),
        (6, "", "Expected 14 columns, got 15."),
        (7, "sku", "Expected text, got nothing."),
        (8, "title", "Expected text, got nothing."),
        (9, "client", "Expected text, got nothing."),
        (10, "sku", "Expected letters and digits, got the character U+200B."),
        (11, "lot_tracked", "Expected yes, no, true, false, 1 or 0."),
        (12, "currency", "Expected the currency of 12.50, got nothing."),
        (13, "sku", "The same product already stands in line 2."),
    ]
    assert result.bad[0] == BadRow(3, "gtin", "9520001000021", "Expected the check digit 7, got 1.")
    assert result.bad[-1].value == "MUG-1"
    assert {row[3] for row in dump(mirror) if row[0] == "product"} == {"MUG-1", "LAMP-1"}


def test_bad_return_lines_are_reported(tmp_path, mirror):
    good = "RMA-1,O-7,Kide,C-9,UPS,1Z999AA10123456784,2026-11-01,2026-11-30,1,MUG-1,2,TOO_LARGE,,12.50,EUR,refund"
    path = write(
        tmp_path,
        good,
        good.replace(",1,MUG-1,2,", ",0,MUG-1,2,"),
        good.replace(",1,MUG-1,2,", ",2,MUG-1,0,"),
        good.replace(",1,MUG-1,2,", ",2,MUG-1,,"),
        good.replace(",1,MUG-1,2,", ",2,MUG-1,9520001000010,"),
        good.replace("2026-11-30", "30/11/2026").replace(",1,MUG", ",3,MUG"),
        good.replace("RMA-1", "").replace(",1,MUG", ",3,MUG"),
        good.replace("12.50", "12.505").replace(",1,MUG", ",3,MUG"),
        good.replace("Kide", "Aava"),
        header=RETURN_HEADER,
    )
    result = import_returns(path, mirror)
    assert counts(result) == (9, 1, 0, 0, 8)
    assert bad(result) == [
        (3, "line", "Expected 1 or more, got 0."),
        (4, "quantity", "Expected 1 or more, got 0."),
        (5, "quantity", "Expected 1 or more, got nothing."),
        (6, "quantity", "Expected a whole number of 1 or more."),
        (7, "return_by", "Expected a date as 2026-11-30 or 30.11.2026."),
        (8, "rma", "Expected text, got nothing."),
        (9, "unit_value", "It may mean 12505 or 12.505: write 12505.00 or two decimals."),
        (10, "rma", "The same expected return line already stands in line 2."),
    ]


def test_a_number_that_another_client_uses_already_is_never_overwritten(tmp_path, mirror):
    line = "RMA-1,,Kide,,,,,,1,MUG-1,2,,,,,"
    import_returns(write(tmp_path, line, header=RETURN_HEADER), mirror)
    before = dump(mirror)
    result = import_returns(
        write(tmp_path, line.replace("Kide", "Aava"), line.replace(",1,MUG", ",2,MUG"), header=RETURN_HEADER), mirror
    )
    assert counts(result) == (2, 1, 0, 0, 1)
    assert bad(result) == [
        (2, "rma", "This expected return line already belongs to Kide: two clients use the same number.")
    ]
    assert [row for row in dump(mirror) if row in before] == before


def test_importing_the_same_file_again_changes_nothing(tmp_path, mirror):
    path = write(tmp_path, MUG, LAMP, CREAM)
    import_products(path, mirror)
    before = dump(mirror)
    assert counts(import_products(path, mirror)) == (3, 0, 0, 3, 0)
    assert dump(mirror) == before


def test_a_changed_row_replaces_the_old_one_with_its_gtins(tmp_path, mirror):
    import_products(write(tmp_path, MUG, LAMP, CREAM), mirror)
    changed = MUG.replace("9520001000010", "9520001000034|9520001000041").replace("12.50", "11.00")
    assert counts(import_products(write(tmp_path, changed, LAMP), mirror)) == (2, 0, 1, 1, 0)
    lookup = Lookup(mirror)
    assert lookup.products_by_gtin("09520001000010") == ()
    assert [product.sku for product in lookup.products_by_gtin("09520001000034")] == ["CREAM-1", "MUG-1"]
    (mug,) = lookup.products_by_gtin("09520001000041")
    assert (mug.gtins, mug.unit_value_cents) == (("09520001000034", "09520001000041"), 1100)
    assert lookup.product("Aava", "CREAM-1") is not None


def test_each_import_is_logged_with_the_files_hash(tmp_path, mirror):
    path = write(tmp_path, MUG, MUG)
    result = import_products(path, mirror)
    import hashlib

    assert result.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    connection = sqlite3.connect(mirror)
    rows = connection.execute("SELECT sha256, kind, file_name, rows, added, changed, bad FROM import_run").fetchall()
    connection.close()
    assert rows == [(result.sha256, "products", "file.csv", 2, 1, 0, 1)]


def test_strict_refuses_the_whole_file_for_one_bad_row(tmp_path, mirror):
    import_products(write(tmp_path, MUG), mirror)
    before = dump(mirror)
    result = import_products(write(tmp_path, LAMP, CREAM.replace("9520001000034", "1")), mirror, strict=True)
    assert (result.refused, result.written, counts(result)) == (True, False, (2, 1, 0, 0, 1))
    assert dump(mirror) == before


def test_strict_takes_a_file_without_faults(tmp_path, mirror):
    assert import_products(write(tmp_path, MUG), mirror, strict=True).written


def test_strict_refuses_a_doubled_row(tmp_path, mirror):
    assert import_products(write(tmp_path, MUG, MUG), mirror, strict=True).refused


def test_a_dry_run_counts_and_writes_nothing(tmp_path, mirror):
    result = import_products(write(tmp_path, MUG, LAMP, "x"), mirror, dry_run=True)
    assert (result.dry_run, result.written, counts(result)) == (True, False, (3, 2, 0, 0, 1))
    assert not mirror.exists()
    import_products(write(tmp_path, MUG, CREAM), mirror)
    before = mirror.read_bytes()
    again = import_products(write(tmp_path, MUG, LAMP, CREAM.replace("8.90", "9.90")), mirror, dry_run=True)
    assert counts(again) == (3, 1, 1, 1, 0)
    assert mirror.read_bytes() == before


def test_a_dry_run_reads_along_while_another_import_writes(tmp_path, mirror):
    path = write(tmp_path, MUG)
    import_products(path, mirror)
    other = sqlite3.connect(mirror, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert counts(import_products(path, mirror, dry_run=True)) == (1, 0, 0, 1, 0)
    finally:
        other.close()


def test_the_client_may_be_named_beside_the_file(tmp_path, mirror):
    header = PRODUCT_HEADER.replace(",client", "")
    result = import_products(write(tmp_path, MUG.replace(",Kide", ""), header=header), mirror, client="Kide")
    assert counts(result) == (1, 1, 0, 0, 0)
    assert Lookup(mirror).product("Kide", "MUG-1") is not None
    result = import_products(write(tmp_path, LAMP.replace("Kide", ""), CREAM), mirror, client="Kide")
    assert counts(result) == (2, 1, 0, 0, 1)
    assert bad(result) == [(3, "client", "Expected Kide, whose file this is, got Aava.")]


def test_without_a_client_anywhere_the_column_is_asked_for(tmp_path, mirror):
    with pytest.raises(KnownError, match="Expected the column client, found only: sku, gtin"):
        import_products(write(tmp_path, header=PRODUCT_HEADER.replace(",client", "")), mirror)
    assert not mirror.exists()


def test_a_header_alone_is_a_file_without_rows(tmp_path, mirror):
    assert counts(import_products(write(tmp_path), mirror)) == (0, 0, 0, 0, 0)


def test_a_title_over_several_lines_becomes_one(tmp_path, mirror):
    import_products(write(tmp_path, MUG.replace("Mug", '"Mug,\r\n  blue\tlarge"')), mirror)
    product = Lookup(mirror).product("Kide", "MUG-1")
    assert product is not None
    assert product.title == "Mug, blue large"


def test_two_gtins_and_a_gtin_shared_by_two_clients(tmp_path, mirror):
    both = MUG.replace("9520001000010", "9520001000010 | 9520001000041")
    import_products(write(tmp_path, both, CREAM.replace("9520001000034", "9520001000010")), mirror)
    lookup = Lookup(mirror)
    assert lookup.products_by_gtin("09520001000041") == (lookup.product("Kide", "MUG-1"),)
    assert [product.client for product in lookup.products_by_gtin("09520001000010")] == ["Aava", "Kide"]


def test_only_the_first_thousand_bad_rows_are_kept_and_all_are_counted(tmp_path, mirror):
    result = import_products(write(tmp_path, *["x"] * 1500, MUG, *[MUG] * 600), mirror)
    assert (len(result.bad), result.bad_count, result.added) == (1000, 2100, 1)
    assert [row.line for row in result.bad] == list(range(2, 1002))


def test_progress_tells_phase_rows_and_bytes(tmp_path, mirror):
    seen: list[Progress] = []
    path = write(tmp_path, *(MUG.replace("MUG-1", f"MUG-{number}") for number in range(12_000)))
    import_products(path, mirror, progress=seen.append)
    assert list(dict.fromkeys(progress.phase for progress in seen)) == ["read", "compare", "store"]
    assert [progress.rows for progress in seen] == sorted(progress.rows for progress in seen)
    assert all(0 < progress.bytes_done <= progress.bytes_total == path.stat().st_size for progress in seen)
    assert (seen[-1].rows, seen[-1].bytes_done) == (12_000, path.stat().st_size)
    assert seen[-1].rows_per_s > 0


def test_a_fault_of_the_callers_own_is_not_swallowed_while_sqlite_works(tmp_path, mirror):
    path = write(tmp_path, *(MUG.replace("MUG-1", f"MUG-{number}") for number in range(40_000)))
    phases = []

    def fail_in_the_midst_of_comparing():
        if phases[-1:] == ["compare"]:
            phases.append("asked as comparing began")
        elif len(phases) > 1 and "compare" in phases:
            raise BrokenPipeError
        return False

    with pytest.raises(BrokenPipeError):
        import_products(
            path,
            mirror,
            progress=lambda progress: phases.append(progress.phase) if progress.phase not in phases else None,
            cancelled=fail_in_the_midst_of_comparing,
        )
    assert dump(mirror) == []
