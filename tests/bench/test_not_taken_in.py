"""Goods in somebody's hands that the bench still asks about: what is said meanwhile is not done to the item before."""

import pytest

from app.bench.messages import Say
from app.domain.commands import AddNote
from tests.bench.benches import BOX, BenchWalk


@pytest.mark.parametrize("word", ["HOLD", "GRADE-C", "DEFECT-STAIN", "ACCEPT", "QTY-2", "DISPOSE-AS-DONATE"])
@pytest.mark.parametrize("code", ["6430000000085", "4006381333931"], ids=["undeclared", "unknown"])
def test_what_is_said_about_goods_that_are_not_taken_in_yet_is_not_done_to_the_item_before(
    bench: BenchWalk, code: str, word: str
) -> None:
    bench.scan("RMA-1003", "MUG", "GRADE-A")
    before, events = bench.view.item, bench.count("event")
    view = bench.scan(code, word)
    assert bench.said is Say.ANSWER_FIRST
    assert view.question is not None
    assert "HOLD" not in view.enabled
    assert (view.item, bench.count("event")) == (before, events)
    assert bench.scan("UNDECLARED").item != before


def test_one_more_of_another_product_is_asked_about_and_the_item_before_left_alone(bench: BenchWalk) -> None:
    bench.scan("RMA-1003", "MUG", "QTY-2", "GRADE-A", "ACCEPT", "SOCKS", "UNDECLARED")
    events = bench.count("event")
    view = bench.scan("MUG", "GRADE-C")
    assert bench.asked is Say.ALREADY_ITEM
    assert bench.said is Say.ANSWER_FIRST
    assert view.item is not None
    assert (view.item.sku, view.item.grade, bench.count("event")) == ("SOCKS", None, events)


def test_a_product_scanned_twice_by_mistake_is_graded_all_the_same(bench: BenchWalk) -> None:
    view = bench.scan("RMA-1003", "MUG", "QTY-2", "MUG", "GRADE-C")
    assert view.item is not None
    assert (view.item.sku, view.item.quantity, view.item.grade) == ("MUG", 2, "C")


def test_a_note_about_goods_that_are_not_taken_in_yet_is_not_put_on_the_item_before(bench: BenchWalk) -> None:
    bench.scan("RMA-1003", "MUG", "SOCKS")
    bench.do(AddNote("a hole in the sock"))
    assert bench.said is Say.ANSWER_FIRST
    assert bench.view.item is not None
    assert bench.view.item.note == ""


def test_a_serial_of_goods_that_are_not_taken_in_yet_is_not_that_of_the_item_before(bench: BenchWalk) -> None:
    bench.scan(BOX, "SPEAKER", "LAPTOP")
    assert bench.asked is Say.NOT_ON_RMA_OTHER
    view = bench.scan("LT-77")
    assert view.item is not None
    assert (view.item.sku, view.item.serial) == ("SPEAKER", None)
    assert "item_amended" not in bench.kinds()
