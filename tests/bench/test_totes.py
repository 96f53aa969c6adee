"""Totes: opened for a route, filled by scan, the wrong one stops everything."""

import pytest

from app.bench.messages import Say
from app.bench.view import Phase, Sound, Tone
from app.store.queries import JournalQueries
from tests.bench.benches import BOX, BenchWalk


def decided(bench: BenchWalk, grade: str = "B") -> None:
    """A jumper that goes to refurbishment (grade B) or disposal (grade E), its label scanned back."""
    bench.scan(BOX, "JUMPER", f"GRADE-{grade}", "ACCEPT")
    bench.label_back()


def test_a_tote_nobody_opened_is_opened_for_the_items_route_by_a_second_scan(bench: BenchWalk) -> None:
    decided(bench)
    bench.scan("T-0301")
    assert bench.asked is Say.TOTE_NOT_OPEN
    assert bench.count("tote") == 0
    view = bench.scan("T-0301")
    assert bench.said is Say.STOWED
    assert view.phase is Phase.DONE
    assert bench.journal.connection.execute("SELECT code, route, items, units FROM tote").fetchall() == [
        ("T-0301", "refurbish", 1, 1)
    ]


def test_a_tote_of_another_route_stops_and_nothing_is_recorded(bench: BenchWalk) -> None:
    bench.scan("T-0400", "TOTE-OPEN-RESTOCK")
    decided(bench)
    before = bench.count("event")
    view = bench.scan("T-0400")
    assert bench.said is Say.TOTE_WRONG_ROUTE
    assert view.notice is not None
    assert (view.notice.tone, view.notice.sound) == (Tone.STOP, Sound.ERROR)
    assert bench.count("event") == before
    assert view.phase is Phase.DECIDED


def test_the_open_tote_of_the_right_route_is_named_in_the_headline(bench: BenchWalk) -> None:
    bench.scan("T-0400", "TOTE-OPEN-RESTOCK", "T-0500", "TOTE-OPEN-REFURBISH")
    decided(bench)
    assert (bench.view.headline.say, dict(bench.view.headline.params)) == (Say.PUT_IN_TOTE, {"tote": "T-0500"})
    assert [(tote.code, tote.suggested) for tote in bench.view.totes] == [("T-0400", False), ("T-0500", True)]


def test_an_idle_tote_scan_shows_what_is_in_it(bench: BenchWalk) -> None:
    decided(bench)
    bench.scan("T-0301", "T-0301", "PARK", "T-0301")
    assert bench.said is Say.TOTE_SHOWN
    assert bench.view.notice is not None
    assert dict(bench.view.notice.said.params)["route"] == "refurbish"


def test_a_full_tote_is_closed_and_takes_nothing_more(bench: BenchWalk) -> None:
    decided(bench)
    bench.scan("T-0301", "T-0301", "TOTE-CLOSE")
    assert bench.said is Say.TOTE_CLOSED
    bench.scan("SOCKS", "GRADE-B", "ACCEPT")
    bench.label_back()
    bench.scan("T-0301")
    assert bench.asked is Say.TOTE_CLOSED_WITH
    assert bench.journal.connection.execute("SELECT status, items FROM tote").fetchone() == ("closed", 1)


@pytest.mark.parametrize("words", [("GRADE-A", "HOLD"), ("DEFECT-EMPTY_BOX", "GRADE-C", "ACCEPT")])
def test_a_tote_with_goods_that_wait_for_a_decision_is_closed_only_after_a_question(
    bench: BenchWalk, words: tuple[str, ...]
) -> None:
    bench.scan(BOX, "JUMPER", *words)
    bench.label_back()
    bench.scan("T-9", "T-9", "TOTE-CLOSE")
    assert bench.asked is Say.TOTE_CLOSE_WAITING
    assert "tote_closed" not in bench.kinds()
    bench.scan("CANCEL", "TOTE-CLOSE", "TOTE-CLOSE")
    assert bench.said is Say.TOTE_CLOSED
    assert bench.kinds().count("tote_closed") == 1


def closed_with_one(bench: BenchWalk) -> None:
    """T-0301 was closed with a jumper for refurbishment in it."""
    decided(bench)
    bench.scan("T-0301", "T-0301", "TOTE-CLOSE")


