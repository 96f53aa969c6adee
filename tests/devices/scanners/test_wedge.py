import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.events import FrameProblem, FrameRejected, ScanReceived
from devices.scanners.key_stroke import EventClock, KeyStroke
from devices.scanners.layouts import LAYOUTS
from devices.scanners.wedge import BurstDetector, Verdict, WedgeSettings
from tests.devices.scanners.strokes import (
    ENTER,
    F2,
    LEFT_CTRL,
    LEFT_SHIFT,
    RIGHT_ALT,
    TAB,
    Hand,
    in_time,
    key_of,
    press,
    release,
    typed,
)


def hand(**settings: object) -> Hand:
    return Hand(BurstDetector(WedgeSettings("left", **{"hold_ms": 30, **settings})))


def keys(text: str) -> list[int]:
    return [key_of(character)[0] for character in text]


def test_a_burst_that_ends_with_enter_is_a_reading_and_no_stroke_of_it_is_seen():
    scanned = hand().feed(typed("RMA-000123"))
    assert scanned.readings == ["RMA-000123"]
    # the first Shift went down before anything was known, and comes up again for whoever saw it go down
    assert [(stroke.key, stroke.pressed) for stroke in scanned.seen] == [(LEFT_SHIFT, True), (LEFT_SHIFT, False)]
    event = scanned.decisions[-2].event
    assert event == ScanReceived("RMA-000123", "", "left", 80_000_000)


def test_the_scanners_enter_is_dropped_with_its_release():
    scanned = hand().feed(typed("rma000123"))
    assert [decision.verdict for decision in scanned.decisions[-2:]] == [Verdict.DROP, Verdict.DROP]
    assert scanned.seen == []


