"""Codes that a keyboard wedge does not end as its settings say: told, and never typed."""

import pytest

from devices.events import FrameProblem, FrameRejected
from devices.scanners.wedge import BurstDetector, WedgeSettings
from tests.devices.scanners.strokes import ENTER, F2, LEFT_SHIFT, TAB, Hand, press, release, typed
from tests.devices.scanners.test_wedge import hand, keys


def test_a_scanners_enter_that_comes_late_still_ends_its_reading():
    scanned = hand().feed([*typed("code01", 0, end=None), press(ENTER, 40 + 250)])
    assert (scanned.readings, scanned.rejections, scanned.seen_keys) == (["code01"], [], [])


def test_a_code_that_nothing_ends_presses_no_key_and_is_reported():
    scanned = hand().feed(typed("1234567", end=None)).wait()
    assert scanned.seen == []
    assert scanned.rejections == [FrameRejected(FrameProblem.NO_END, b"1234567", 7, "left", 0)]
    assert scanned.feed(typed("code01", 1000)).readings == ["code01"]


@pytest.mark.parametrize("end", [TAB, F2], ids=["Tab", "F2"])
def test_a_code_that_another_key_ends_presses_no_key_and_is_reported_at_once(end):
    scanned = hand().feed(typed("code01", end=end))
    assert (scanned.readings, scanned.seen) == ([], [])
    assert [rejected.problem for rejected in scanned.rejections] == [FrameProblem.NO_END]


@pytest.mark.parametrize("second", [press(ENTER, 56), press(36, 56, ctrl=True)], ids=["Enter", "Ctrl+J"])
@pytest.mark.parametrize(("terminator", "first"), [("Enter", TAB), ("Tab", ENTER)])
def test_nothing_that_follows_a_wrong_end_is_pressed_either(terminator, first, second):
    scanned = hand(terminator=terminator).feed([*typed("code01", end=first), second, release(second.key, 57)])
    assert (scanned.readings, scanned.seen, len(scanned.rejections)) == ([], [], 1)
    assert scanned.feed([press(F2, 200)]).seen_keys == [F2]


def test_a_code_that_was_too_long_is_rejected_once_whatever_ends_it():
    scanned = hand(max_length=20).feed(typed("a" * 30, end=TAB)).wait()
    assert [rejected.problem for rejected in scanned.rejections] == [FrameProblem.TOO_LONG]


def test_a_modifier_that_a_person_holds_comes_through_a_code_without_an_end():
    strokes = [*typed("code01", end=None), press(LEFT_SHIFT, 100)]
    typing = hand().feed(strokes).wait().feed([release(LEFT_SHIFT, 900)])
    assert [(stroke.key, stroke.pressed) for stroke in typing.seen] == [(LEFT_SHIFT, True), (LEFT_SHIFT, False)]


def test_where_strokes_bear_no_time_of_the_systems_a_heap_of_typing_is_given_back():
    typing = Hand(BurstDetector(WedgeSettings("left"), timed=False)).feed(typed("jumper", pace_ms=0, end=None)).wait()
    assert (typing.seen_keys, typing.rejections) == (keys("jumper"), [])


def test_the_next_code_tells_that_the_one_before_it_had_no_end():
    scanned = hand().feed([*typed("code01", 0, end=None), *typed("code02", 100)])
    assert (scanned.readings, scanned.seen) == (["code02"], [])
    assert [rejected.raw for rejected in scanned.rejections] == [b"code01"]


def test_a_persons_key_after_a_code_without_an_end_is_seen():
    typing = hand().feed([*typed("code01", 0, end=None), press(F2, 300), release(F2, 310)])
    assert typing.seen_keys == [F2]
    assert len(typing.rejections) == 1


def test_half_of_a_code_presses_no_key_and_is_reported():
    scanned = hand(min_length=4).feed(typed("123", pace_ms=1))
    assert (scanned.readings, scanned.seen) == ([], [])
    assert [(rejected.problem, rejected.raw) for rejected in scanned.rejections] == [(FrameProblem.CUT_OFF, b"123")]
    assert scanned.feed(typed("code01", 500)).readings == ["code01"]


def test_a_short_text_at_the_pace_of_a_hand_is_typed_with_its_enter():
    typing = hand(min_length=4).feed(typed("123", pace_ms=13))
    assert (typing.seen_keys, typing.rejections) == ([*keys("123"), ENTER], [])


def test_a_scanner_that_pauses_somewhat_longer_is_heard_without_any_setting():
    assert Hand(BurstDetector(WedgeSettings("left"))).feed(typed("9521002000153", pace_ms=35)).readings == [
        "9521002000153"
    ]
