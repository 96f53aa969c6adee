"""Items: identified, counted, split, their serial, lot and expiry."""

import pytest

from app.bench.messages import Say
from app.bench.view import Phase
from tests.bench.benches import BOX, GTIN, BenchWalk


def test_expected_units_of_one_product_are_counted_up_by_scanning_each(bench: BenchWalk) -> None:
    view = bench.scan(BOX, "MUG", "MUG", "MUG")
    assert bench.said is Say.QUANTITY_NOW
    assert view.item is not None
    assert (view.item.quantity, len([row for row in bench.rows() if row.item_id])) == (3, 1)


def test_one_unit_more_than_announced_is_asked_about_and_then_counted_as_undeclared(bench: BenchWalk) -> None:
    bench.scan(BOX, "JUMPER", "JUMPER")
    assert bench.asked is Say.ALREADY_ITEM
    assert len([row for row in bench.rows() if row.item_id]) == 1
    bench.scan("JUMPER")
    items = [row for row in bench.rows() if row.item_id]
    assert [(row.received, row.declared) for row in items] == [(1, "expected"), (1, "undeclared")]


def test_any_other_scan_leaves_the_question_without_an_answer(bench: BenchWalk) -> None:
    view = bench.scan(BOX, "JUMPER", "JUMPER", "MUG")
    assert view.question is None
    assert [row.sku for row in bench.rows() if row.item_id] == ["JUMPER", "MUG"]