def test_readings_follow_each_other_without_a_pause():
    assert hand().feed([*typed("code01", 0), *typed("code02", 60), *typed("code03", 120)]).readings == [
        "code01",
        "code02",
        "code03",
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_characters_come_from_the_scanners_layout_and_not_from_the_systems_text(layout):
    text = {"ru": "НАКЛАДНАЯ-12"}.get(layout, "RMA-000123/x@A7#" if layout != "gb" else "RMA-000123/x'A7#")
    strokes = [
        KeyStroke(
            **{name: getattr(stroke, name) for name in ("key", "pressed", "at_ms", "shift", "ctrl", "alt")}, text="Ж"
        )
        for stroke in typed(text, layout=layout)
    ]
    assert hand(layout=layout).feed(strokes).readings == [text]


def test_gs_and_the_symbology_identifier_come_through():
    assert hand().feed(typed("]C10104006381333931\x1d10AB\x1e\x04")).readings == ["]C10104006381333931\x1d10AB\x1e\x04"]
    [event] = [one.event for one in hand().feed(typed("]d20104006381333931")).decisions if one.event]
    assert (event.aim, event.text) == ("]d2", "0104006381333931")


def test_gs_from_the_position_of_the_us_key_is_gs_in_every_layout():
    for layout in ("us", "gb", "de", "fr", "fi"):
        gs = [press(LEFT_CTRL, 48), press(27, 48, ctrl=True), release(27, 49, ctrl=True), release(LEFT_CTRL, 49)]
        strokes = [*typed("abcdef", 0, layout=layout, end=None), *gs, *typed("g", 56, layout=layout)]
        assert hand(layout=layout).feed(strokes).readings == ["abcdef\x1dg"]


def test_fewer_characters_than_the_least_are_typing_and_enter_too():
    typing = hand(min_length=6).feed(typed("12345", pace_ms=20))
    assert typing.readings == []
    assert typing.seen_keys == [*keys("12345"), ENTER]


def test_a_person_types_whatever_the_speed_of_their_typing_and_the_window_sees_all_of_it_in_order():
    strokes = typed("hello world", 0, pace_ms=31)
    typing = hand().feed(strokes).wait()
    assert typing.readings == []
    assert typing.seen == strokes


def test_a_window_that_was_busy_gets_a_reading_in_one_heap_and_still_knows_it():
    heap = [*typed("ab", 0, pace_ms=120, end=None), *typed("rma-000123", 1000, pace_ms=10)]
    arrived = hand().feed(heap)
    assert arrived.readings == ["rma-000123"]
    assert arrived.seen_keys == keys("ab")


def test_a_window_that_was_busy_gets_typing_in_one_heap_and_does_not_take_it_for_a_reading():
    strokes = typed("password", 0, pace_ms=110)
    typing = hand().feed(strokes)
    assert typing.readings == []
    assert typing.seen == strokes


def test_a_timer_that_fired_too_early_types_a_part_but_does_not_cut_the_reading_in_two():
    strokes = typed("rma-000123")
    scanned = hand().feed(strokes[:4]).wait().feed(strokes[4:])
    assert scanned.readings == ["rma-000123"]
    assert scanned.seen == strokes[:4]


def test_typing_just_before_a_reading_is_given_back_and_the_release_of_its_last_key_too():
    strokes = [press(30, 0), *typed("rma-000123", 100)]
    strokes.insert(3, release(30, 101))  # the person lifts the finger while the scanner already types
    scanned = hand().feed(strokes)
    assert scanned.readings == ["rma-000123"]
    assert scanned.seen == [press(30, 0), release(30, 101)]


def test_enter_after_a_pause_is_a_persons_enter():
    typing = hand().feed([*typed("rma-000123", 0, pace_ms=31, end=None), press(ENTER, 400)])
    assert typing.readings == []
    assert typing.seen_keys == [*keys("rma-000123"), ENTER]


@pytest.mark.parametrize("modifiers", [{"shift": True}, {"ctrl": True}, {"alt": True}], ids=["shift", "ctrl", "alt"])
def test_enter_with_a_modifier_is_a_persons_enter(modifiers):
    typing = hand().feed([*typed("rma-000123", 0, pace_ms=31, end=None), press(ENTER, 310, **modifiers)])
    assert typing.readings == []
    assert typing.seen_keys == [*keys("rma-000123"), ENTER]


@pytest.mark.parametrize("second", [press(ENTER, 52), press(36, 52, ctrl=True)], ids=["Enter", "Ctrl+J"])
def test_cr_and_lf_are_one_end(second):
    scanned = hand().feed([*typed("code01"), second, release(second.key, 53)])
    assert scanned.readings == ["code01"]
    assert scanned.seen == []


def test_a_persons_enter_soon_after_a_reading_is_seen():
    assert hand().feed([*typed("code01"), press(ENTER, 200)]).seen_keys == [ENTER]


def test_the_numeric_pads_enter_ends_a_reading_and_its_digits_count_by_their_text():
    digits = [press(79 + number, 8 * number, text=str(number + 1)) for number in range(3)]
    assert hand(min_length=3).feed([*digits, press(96, 24)]).readings == ["123"]


def test_tab_ends_a_reading_where_the_scanner_sends_tab_and_enter_does_not():
    assert hand(terminator="Tab").feed(typed("code01", end=TAB)).readings == ["code01"]
    typing = hand(terminator="Tab").feed(typed("code01", pace_ms=31, end=ENTER))
    assert (typing.readings, typing.seen_keys) == ([], [*keys("code01"), ENTER])


def test_a_function_key_gives_back_what_was_held_before_it():
    typing = hand().feed([press(30, 0), release(30, 5), press(F2, 10)])
    assert [(stroke.key, stroke.pressed) for stroke in typing.seen] == [(30, True), (30, False), (F2, True)]


def test_autorepeat_is_a_person_and_passes_at_once():
    repeats = [press(30, 500 + 25 * number, repeated=True) for number in range(8)]
    typing = hand().feed([press(30, 0), *repeats, release(30, 720), press(ENTER, 725)])
    assert typing.readings == []
    assert typing.seen == [press(30, 0), *repeats, release(30, 720), press(ENTER, 725)]


def test_the_repeats_of_a_key_that_was_swallowed_are_swallowed():
    strokes = typed("code01")
    assert strokes.pop().key == ENTER  # the scanner leaves Enter down
    scanned = hand().feed([*strokes, press(ENTER, 548, repeated=True), release(ENTER, 600)])
    assert scanned.seen == []


def test_a_shortcut_with_ctrl_or_alt_is_never_held():
    for modifier in ("ctrl", "alt"):
        stroke = press(46, 0, **{modifier: True})
        assert hand().feed([stroke]).seen == [stroke]


def test_modifiers_held_in_a_burst_keep_their_place_when_it_is_given_back():
    strokes = [press(30, 0), press(LEFT_SHIFT, 3), press(48, 5, shift=True), release(LEFT_SHIFT, 20), release(48, 22)]
    assert hand().feed(strokes).wait().seen == strokes


def test_alt_gr_of_the_scanners_layout_is_understood_whatever_the_system_calls_the_key():
    under_us = hand(layout="de").feed(typed("user@host", layout="de"))  # the system says Alt
    assert under_us.readings == ["user@host"]
    strokes = [
        press(16, 32, group_switch=True) if stroke.key == 16 and stroke.pressed else stroke
        for stroke in typed("user@host", layout="de")
    ]
    assert hand(layout="de").feed(strokes).readings == ["user@host"]


def test_dead_keys_of_the_scanners_layout_compose_as_the_scanner_means_them():
    acute, space, e_key = 13, 57, 18
    strokes = [press(key, 8 * place) for place, key in enumerate([30, acute, e_key, acute, space, 48])]
    assert hand(layout="fi", min_length=4).feed([*strokes, press(ENTER, 48)]).readings == ["aé´b"]


def test_a_slow_scanner_with_a_prefix_is_heard_and_one_without_is_typing():
    slow = typed("~rma-000123", 0, pace_ms=60)
    assert hand(prefix_key="~").feed(slow).readings == ["rma-000123"]
    assert hand(prefix_key="~").feed(slow).seen_keys == [LEFT_SHIFT]
    assert hand().feed(slow).readings == []


def test_a_prefix_of_several_keys_and_of_control_characters_works_and_needs_no_least_length():
    assert hand(prefix_key="~~").feed(typed("~~T1", 0, pace_ms=60)).readings == ["T1"]
    assert hand(prefix_key="\x02").feed(typed("\x02T1", 0, pace_ms=60)).readings == ["T1"]
    assert hand(prefix_key="\x02").feed(typed("\x02T1", 0, pace_ms=60)).seen_keys == [LEFT_CTRL]


def test_a_person_who_types_the_prefix_gets_it_after_a_moment():
    strokes = typed("~abc", 0, pace_ms=250)
    typing = hand(prefix_key="~").feed(strokes).wait()
    assert typing.readings == []
    assert typing.seen == strokes


def test_a_fast_scanner_without_the_prefix_is_still_heard():
    assert hand(prefix_key="~").feed(typed("rma-000123")).readings == ["rma-000123"]


def test_a_reading_longer_than_the_greatest_is_rejected_once_and_not_typed():
    scanned = hand(max_length=20).feed([*typed("x" * 50), *typed("rma-000123", 1000)])
    assert scanned.rejections == [FrameRejected(FrameProblem.TOO_LONG, b"x" * 20, 20, "left", 160_000_000)]
    assert scanned.readings == ["rma-000123"]
    assert scanned.seen == []


def test_events_that_no_keyboard_made_are_read_by_their_text():
    texts = [
        KeyStroke(0, character, True, 8 * place, identity=ord(character)) for place, character in enumerate("RMA-01")
    ]
    scanned = hand().feed([*texts, KeyStroke(0, "\r", True, 48, identity=13)])
    assert scanned.readings == ["RMA-01"]


def test_the_systems_count_of_milliseconds_may_begin_again_within_a_reading():
    strokes = [
        KeyStroke(stroke.key, "", stroke.pressed, (stroke.at_ms + 2**32 - 40) % 2**32) for stroke in typed("rma-000123")
    ]
    assert hand().feed(strokes).readings == ["rma-000123"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"name": ""}, 'Expected a name for the scanner, got "".'),
        ({"terminator": "Space"}, "Expected a terminator of Enter or Tab, got 'Space'."),
        ({"min_length": 1}, "Expected a minimum length of 2 to 4096 characters, got 1."),
        ({"hold_ms": 1500}, "Expected a hold time of 5 to 1000 ms, got 1500."),
        ({"prefixed_gap_ms": 10}, "Expected a pause after the prefix of 45 to 2000 ms, got 10."),
        ({"prefix_key": ""}, 'Expected a prefix of at least 1 character, got "".'),
        ({"layout": "dvorak"}, "Expected a layout of us, gb, de, fr, fi, ru; got 'dvorak'."),
    ],
)
def test_settings_that_cannot_work_are_refused_with_what_was_expected_and_given(arguments, said):
    with pytest.raises(ValueError, match=said):
        WedgeSettings(**({"name": "left"} | arguments))


