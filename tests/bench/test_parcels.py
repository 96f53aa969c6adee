"""Parcels: expected, blind, parked, closed with what is missing."""

from app.bench.messages import Say
from app.bench.view import Phase, Tone
from app.domain.commands import OpenExpected
from tests.bench.benches import BOX, BenchWalk


def test_a_parcel_scan_shows_what_should_be_inside_and_received_counts_start_at_zero(bench: BenchWalk) -> None:
    view = bench.scan(BOX)
    assert bench.said is Say.PARCEL_OPENED
    assert [(row.sku, row.received, row.expected) for row in bench.rows()] == [
        ("JUMPER", 0, 1),
        ("SPEAKER", 0, 1),
        ("MUG", 0, 3),
        ("SOCKS", 0, 2),
    ]
    assert view.parcel is not None
    assert (view.parcel.units_received, view.parcel.units_expected) == (0, 7)
    assert view.parcel.days_left == 12


def test_one_parcel_with_several_orders_is_one_list(bench: BenchWalk) -> None:
    view = bench.scan("RMA-1002")
    assert view.parcel is not None
    assert view.parcel.rmas == ("RMA-1001", "RMA-1002")
    assert view.parcel.label == BOX


def test_scanning_the_open_parcel_again_changes_nothing(bench: BenchWalk) -> None:
    bench.scan(BOX, "MUG")
    before = bench.count("event")
    bench.scan(BOX)
    assert bench.said is Say.PARCEL_ALREADY_OPEN
    assert bench.count("event") == before


def test_a_second_parcel_parks_the_first_and_nothing_is_lost(bench: BenchWalk) -> None:
    bench.scan(BOX, "JUMPER", "GRADE-A", "RMA-1003")
    assert bench.view.counts.parcels_parked == 1
    bench.scan(BOX)
    assert bench.said is Say.PARCEL_RESUMED
    assert bench.rows()[0].grade == "A"
    assert bench.view.phase is Phase.GRADED


def test_an_expected_return_chosen_from_a_list_opens_its_box_as_a_scan_would(bench: BenchWalk) -> None:
    bench.scan("RMA-1004", "SPEAKER")  # the serial is asked for: a number from a list must not be taken for it
    view = bench.do(OpenExpected("RMA-1002")).view
    assert bench.said is Say.PARCEL_OPENED
    assert view.parcel is not None
    assert (view.parcel.label, view.parcel.rmas) == (BOX, ("RMA-1001", "RMA-1002"))
    assert view.counts.parcels_parked == 1
    bench.do(OpenExpected("RMA-1004"))
    assert bench.said is Say.PARCEL_RESUMED
    bench.do(OpenExpected("RMA-9999"))
    assert bench.said is Say.UNKNOWN_CODE
    bench.scan("SIGN-OUT")
    bench.do(OpenExpected("RMA-1002"))
    assert bench.said is Say.SIGN_IN_FIRST


def test_a_parcel_without_papers_from_which_nothing_was_taken_is_closed_only_after_a_question(bench: BenchWalk) -> None:
    view = bench.scan("BLIND", "CLOSE")
    assert bench.asked is Say.CLOSE_ATTENTION
    assert view.question is not None
    assert [detail.say for detail in view.question.details] == [Say.PARCEL_EMPTY]
    bench.scan("CLOSE")
    assert bench.said is Say.PARCEL_CLOSED


def test_an_unexpected_parcel_is_received_blind_on_the_second_scan(bench: BenchWalk) -> None:
    bench.scan("1Z12345E0205271686")
    assert bench.asked is Say.PARCEL_NOT_EXPECTED
    assert bench.count("parcel") == 0
    view = bench.scan("1Z12345E0205271686")
    assert bench.said is Say.BLIND_OPENED
    assert view.parcel is not None
    assert view.parcel.blind
    assert view.parcel.carrier == "UPS"
    bench.scan("MUG")
    assert bench.rows()[0].declared == "blind"


def undeclared_units(bench: BenchWalk) -> list[int]:
    rows = bench.journal.connection.execute("SELECT undeclared_units FROM parcel ORDER BY received_at")
    return [units for (units,) in rows]


def test_what_comes_without_papers_is_not_undeclared_for_nothing_was_declared(bench: BenchWalk) -> None:
    bench.scan("BLIND", "MUG", "QTY-3")
    assert undeclared_units(bench) == [0]
    bench.scan("RMA-1003", "JUMPER", "UNDECLARED")
    assert undeclared_units(bench) == [0, 1]
    bench.scan("SOCKS", "WRONG-ITEM")
    assert undeclared_units(bench) == [0, 2], "what was sent by mistake was not announced either"


def test_a_parcel_without_any_code_is_received_by_a_command_barcode(bench: BenchWalk) -> None:
    view = bench.scan("BLIND", "MUG")
    assert view.parcel is not None
    assert (view.parcel.label, view.parcel.blind, len(view.parcel.rows)) == ("", True, 1)