def test_the_same_scan_within_the_window_is_ignored_visibly_and_recorded(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG")
    bench.ns -= 700_000_000
    view = bench.scan("MUG")
    assert bench.said is Say.SAME_SCAN_IGNORED
    assert view.item is not None
    assert view.item.quantity == 1
    assert view.scans[0].outcome.say is Say.SAME_SCAN_IGNORED
    assert bench.kinds()[-1] == "scan_noted"
    view = bench.scan("MUG")
    assert view.item is not None
    assert view.item.quantity == 2


def test_different_codes_in_quick_succession_all_count(bench: BenchWalk) -> None:
    bench.scan(BOX)
    for sku in ("MUG", "JUMPER", "SOCKS"):
        bench.ns -= 990_000_000
        bench.scan(sku)
    assert [row.sku for row in bench.rows() if row.item_id] == ["MUG", "JUMPER", "SOCKS"]


def test_two_scanners_that_read_the_same_code_count_twice(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG")
    bench.ns -= 990_000_000
    view = bench.scan("MUG", scanner="right")
    assert view.item is not None
    assert view.item.quantity == 2


def test_quantities_are_set_by_command_barcode(bench: BenchWalk) -> None:
    view = bench.scan(BOX, "MUG", "QTY-3")
    assert view.item is not None
    assert view.item.quantity == 3
    view = bench.scan("QTY-MINUS")
    assert view.item is not None
    assert view.item.quantity == 2
    bench.scan("QTY-1", "QTY-MINUS")
    assert bench.said is Say.QUANTITY_RANGE


def test_a_serialised_unit_is_one_and_one_unit_is_not_split(bench: BenchWalk) -> None:
    bench.scan(BOX, "SPEAKER", "AU-88213", "QTY-2")
    assert bench.said is Say.QUANTITY_FIXED
    bench.scan("SPLIT")
    assert bench.said is Say.NOTHING_TO_SPLIT


def test_units_are_counted_only_while_their_parcel_is_open_and_they_are_not_on_hold(bench: BenchWalk) -> None:
    view = bench.scan("RMA-1003", "MUG", "HOLD", "QTY-2")
    assert bench.said is Say.HELD
    bench.printed()
    assert view.item is not None
    bench.scan("CLOSE", "CLOSE", view.item.lpn, "RELEASE", "QTY-2")
    assert bench.said is Say.PARCEL_NOT_OPEN


@pytest.mark.parametrize(
    ("scans", "why"),
    [
        ((BOX, "MUG"), Say.QUANTITY_RANGE),
        ((BOX, "SPEAKER", "AU-88213"), Say.QUANTITY_FIXED),
        ((BOX, "MUG", "HOLD"), Say.HELD),
        ((BOX, "MUG", "GRADE-A", "ACCEPT"), Say.DECIDED_ALREADY),
    ],
)
def test_the_quantity_of_nothing_only_asks_why_it_cannot_change(
    bench: BenchWalk, scans: tuple[str, ...], why: Say
) -> None:
    bench.scan(*scans)
    recorded = bench.rows()
    bench.press("QTY-0")
    assert bench.said is why
    assert bench.rows() == recorded


def test_a_batch_splits_when_one_unit_deserves_another_grade(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG", "QTY-3", "GRADE-A", "SPLIT")
    assert bench.said is Say.ITEM_SPLIT
    bench.scan("GRADE-D")
    items = [row for row in bench.rows() if row.item_id]
    assert [(row.received, row.grade) for row in items] == [(2, "A"), (1, "D")]
    assert items[0].lpn != items[1].lpn
    assert "MUG" not in [row.sku for row in bench.rows() if row.item_id is None]


def test_a_graded_batch_is_not_counted_up_by_the_next_unit(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG", "GRADE-A", "MUG")
    assert [(row.received, row.grade) for row in bench.rows() if row.item_id] == [(1, "A"), (1, None)]


def test_serial_lot_and_expiry_are_asked_for_when_the_product_needs_them(bench: BenchWalk) -> None:
    view = bench.scan("RMA-1006", "CREAM")
    assert view.headline.say is Say.SCAN_LOT
    bench.scan("GRADE-N")
    assert bench.said is Say.SCAN_LOT
    view = bench.scan("L-4711")
    assert view.headline.say is Say.SCAN_EXPIRY
    bench.scan("tomorrow")
    assert bench.said is Say.EXPIRY_NOT_A_DATE
    view = bench.scan("31.12.2027")
    assert view.headline.say is Say.GIVE_GRADE
    assert view.item is not None
    assert (view.item.lot, view.item.expiry) == ("L-4711", "2027-12-31")


def test_a_gs1_symbol_gives_product_lot_and_expiry_in_one_scan(bench: BenchWalk) -> None:
    view = bench.scan("RMA-1006", f"010{GTIN['CREAM']}17271231" + "10L-9", aim="]d2")
    assert view.item is not None
    assert (view.item.sku, view.item.lot, view.item.expiry) == ("CREAM", "L-9", "2027-12-31")


@pytest.mark.parametrize(
    ("serial", "said", "finding"),
    [("AU-88213", Say.SERIAL_MATCHES, "matches"), ("AU-99999", Say.SERIAL_DIFFERS, "differs")],
)
def test_a_serial_is_held_against_the_expected_one(bench: BenchWalk, serial: str, said: Say, finding: str) -> None:
    view = bench.scan(BOX, "SPEAKER")
    assert view.headline.say is Say.SCAN_SERIAL
    view = bench.scan(serial)
    assert bench.said is said
    assert view.item is not None
    assert view.item.serial_finding == finding


def test_a_serial_that_differs_goes_to_quarantine_with_its_defect(bench: BenchWalk) -> None:
    view = bench.scan(BOX, "SPEAKER", "AU-99999", "GRADE-A")
    assert view.item is not None
    assert view.proposal is not None
    assert view.item.defects == ("SERIAL_MISMATCH",)
    assert (view.proposal.code, view.proposal.route) == ("QUARANTINE", "hold")


def test_the_product_leads_to_the_units_that_still_wait_before_one_more_is_asked_about(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG", "QTY-3", "SPLIT")
    bench.finish("A", "T-1")
    view = bench.scan("MUG")
    assert bench.said is Say.ITEM_SELECTED
    assert view.item is not None
    assert (view.item.quantity, view.item.grade) == (2, None)
    bench.scan("MUG")
    assert bench.asked is Say.ALREADY_ITEM


def test_of_a_parcel_without_papers_each_further_unit_is_asked_about(bench: BenchWalk) -> None:
    """Nobody knows how many of them there should be."""
    bench.scan("BLIND", "MUG", "JUMPER", "MUG")
    assert bench.asked is Say.ALREADY_ITEM


def test_a_serial_returned_before_is_noticed_in_a_later_parcel(bench: BenchWalk) -> None:
    bench.scan(BOX, "SPEAKER", "AU-88213")
    first = bench.view.item
    assert first is not None
    bench.finish("A", "T-1")
    bench.scan("RMA-1004", "SPEAKER", "AU-88213")
    assert bench.said is Say.SERIAL_RETURNED_BEFORE
    assert dict(bench.view.notice.said.params)["lpn"] == first.lpn  # type: ignore[union-attr]
    view = bench.scan("GRADE-A")
    assert view.proposal is not None
    assert view.proposal.code == "QUARANTINE"


def test_the_expected_serial_alone_identifies_its_product(bench: BenchWalk) -> None:
    view = bench.scan(BOX, "AU-88213")
    assert view.item is not None
    assert (view.item.sku, view.item.serial_finding) == ("SPEAKER", "matches")


def test_an_unreadable_serial_is_said_so_and_work_goes_on(bench: BenchWalk) -> None:
    view = bench.scan(BOX, "SPEAKER", "NO-SERIAL")
    assert view.headline.say is Say.GIVE_GRADE
    assert view.item is not None
    assert view.item.serial_finding == "unreadable"


def test_a_product_scan_while_a_serial_is_awaited_is_that_product_and_no_serial(bench: BenchWalk) -> None:
    view = bench.scan(BOX, "SPEAKER", "MUG")
    assert view.item is not None
    assert view.item.sku == "MUG"
    view = bench.scan("SPEAKER")
    assert view.item is not None
    assert (view.item.sku, view.item.serial, view.item.needs) == ("SPEAKER", None, "serial")


def test_an_item_that_is_on_no_line_is_asked_about_and_kept_as_undeclared(bench: BenchWalk) -> None:
    bench.scan(BOX, "BANK")
    assert bench.asked is Say.NOT_ON_RMA_OTHER
    bench.scan("UNDECLARED")
    assert [(row.sku, row.declared) for row in bench.rows() if row.item_id] == [("BANK", "undeclared")]


def test_an_item_expected_elsewhere_can_take_us_to_its_parcel(bench: BenchWalk) -> None:
    view = bench.scan(BOX, "BANK", "NEXT")
    assert view.parcel is not None
    assert view.parcel.rmas == ("RMA-1008",)
    assert bench.view.counts.parcels_parked == 1


def test_a_wrong_item_is_told_from_an_undeclared_one(bench: BenchWalk) -> None:
    bench.scan("RMA-1003", "JUMPER", "WRONG-ITEM")
    assert bench.rows()[0].declared == "wrong_item"
    bench.finish("B", "T-1")
    view = bench.scan("CLOSE")
    assert view.question is not None
    assert {m.say for m in view.question.details} == {Say.LINE_MISSING, Say.LINE_WRONG}


def test_a_gtin_no_catalogue_knows_can_still_be_taken_in(bench: BenchWalk) -> None:
    bench.scan(BOX, "4006381333931")
    assert bench.asked is Say.PRODUCT_UNKNOWN
    view = bench.scan("4006381333931")
    assert view.item is not None
    assert (view.item.sku, view.item.declared) == ("4006381333931", "undeclared")
    view = bench.scan("GRADE-A")
    assert view.proposal is not None
    assert view.proposal.code == "EXCEPTION"


def test_an_unknown_code_is_shown_as_it_came_and_never_swallowed(bench: BenchWalk) -> None:
    view = bench.scan(BOX, "hello world")
    assert bench.said is Say.UNKNOWN_CODE
    assert view.scans[0].text == "hello world"
    assert bench.kinds()[-1] == "scan_noted"


def test_a_wrong_check_digit_says_which_digit_was_expected(bench: BenchWalk) -> None:
    bench.scan(BOX, "6430000000018")
    assert bench.said is Say.WRONG_CHECK_DIGIT
    assert "expected" in dict(bench.view.notice.said.params)["reason"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text", ["6430000000017\x00", "\x1b[2J6430000000017", "abc\x7f", "A" * 4000, "\ud800", "💥" * 900]
)
def test_whatever_a_scanner_sends_is_explained_and_records_no_item(bench: BenchWalk, text: str) -> None:
    bench.scan(BOX)
    view = bench.scan(text)
    assert bench.said in {Say.CONTROL_CHARACTERS, Say.UNKNOWN_CODE, Say.WRONG_CHECK_DIGIT}
    assert bench.count("item") == 0
    assert view.phase is Phase.PARCEL_OPEN


@pytest.mark.parametrize(
    ("typed", "expiry"),
    [
        ("2027-12-31", "2027-12-31"),
        ("20271231", "2027-12-31"),
        ("31.12.2027", "2027-12-31"),
        ("1.2.27", "2027-02-01"),
        ("02.2028", "2028-02-29"),
        ("2027-04", "2027-04-30"),
        ("1.2.0027", None),
        ("31.2.2027", None),
        ("1.2", None),
        ("27", None),
    ],
)
def test_a_date_is_read_as_people_write_it_and_never_into_another_century(
    bench: BenchWalk, typed: str, expiry: str | None
) -> None:
    view = bench.scan("RMA-1006", "CREAM", "L-4711", typed)
    assert view.item is not None
    assert view.item.expiry == expiry