def test_the_clock_keeps_the_distance_of_readings_that_arrive_in_one_heap():
    clock = EventClock()
    ms = 1_000_000
    assert clock.at_ns(1000, 5_002 * ms) == 5_002 * ms
    assert clock.at_ns(1100, 5_101 * ms) == 5_101 * ms  # arrived faster: the delay before was at least 1 ms
    assert clock.at_ns(2000, 9_000 * ms) == 6_001 * ms
    assert clock.at_ns(3500, 9_000 * ms) == 7_501 * ms


def test_the_clock_starts_anew_when_the_systems_count_does():
    clock = EventClock()
    ms = 1_000_000
    clock.at_ns(2**32 - 1, 1_000 * ms)
    assert clock.at_ns(5, 1_006 * ms) == 1_006 * ms


typing_keys = st.sampled_from([*keys("abc~"), 57, F2, ENTER, TAB, LEFT_SHIFT, RIGHT_ALT, LEFT_CTRL])
any_strokes = st.lists(
    st.tuples(typing_keys, st.booleans(), st.integers(0, 300), st.booleans(), st.booleans()), max_size=40
)


def strokes_of(drawn: list[tuple[int, bool, int, bool, bool]]) -> list[KeyStroke]:
    strokes: list[KeyStroke] = []
    at_ms = 0
    for number, (key, pressed, gap_ms, shift, repeated) in enumerate(drawn):
        at_ms += gap_ms
        strokes.append(KeyStroke(key, "", pressed, at_ms, shift=shift, repeated=repeated and pressed, identity=number))
    return strokes


