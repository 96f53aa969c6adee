"""What a search of a real site finds: in its journal, and among what was announced to it."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.bench.benches import BOX, GTIN, BenchWalk, write_mirror
from ui import site_queries
from ui.ports import Finds
from ui.site_queries import SiteQueries


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[BenchWalk]:
    walk = BenchWalk(tmp_path, write_mirror(tmp_path))
    walk.scan(walk.person("Inspector 12"))
    yield walk
    walk.close()


@pytest.fixture
def queries(bench: BenchWalk) -> Iterator[SiteQueries]:
    queries = SiteQueries(bench.path, bench.folder / "mirror.db")
    yield queries
    queries.close()


def expected(queries: SiteQueries, text: str) -> list[str]:
    return [each.rma for each in queries.find(text, 20).expected]


def test_what_is_still_to_come_is_found_by_its_numbers_and_its_goods(queries: SiteQueries) -> None:
    assert expected(queries, "RMA-1003") == ["RMA-1003"]
    assert expected(queries, "jjfi6390") == ["RMA-1003"]
    assert expected(queries, "o-3") == ["RMA-1003"]
    assert expected(queries, " C3 ") == ["RMA-1003"]
    assert expected(queries, "MUG") == ["RMA-1003", "RMA-1001"]
    assert expected(queries, "  ") == []


def test_what_was_received_is_told_by_its_parcel_whatever_number_finds_it(
    bench: BenchWalk, queries: SiteQueries
) -> None:
    bench.scan(BOX)
    for typed in ("O-2", "C2", "RMA-1002", BOX):
        found = queries.find(typed, 20)
        assert found.expected == (), typed
        assert [parcel.label for parcel in found.parcels] == [BOX], typed
    assert expected(queries, "MUG") == ["RMA-1003"]


def test_what_holds_a_text_anywhere_is_found_and_what_was_received_is_told_by_its_parcel(
    bench: BenchWalk, queries: SiteQueries
) -> None:
    assert expected(queries, GTIN["MUG"]) == ["RMA-1003", "RMA-1001"]
    assert expected(queries, "jumper") == ["RMA-1001"]
    assert expected(queries, "umpe") == []
    assert [each.rma for each in queries.find_within(" umpe ", 20).expected] == ["RMA-1001"]
    assert queries.find_within("  ", 20) == queries.find_within("zzz", 20) == Finds()
    bench.scan(BOX)
    found = queries.find_within("umpe", 20)
    assert ([parcel.label for parcel in found.parcels], found.expected) == ([BOX], ())
    assert len(queries.find_within("kap", 3).expected) == 3


def test_what_was_received_already_hides_nothing_that_is_still_to_come(
    bench: BenchWalk, queries: SiteQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Announced returns stay in the mirror when they have come: of goods that come often, the most urgent ones are all here."""
    monkeypatch.setattr(site_queries, "LOOKED_AT", (1,))
    monkeypatch.setattr(site_queries, "LOOKED_AT_WITHIN", (1, 10))
    assert expected(queries, GTIN["MUG"]) == ["RMA-1003"]
    bench.scan("RMA-1003")
    for typed in (GTIN["MUG"], "mug"):
        assert expected(queries, typed) == []
        assert [each.rma for each in queries.find_within(typed, 20).expected] == ["RMA-1001"], typed


def test_a_parcel_in_the_list_counts_as_the_bench_does(bench: BenchWalk, queries: SiteQueries) -> None:
    def told() -> list[tuple[int, int, int]]:
        parcels = [*queries.parcels(None, "", 9, 0), queries.parcel(queries.parcels(None, "", 1, 0)[0].parcel_id)]
        return [(each.units_received, each.units_expected, each.units_extra) for each in parcels if each]

    bench.scan(BOX, "JUMPER", "GRADE-A", "BANK", "UNDECLARED")  # nobody announced that in this box
    assert told() == [(1, 7, 1)] * 2
    bench.scan("QTY-2")
    view = bench.view.parcel
    assert view is not None
    assert told() == [(view.units_received, view.units_expected, view.units_extra)] * 2 == [(1, 7, 2)] * 2
    assert queries.parcel("nothing") is None


def test_what_was_received_is_found_in_any_script_and_case(bench: BenchWalk, tmp_path: Path) -> None:
    bench.scan(BOX, "JUMPER")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        bench.journal.connection.backup(copy)
        copy.execute("UPDATE item SET title = 'Джемпер 50%'")
        copy.execute("UPDATE parcel SET clients = 'Øst'")
        copy.commit()
    queries = SiteQueries(tmp_path / "copy.db", tmp_path / "none.db")
    item = queries.find("jumper", 9).items[0]  # its SKU
    for typed in ("ДЖЕМ", "жемпер 5", "50%", item.lpn.lower()):
        assert [each.item_id for each in queries.find(typed, 9).items] == [item.item_id], typed
    assert queries.find("5%", 9).items == ()
    assert [parcel.label for parcel in queries.parcels(None, "øs", 9, 0)] == [BOX]
    assert queries.parcels(None, "_", 9, 0) == ()
    queries.close()


def test_a_blind_parcel_counts_what_was_in_it(bench: BenchWalk, queries: SiteQueries) -> None:
    bench.scan("BLIND", "JUMPER")
    (parcel,) = queries.parcels(None, "", 9, 0)
    assert (parcel.label, parcel.units_received, parcel.units_expected, parcel.units_extra) == ("", 0, 0, 1)


def test_a_damaged_file_of_announcements_leaves_the_rest_of_the_search(
    bench: BenchWalk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    bench.scan(BOX)
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(b"no database" * 1000)
    queries = SiteQueries(bench.path, damaged)
    with caplog.at_level(logging.WARNING):
        found = queries.find(BOX, 20)
        assert queries.find_within(BOX, 20) == Finds()
    assert [parcel.label for parcel in found.parcels] == [BOX]
    assert "cannot be searched" in caplog.text
    queries.close()