def test_a_tote_closed_with_goods_is_asked_about_by_what_it_held(bench: BenchWalk) -> None:
    closed_with_one(bench)
    before = bench.count("event")
    view = bench.scan("PARK", "T-0301")
    assert view.question is not None
    asked = view.question.asked
    assert (asked.say, asked.count) == (Say.TOTE_CLOSED_WITH, 1)
    assert dict(asked.params) == {"tote": "T-0301", "at": "2026-11-20T10:00", "route": "refurbish"}
    assert [choice.word for choice in view.question.choices] == [
        "TOTE-OPEN-REFURBISH",  # as before, and what a plain "yes" means
        "TOTE-OPEN-RESTOCK",
        "TOTE-OPEN-DISPOSE",
        "TOTE-OPEN-HOLD",
        "CANCEL",
    ]
    bench.scan("T-0301", "CANCEL")
    assert bench.kinds()[before:] == ["parcel_parked"]


def test_a_closed_tote_is_not_opened_by_scanning_it_twice(bench: BenchWalk) -> None:
    closed_with_one(bench)
    bench.scan("SOCKS", "GRADE-B", "ACCEPT")
    bench.label_back()
    bench.scan("T-0301", "T-0301")
    assert bench.asked is Say.TOTE_CLOSED_WITH
    assert bench.kinds().count("tote_opened") == 1


@pytest.mark.parametrize(("grade", "route"), [("B", "refurbish"), ("E", "dispose")])
def test_yes_opens_a_closed_tote_for_the_item_in_hand_and_puts_it_in(bench: BenchWalk, grade: str, route: str) -> None:
    closed_with_one(bench)
    bench.scan("SOCKS", f"GRADE-{grade}", "ACCEPT")
    bench.label_back()
    bench.scan("T-0301", "CONFIRM")
    assert bench.said is Say.STOWED
    row = bench.journal.connection.execute("SELECT status, route, items FROM tote").fetchone()
    assert row == ("open", route, 1)


@pytest.mark.parametrize(("word", "route"), [("CONFIRM", "refurbish"), ("TOTE-OPEN-HOLD", "hold")])
def test_without_an_item_a_closed_tote_is_opened_for_what_it_was_for_or_for_what_is_said(
    bench: BenchWalk, word: str, route: str
) -> None:
    closed_with_one(bench)
    bench.scan("PARK", "T-0301", word)
    assert bench.said is Say.TOTE_OPENED
    row = bench.journal.connection.execute("SELECT status, route, items FROM tote").fetchone()
    assert row == ("open", route, 0)


def test_a_tote_opened_anew_and_undone_is_closed_with_what_it_held(bench: BenchWalk) -> None:
    closed_with_one(bench)
    held = bench.journal.connection.execute("SELECT * FROM tote").fetchone()
    bench.scan("PARK", "T-0301", "TOTE-OPEN-HOLD", "UNDO")
    assert bench.journal.connection.execute("SELECT * FROM tote").fetchone() == held
    bench.scan("TOTE-OPEN-RESTOCK")  # the tote that was scanned last is meant
    assert bench.asked is Say.TOTE_CLOSED_WITH
    assert bench.journal.connection.execute("SELECT * FROM tote").fetchone() == held


def test_a_closed_tote_with_nothing_left_in_it_is_opened_without_a_question_about_that(bench: BenchWalk) -> None:
    closed_with_one(bench)
    bench.scan("HOLD", "HOLD")  # it had to come out
    assert bench.journal.connection.execute("SELECT status, items FROM tote").fetchone() == ("closed", 0)
    bench.scan("T-0301")
    assert bench.asked is Say.TOTE_NOT_OPEN


def test_nothing_is_taken_out_of_a_closed_tote(bench: BenchWalk) -> None:
    closed_with_one(bench)
    bench.scan("REMOVE")
    assert bench.said is Say.TOTE_IS_CLOSED


def test_a_tote_opened_anew_starts_empty(bench: BenchWalk) -> None:
    decided(bench)
    bench.scan("T-0301", "T-0301", "TOTE-CLOSE", "T-0301", "TOTE-OPEN-REFURBISH")
    assert bench.journal.connection.execute("SELECT status, items FROM tote").fetchone() == ("open", 0)


def test_closing_a_tote_names_it_and_what_it_was_for(bench: BenchWalk) -> None:
    closed_with_one(bench)
    assert bench.view.notice is not None
    said = bench.view.notice.said
    assert (said.say, dict(said.params), said.count) == (
        Say.TOTE_CLOSED,
        {"tote": "T-0301", "route": "refurbish"},
        1,
    )