@given(any_strokes, st.sampled_from([None, "~"]), st.booleans())
def test_no_stroke_is_lost_or_moved_or_doubled_unless_it_belongs_to_a_reading(drawn, prefix, timely):
    typing = hand(prefix_key=prefix, min_length=2)
    strokes = strokes_of(drawn)
    for stroke in in_time(strokes, 30) if timely else strokes:
        typing = typing.wait() if stroke is None else typing.feed([stroke])
    seen = typing.wait().seen
    places = [stroke.identity for stroke in seen]
    assert places == sorted(set(places)), "in order, none twice"
    if not typing.readings and not typing.rejections:
        assert seen == strokes


@given(any_strokes)
def test_what_a_person_can_type_is_never_a_reading(drawn):
    slow = strokes_of([(key, pressed, gap_ms + 31, shift, repeated) for key, pressed, gap_ms, shift, repeated in drawn])
    typing = hand(min_length=2).feed(slow).wait()
    assert (typing.readings, typing.rejections) == ([], [])
    assert typing.seen == slow


@given(
    st.text(
        st.sampled_from([*LAYOUTS["us"].plain.values(), *LAYOUTS["us"].shifted.values(), "\x1d"]),
        min_size=6,
        max_size=60,
    ),
    st.integers(0, 30),
    st.lists(st.integers(0, 200), max_size=3),
)
def test_every_text_a_scanner_can_type_comes_back_exactly_whenever_the_timer_fires(text, pace_ms, flushes):
    text = f"r{text}"  # a reading does not begin with a control character
    scanned = hand()
    for place, stroke in enumerate(typed(text, pace_ms=pace_ms)):
        scanned.feed([stroke])
        if place in flushes:
            scanned.wait()
    assert scanned.readings == [text]
    assert ENTER not in scanned.seen_keys