def test_closing_lists_what_is_missing_first_and_wants_a_second_scan(bench: BenchWalk) -> None:
    bench.scan(BOX, "JUMPER")
    bench.finish("A", "T-1")
    view = bench.scan("CLOSE")
    assert bench.asked is Say.CLOSE_CONFIRM
    assert view.question is not None
    assert [(m.say, m.count) for m in view.question.details] == [
        (Say.LINE_MISSING, 1),
        (Say.LINE_MISSING, 3),
        (Say.LINE_MISSING, 2),
    ]
    assert "parcel_closed" not in bench.kinds()
    view = bench.scan("CLOSE")
    assert bench.said is Say.PARCEL_CLOSED
    assert view.phase is Phase.IDLE
    assert bench.journal.connection.execute("SELECT missing_units, received_units FROM parcel").fetchone() == (6, 1)


def test_a_parcel_never_books_more_than_was_there(bench: BenchWalk) -> None:
    bench.scan("RMA-1003", "MUG")
    bench.finish("A", "T-1")
    bench.scan("CLOSE", "CLOSE")
    assert bench.journal.connection.execute("SELECT expected, received, missing FROM parcel_line").fetchall() == [
        (2, 1, 1)
    ]


def test_a_parcel_with_an_undecided_item_does_not_close_and_shows_the_item(bench: BenchWalk) -> None:
    bench.scan(BOX, "JUMPER", "MUG", "GRADE-B", "ACCEPT")
    view = bench.scan("CLOSE")
    assert bench.said is Say.ITEMS_UNDECIDED
    assert view.item is not None
    assert view.item.sku == "JUMPER"


def test_a_closed_parcel_is_reopened_only_when_confirmed(bench: BenchWalk) -> None:
    bench.scan("RMA-1003", "CLOSE", "CLOSE")
    bench.scan("RMA-1003")
    assert bench.asked is Say.PARCEL_CLOSED_BEFORE
    bench.scan("RMA-1003")
    assert bench.said is Say.PARCEL_RESUMED
    assert bench.journal.connection.execute("SELECT status, missing_units FROM parcel").fetchone() == ("open", 0)


def test_an_item_scan_without_a_parcel_is_explained(bench: BenchWalk) -> None:
    view = bench.scan("MUG")
    assert bench.said is Say.OPEN_PARCEL_FIRST
    assert view.phase is Phase.IDLE


def test_a_passed_deadline_is_a_warning_beside_the_item(bench: BenchWalk) -> None:
    view = bench.scan("RMA-1003", "MUG")
    assert view.parcel is not None
    assert view.parcel.days_left == -10
    assert view.item is not None
    assert [(m.say, m.count, tone) for m, tone in view.item.warnings] == [(Say.DEADLINE_PASSED, 10, Tone.WARNING)]


def test_goods_that_may_not_come_back_are_shown_before_they_are_judged(bench: BenchWalk) -> None:
    view = bench.scan("RMA-1007", "GIFT")
    assert view.item is not None
    assert (Say.NOT_RETURNABLE, Tone.ERROR) in [(m.say, tone) for m, tone in view.item.warnings]


def test_a_code_that_means_nothing_here_can_be_what_a_parcel_is_called(bench: BenchWalk) -> None:
    bench.scan("vo-77/19 x")
    assert bench.asked is Say.UNKNOWN_CODE_PARCEL
    bench.scan("vo-77/19 x")
    assert bench.count("parcel") == 0  # a voucher that is scanned twice is no parcel
    view = bench.scan("BLIND")
    assert view.parcel is not None
    assert (view.parcel.label, view.parcel.blind) == ("VO-77/19 X", True)
    bench.scan("PARK", "VO-77/19 X")
    assert bench.said is Say.PARCEL_RESUMED


def test_a_code_of_goods_is_never_offered_as_a_parcels_name(bench: BenchWalk) -> None:
    for text in ("4006381333931", "(01)04006381333931(21)ABC", "R68AA000001X", "https://id.gs1.org/01/04006381333931"):
        bench.scan(text)
        assert bench.asked is None, text


def test_a_parked_parcel_without_a_code_is_found_in_its_list(bench: BenchWalk) -> None:
    bench.scan("BLIND", "PARK")
    assert bench.said is Say.PARCEL_PARKED_NAMELESS


def test_a_return_that_misses_nothing_is_not_named_as_where_goods_belong(bench: BenchWalk) -> None:
    bench.scan("RMA-1003", "GIFT")
    assert bench.asked is Say.NOT_ON_RMA_OTHER  # of RMA-1007
    bench.scan("RMA-1007", "GIFT", "GRADE-A", "ACCEPT")
    bench.label_back()
    bench.scan("T-1", "T-1", "CLOSE", "RMA-1003", "GIFT")
    assert bench.asked is Say.NOT_ON_RMA


def test_a_closed_return_that_misses_the_product_is_named(bench: BenchWalk) -> None:
    bench.scan("RMA-1007", "CLOSE", "CLOSE", "RMA-1003", "GIFT")
    assert bench.asked is Say.NOT_ON_RMA_OTHER


def test_half_a_badge_is_neither_a_parcels_name_nor_shown(bench: BenchWalk) -> None:
    badge = bench.badges["Inspector 12"]
    for text in (f"1{badge}", f"B{badge}", badge.removeprefix("B-")):
        view = bench.scan(text)
        assert bench.asked is None, text
        assert badge.removeprefix("B-") not in str(view)
    notes = bench.journal.connection.execute("SELECT body FROM event WHERE kind = 'scan_noted'").fetchall()
    assert badge.removeprefix("B-") not in str(notes)
