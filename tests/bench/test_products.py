"""Which product a scan means, where several go by one number."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bench.messages import Say
from app.reference.importer import import_products, import_returns
from tests.bench.benches import PRODUCTS, BenchWalk, write_mirror

SHARED = "6430000000108"
"""A GTIN that two clients' catalogues and two products of one of them have."""
MORE = f"""CAP,{SHARED},Cap with a print,apparel,Nordkap,19.00,EUR,90,no,no,no,yes,no,
CAP-OLD,{SHARED},"Cap, last year's print",apparel,Nordkap,9.00,EUR,90,no,no,no,yes,no,
CAP-7,{SHARED},Cap,apparel,Fjellsport,21.00,EUR,90,no,no,no,yes,no,
"""
RETURNS = """rma,order,client,customer_ref,carrier,tracking,authorised_on,return_by,line,sku,quantity,reason,serial,unit_value,currency,requested_outcome
RMA-2001,O-1,Nordkap,C1,,,2026-11-01,2026-12-02,1,CAP-OLD,2,TOO_SMALL,,9.00,EUR,refund
RMA-2002,O-2,Fjellsport,C2,,,2026-11-01,2026-12-02,1,OTHER-1,1,TOO_SMALL,,9.00,EUR,refund
"""


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[BenchWalk]:
    mirror = write_mirror(tmp_path)
    (tmp_path / "more.csv").write_text(PRODUCTS + MORE, encoding="utf-8")
    (tmp_path / "caps.csv").write_text(RETURNS, encoding="utf-8")
    assert import_products(tmp_path / "more.csv", mirror).bad == ()
    assert import_returns(tmp_path / "caps.csv", mirror).bad == ()
    bench = BenchWalk(tmp_path, mirror)
    bench.scan(bench.person("Inspector 12"))
    yield bench
    bench.close()


def test_in_a_parcel_without_papers_the_operator_says_whose_product_it_is(bench: BenchWalk) -> None:
    bench.scan("BLIND", SHARED)
    assert bench.asked is Say.WHICH_PRODUCT
    assert bench.count("item") == 0
    assert bench.view.question is not None
    assert [dict(said.params)["client"] for said in bench.view.question.details] == ["Fjellsport", "Nordkap", "Nordkap"]
    view = bench.scan("CHOICE-2")
    assert view.item is not None
    assert (view.item.sku, view.item.client) == ("CAP", "Nordkap")


def test_what_is_announced_is_meant_without_a_question(bench: BenchWalk) -> None:
    view = bench.scan("RMA-2001", SHARED, SHARED)
    assert view.item is not None
    assert (view.item.sku, view.item.quantity) == ("CAP-OLD", 2)


def test_the_client_of_the_parcel_goes_before_others(bench: BenchWalk) -> None:
    bench.scan("RMA-2002", SHARED)
    assert bench.asked is Say.NOT_ON_RMA
    view = bench.scan("UNDECLARED")
    assert view.item is not None
    assert view.item.sku == "CAP-7"


def test_the_client_of_what_was_taken_in_goes_before_others(bench: BenchWalk) -> None:
    view = bench.scan("BLIND", SHARED, "CHOICE-1", SHARED)
    assert bench.asked is Say.ALREADY_ITEM
    view = bench.scan(SHARED)
    assert view.item is not None
    assert (view.item.sku, view.item.quantity) == ("CAP-7", 2)


def test_two_products_of_one_client_are_asked_about_each_time(bench: BenchWalk) -> None:
    bench.scan("BLIND", "JUMPER", SHARED)
    assert bench.asked is Say.WHICH_PRODUCT
    bench.scan("CHOICE-1", SHARED, "CHOICE-2")
    assert [row.sku for row in bench.rows()] == ["JUMPER", "CAP", "CAP-OLD"]


def test_an_answer_that_was_not_offered_does_not_fit(bench: BenchWalk) -> None:
    bench.scan("BLIND", SHARED, "CHOICE-4")
    assert bench.said is Say.NOT_NOW
    assert bench.count("item") == 0