def test_closing_asks_which_tote_where_several_are_open_and_the_screen_names_another(bench: BenchWalk) -> None:
    bench.scan("T-0400", "TOTE-OPEN-RESTOCK")
    decided(bench)
    bench.scan("T-0301", "T-0301", "SOCKS", "GRADE-B", "ACCEPT")
    bench.label_back()
    bench.scan("T-0400")
    assert bench.said is Say.TOTE_WRONG_ROUTE
    view = bench.scan("TOTE-CLOSE")
    assert view.question is not None
    asked = view.question.asked
    assert (asked.say, dict(asked.params), asked.count) == (
        Say.TOTE_CLOSE_THIS,
        {"tote": "T-0301", "route": "refurbish"},
        1,
    )
    assert "tote_closed" not in bench.kinds()
    bench.scan("CANCEL", "TOTE-CLOSE", "CONFIRM")
    assert bench.said is Say.TOTE_CLOSED
    assert bench.kinds().count("tote_closed") == 1


def test_a_tote_that_was_just_scanned_is_closed_without_a_question_beside_other_open_ones(bench: BenchWalk) -> None:
    bench.scan("T-0400", "TOTE-OPEN-RESTOCK")
    decided(bench)
    bench.scan("T-0301", "T-0301", "MUG", "T-0301", "TOTE-CLOSE")
    assert bench.said is Say.TOTE_CLOSED


def test_the_only_open_tote_is_closed_without_a_question(bench: BenchWalk) -> None:
    decided(bench)
    bench.scan("T-0301", "T-0301", "MUG", "TOTE-CLOSE")
    assert bench.said is Say.TOTE_CLOSED


def test_an_empty_tote_is_not_closed(bench: BenchWalk) -> None:
    bench.scan("T-0400", "TOTE-OPEN-HOLD", "TOTE-CLOSE")
    assert bench.said is Say.TOTE_EMPTY


def test_an_item_can_be_taken_out_of_its_tote(bench: BenchWalk) -> None:
    decided(bench)
    bench.scan("T-0301", "T-0301")
    view = bench.scan("REMOVE")
    assert bench.said is Say.UNSTOWED
    assert view.phase is Phase.DECIDED
    assert bench.journal.connection.execute("SELECT items FROM tote").fetchone() == (0,)


def test_a_held_item_goes_into_a_hold_tote_only(bench: BenchWalk) -> None:
    bench.scan("T-1", "TOTE-OPEN-REFURBISH", "T-2", "TOTE-OPEN-HOLD", BOX, "JUMPER", "GRADE-B", "HOLD", "T-1")
    assert bench.said is Say.TOTE_WRONG_ROUTE
    bench.scan("T-2")
    assert bench.said is Say.STOWED
    assert bench.rows()[0].route == "hold"


def test_the_label_of_another_item_is_refused_when_scanned_back(bench: BenchWalk) -> None:
    decided(bench)
    first = bench.view.item
    assert first is not None
    view = bench.scan("MUG", "GRADE-A", "ACCEPT", first.lpn)
    assert bench.said is Say.LABEL_OF_OTHER
    assert view.item is not None
    assert view.item.label_state != "confirmed"


def test_a_label_scanned_later_leads_back_to_its_item(bench: BenchWalk) -> None:
    decided(bench)
    first = bench.view.item
    assert first is not None
    view = bench.scan("MUG", first.lpn)
    assert bench.said is Say.ITEM_SELECTED
    assert view.item == first


def test_a_label_that_was_never_made_here_is_said_so(bench: BenchWalk) -> None:
    from app.domain.lpn import make_lpn

    bench.scan(BOX, make_lpn("ZZZZ", 7))
    assert bench.said is Say.LABEL_UNKNOWN_HERE


def test_the_history_of_a_tote_tells_what_went_in_and_out(bench: BenchWalk) -> None:
    decided(bench)
    bench.scan("T-0301", "T-0301", "REMOVE", "T-0301", "UNDO", "T-0301", "TOTE-CLOSE")
    queries = JournalQueries(bench.path)
    told = queries.tote_history("T-0301", 10, 0)
    page = queries.tote_history("T-0301", 2, 1)
    queries.close()
    assert [(one.record.kind, one.title, one.undone) for one in told] == [
        ("tote_closed", "", False),
        ("item_stowed", "Wool jumper, M", False),
        ("item_stowed", "Wool jumper, M", True),
        ("item_unstowed", "Wool jumper, M", False),
        ("item_stowed", "Wool jumper, M", False),
        ("tote_opened", "", False),
    ]
    assert page == told[1:3]


def test_a_tote_whose_closing_was_taken_back_is_the_one_in_hand(bench: BenchWalk) -> None:
    closed_with_one(bench)
    bench.scan("UNDO", "TOTE-CLOSE")
    assert bench.said is Say.TOTE_CLOSED
