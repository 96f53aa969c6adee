"""Parcels closed with differences, from rows and from a journal that the bench itself has written."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.store.difference_queries import ParcelDifference, closed_with_differences
from app.store.report_queries import Scope, snapshot
from tests.bench.benches import BOX, BenchWalk, write_mirror
from tests.reports.journal import START, Rows, minutes, stamp

EVER = Scope(START - timedelta(days=1), START + timedelta(days=1))

Change = Callable[[Rows], None]


def found(rows: Rows, path: Path, scope: Scope = EVER) -> list[ParcelDifference]:
    with snapshot(rows.write(path / "journal.db")) as connection:
        return list(closed_with_differences(connection, scope))


def told(rows: Rows, path: Path, scope: Scope = EVER) -> list[tuple[str, str, str, int]]:
    return [(each.parcel_id, each.kind, each.sku, each.units) for each in found(rows, path, scope)]


def differing() -> Rows:
    """Of each kind one: two units missing, one of another line too many, an item not announced, another sent in its place."""
    rows = Rows()
    rows.parcel(rmas="RMA-1|RMA-2", clients="Nordkap|Tunturi")
    rows.line(line=1, rma="RMA-1", expected=3, received=1, missing=2, serial="SN-1")
    rows.line(line=1, rma="RMA-2", sku="SOCKS", title="Socks", client="Tunturi", expected=1, received=2)
    rows.line(line=2, rma="RMA-2", sku="CUP", title="Cup", client="Tunturi", expected=2, received=2)
    rows.item(1, sku="GIFT", title="Gift", client="", declared="undeclared", quantity=4, rma=None, rma_line=None)
    rows.item(2, sku="MUG", title="Mug", declared="wrong_item", serial="SN-2", rma=None, rma_line=None)
    rows.item(3, sku="CUP", title="Cup", client="Tunturi", rma="RMA-2", rma_line=2, quantity=2)
    return rows


def test_each_kind_of_difference_is_found_with_its_units(tmp_path: Path) -> None:
    parcel, carrier, closed_at, closed_by = "1Z999AA10123456784", "UPS", stamp(minutes(20)), "Anna Korhonen"
    expected = [
        ("missing", "RMA-1", "Nordkap", "AUR-20-G", "Aurora 20 W speaker, graphite", "SN-1", "", 2),
        ("surplus", "RMA-2", "Tunturi", "SOCKS", "Socks", None, "", 1),
        ("undeclared", "RMA-1|RMA-2", "Nordkap|Tunturi", "GIFT", "Gift", None, "R7K2M000001X", 4),
        ("wrong_item", "RMA-1|RMA-2", "Nordkap", "MUG", "Mug", "SN-2", "R7K2M000002X", 1),
    ]
    assert found(differing(), tmp_path) == [
        ParcelDifference("p1", parcel, carrier, *each, closed_at, closed_by) for each in expected
    ]


@pytest.mark.parametrize(
    ("client", "skus"),
    [("Nordkap", ["AUR-20-G", "GIFT", "MUG"]), ("Tunturi", ["SOCKS", "GIFT"]), ("Nobody", [])],
)
def test_a_client_sees_its_own_differences_and_those_that_may_be_its_own(
    tmp_path: Path, client: str, skus: list[str]
) -> None:
    scope = Scope(EVER.from_utc, EVER.to_utc, client=client)
    assert [sku for _, _, sku, _ in told(differing(), tmp_path, scope)] == skus


@pytest.mark.parametrize(
    "values",
    [
        {"status": "open", "closed_at": None},
        {"status": "parked", "closed_at": None},
        {"status": "voided"},
        {"closed_at": stamp(EVER.to_utc)},
        {"closed_at": stamp(EVER.from_utc - timedelta(milliseconds=1))},
        {"bench_id": "B99"},
    ],
)
def test_a_parcel_not_closed_in_the_period_or_at_another_bench_is_left_out(
    tmp_path: Path, values: dict[str, str | None]
) -> None:
    rows = differing()
    rows.tables["parcel"][0] |= values
    assert told(rows, tmp_path) == []


def test_goods_that_were_undone_and_blind_goods_are_no_difference(tmp_path: Path) -> None:
    rows = Rows()
    rows.parcel()
    rows.line()
    rows.item(1, declared="undeclared", status="voided")
    rows.parcel("p2", blind=1, rmas="", clients="", expected_units=0)
    rows.item(2, parcel_id="p2", declared="blind")
    assert told(rows, tmp_path) == []


def test_parcels_come_as_they_were_closed_and_the_records_of_one_box_as_one(tmp_path: Path) -> None:
    rows = Rows()
    rows.parcel("late", closed_at=stamp(minutes(40)))
    rows.line("late", expected=1, received=0, missing=1)
    rows.parcel("early", closed_at=stamp(minutes(10)))
    rows.line("early", expected=3, received=2, missing=2)  # a record that gave way has one of the two
    rows.parcel("gave way", status="voided")
    rows.item(1, parcel_id="gave way", sku="MUG", declared="undeclared")
    rows.parcel("before that", status="voided")
    rows.item(2, parcel_id="before that", sku="CUP", declared="undeclared")
    rows.tables["merged"] += [
        {"parcel_id": "gave way", "into_id": "early"},
        {"parcel_id": "before that", "into_id": "gave way"},
    ]
    assert told(rows, tmp_path) == [
        ("early", "missing", "AUR-20-G", 1),
        ("early", "undeclared", "MUG", 1),
        ("early", "undeclared", "CUP", 1),
        ("late", "missing", "AUR-20-G", 1),
    ]


def test_what_the_bench_asked_about_at_closing_is_what_is_found(tmp_path: Path) -> None:
    walk = BenchWalk(tmp_path, write_mirror(tmp_path))
    walk.scan(walk.person("Inspector 12"))
    walk.scan(BOX, "MUG", "QTY-5")
    walk.finish("A", "T-1")
    walk.scan("CREAM", "UNDECLARED", "LOT-1", "2027-12-31")
    walk.finish("A", "T-2")
    view = walk.scan("CLOSE")
    walk.scan("CLOSE")
    walk.close()
    period = Scope(datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 11, 21, tzinfo=UTC))
    with snapshot(walk.path) as connection:
        differences = [(each.kind, each.sku, each.units) for each in closed_with_differences(connection, period)]
    assert view.question is not None
    assert len(view.question.details) == len(differences)
    assert differences == [
        ("missing", "JUMPER", 1),
        ("missing", "SPEAKER", 1),
        ("missing", "SOCKS", 2),
        ("surplus", "MUG", 2),
        ("undeclared", "CREAM", 1),
    ]


def test_only_the_goods_of_the_periods_parcels_are_read(tmp_path: Path) -> None:
    with snapshot(differing().write(tmp_path / "journal.db")) as connection:
        asked: list[str] = []
        connection.set_trace_callback(asked.append)
        list(closed_with_differences(connection, EVER))
        connection.set_trace_callback(None)
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {asked[0]}")]
    assert [step for step in plan if step.startswith(("SEARCH i", "SEARCH l"))]
    assert [step for step in plan if step.split(" USING ")[0] in {"SCAN i", "SCAN l", "SCAN m", "SCAN p"}] == []
