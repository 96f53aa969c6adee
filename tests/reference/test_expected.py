"""Searching for what is still to come, by whatever is known of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.reference.expected import ExpectedReturn, find_expected, find_expected_within
from app.reference.importer import import_products, import_returns
from app.reference.lookup import Lookup
from tests.reference.files import LAMP, MUG, RETURN_HEADER, write


@pytest.fixture
def lookup(tmp_path: Path) -> Iterator[Lookup]:
    mirror = tmp_path / "mirror.db"
    returns = (
        "RMA-10,O-1,Kide,C-1,UPS,1Z999AA10123456784,,2026-11-30,1,MUG-1,2,,,,,",
        "RMA-10,O-1,Kide,C-1,,,,2026-11-28,2,LAMP-1,1,,SN-100,,,",
        "RMA-11,O-2,Kide,Anna,,,,2026-11-10,1,MUG-1,1,,,,,",
        "RMA-12,O-2,Aava,,,,,,1,STRAY,4,,,,,",
    )
    assert import_products(write(tmp_path, MUG, LAMP), mirror).bad == ()
    assert import_returns(write(tmp_path, *returns, header=RETURN_HEADER), mirror).bad == ()
    lookup = Lookup(mirror)
    yield lookup
    lookup.close()


def test_every_number_of_a_return_finds_it_whole(lookup: Lookup) -> None:
    whole = {
        "rma": "RMA-10",
        "client": "Kide",
        "tracking": "1Z999AA10123456784",
        "title": "Mug",
        "lines": 2,
        "units": 3,
        "return_by": "2026-11-28",
    }
    for typed, matched, text in (
        ("rma-10", "rma", "RMA-10"),
        ("1z 999 aa1", "tracking", "1Z999AA10123456784"),
        ("o-1", "order", "O-1"),
        ("c-1", "customer_ref", "C-1"),
    ):
        assert find_expected(lookup, typed, 10) == (ExpectedReturn(matched=matched, text=text, **whole),), typed


def test_a_product_finds_the_returns_that_announce_it_the_most_urgent_first(lookup: Lookup) -> None:
    for typed, matched in (("mug-1", "sku"), ("Mug", "sku")):
        found = find_expected(lookup, typed, 10)
        assert [(each.rma, each.matched) for each in found] == [("RMA-11", matched), ("RMA-10", matched)]
    assert [(each.rma, each.title, each.text) for each in find_expected(lookup, "lamp", 10)] == [
        ("RMA-10", "Lamp", "LAMP-1")
    ]


def test_one_order_of_two_clients_is_two_returns_and_no_more_are_listed_than_wanted(lookup: Lookup) -> None:
    assert [(each.rma, each.client, each.title) for each in find_expected(lookup, "O-2", 10)] == [
        ("RMA-11", "Kide", "Mug"),
        ("RMA-12", "Aava", "STRAY"),
    ]
    assert len(find_expected(lookup, "rma", 2)) == 2
    assert find_expected(lookup, "nothing", 10) == ()


def test_the_goods_in_a_hand_find_what_announces_them(lookup: Lookup) -> None:
    for typed in ("9520001000010", "MUG-1"):
        assert [each.rma for each in find_expected(lookup, typed, 10)] == ["RMA-11", "RMA-10"], typed
    assert [(each.rma, each.matched, each.title) for each in find_expected(lookup, "sn-10", 10)] == [
        ("RMA-10", "serial", "Lamp")
    ]
    assert find_expected(lookup, "ug", 10) == find_expected(lookup, "amp", 10) == ()
    assert [(each.rma, each.matched, each.text) for each in find_expected_within(lookup, "amp", 10)] == [
        ("RMA-10", "sku", "LAMP-1")
    ]
    assert [(each.rma, each.matched, each.title) for each in find_expected_within(lookup, "aav", 10)] == [
        ("RMA-12", "client", "STRAY")
    ]
    assert len(find_expected_within(lookup, "kid", 1)) == 1
