from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.events import FrameProblem, FrameRejected, ScannerEvent, ScanReceived
from devices.scanners.framing import Framer, FrameSettings, Terminator, split_aim

MS = 1_000_000
TERMINATORS: list[Terminator] = ["CR", "LF", "CRLF", "TAB", "ETX", "STX_ETX"]
ENDS = {"CR": b"\r", "LF": b"\n", "CRLF": b"\r\n", "TAB": b"\t", "ETX": b"\x03", "STX_ETX": b"\x03"}


def framed(terminator: str, data: bytes) -> bytes:
    return (b"\x02" if terminator == "STX_ETX" else b"") + data + ENDS[terminator]


def feed(settings: FrameSettings, *chunks: bytes, at_ns: int = 7) -> list[ScannerEvent]:
    framer = Framer(settings, "left")
    return [event for chunk in chunks for event in framer.feed(chunk, at_ns)]


def readings(events: list[ScannerEvent]) -> list[str]:
    return [event.aim + event.text for event in events if isinstance(event, ScanReceived)]


def problems(events: list[ScannerEvent]) -> list[FrameProblem]:
    return [event.problem for event in events if isinstance(event, FrameRejected)]


@pytest.mark.parametrize(
    ("settings", "data", "expected"),
    [
        (FrameSettings("CR"), b"RMA-000123\r", ["RMA-000123"]),
        (FrameSettings("CR"), b"A1\r\nB2\r\n", ["A1", "B2"]),
        (FrameSettings("CR"), b"\nA1\r", ["A1"]),
        (FrameSettings("LF"), b"A1\nB2\r\n", ["A1", "B2"]),
        (FrameSettings("CRLF"), b"A\r1\r\nB\n2\r\n", ["A\r1", "B\n2"]),
        (FrameSettings("TAB"), b"A1\tB2\t", ["A1", "B2"]),
        (FrameSettings("ETX"), b"A1\x03B2\x03", ["A1", "B2"]),
        (FrameSettings("STX_ETX"), b"\x02A1\x03\r\n\x02B2\x03\r\n", ["A1", "B2"]),
        (FrameSettings("CR", prefix=b"<", suffix=b">"), b"<A1>\r", ["A1"]),
        (FrameSettings("CR", prefix=b"<"), b"<]C1A1\r", ["]C1A1"]),
        (FrameSettings("CR"), b"\r\r\n\r", []),
        (FrameSettings("CR"), b"]C1\r", []),
        (FrameSettings("CR"), b"\x1d01\x1d\x00\x07A\r", ["\x1d01\x1d\x00\x07A"]),
        (FrameSettings("CR"), "Größe-Ж".encode() + b"\r", ["Größe-Ж"]),
        (FrameSettings("CR", encoding="cp1252"), b"Gr\xf6\xdfe\r", ["Größe"]),
    ],
)
def test_a_frame_becomes_the_text_that_the_scanner_read(settings, data, expected):
    events = feed(settings, data)
    assert readings(events) == expected
    assert problems(events) == []


def test_a_reading_carries_scanner_identifier_and_the_moment_of_its_last_byte():
    framer = Framer(FrameSettings(), "left")
    assert framer.feed(b"]C1010400", 5) == []
    assert framer.feed(b"6381333931\x1d10AB\r", 9) == [
        ScanReceived(text="0104006381333931\x1d10AB", aim="]C1", scanner="left", at_ns=9)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("]C1010400", ("]C1", "010400")),
        ("]d2X", ("]d2", "X")),
        ("]eAX", ("]eA", "X")),
        ("]C", ("", "]C")),
        ("C1010400", ("", "C1010400")),
        ("]1C0", ("", "]1C0")),
        ("", ("", "")),
    ],
)
def test_the_symbology_identifier_is_split_from_the_data(text, expected):
    assert split_aim(text) == expected


def test_bytes_that_no_encoding_explains_are_rejected_and_the_next_frame_is_read():
    events = feed(FrameSettings(), b"\xff\xfeA\rB2\r")
    assert events[0] == FrameRejected(FrameProblem.NOT_TEXT, b"\xff\xfeA", 3, "left", 7)
    assert readings(events) == ["B2"]


def test_the_scanners_own_word_for_nothing_read_is_an_event_and_not_data():
    settings = FrameSettings(prefix=b"#", no_read=("NR", "?"))
    events = feed(settings, b"#NR\rNR\r#?\r#NRX\r")
    assert problems(events) == [FrameProblem.NO_READ] * 3
    assert readings(events) == ["NRX"]


@pytest.mark.parametrize("data", [b"A1>\r", b"<A1\r", b"<\r", b"x<A1>\r"])
def test_a_frame_without_its_prefix_or_suffix_lost_a_part_and_is_rejected(data):
    events = feed(FrameSettings(prefix=b"<", suffix=b">"), data)
    assert problems(events) == [FrameProblem.CUT_OFF]
    assert readings(events) == []


@pytest.mark.parametrize("terminator", TERMINATORS)
def test_a_frame_of_the_greatest_length_is_read_and_one_byte_more_is_rejected_once(terminator):
    settings = FrameSettings(terminator, max_length=4096)
    assert readings(feed(settings, framed(terminator, b"x" * 4096))) == ["x" * 4096]
    events = feed(settings, framed(terminator, b"x" * 4097) + framed(terminator, b"GOOD"))
    assert events[0] == FrameRejected(FrameProblem.TOO_LONG, b"x" * 64, 4097, "left", 7)
    assert readings(events) == ["GOOD"]
    assert len(events) == 2


def test_an_endless_frame_is_rejected_at_once_and_only_once():
    framer = Framer(FrameSettings(max_length=100), "left")
    events = [event for _ in range(50) for event in framer.feed(b"x" * 64, 1)]
    assert problems(events) == [FrameProblem.TOO_LONG]
    assert readings(framer.feed(b"xx\rGOOD\r", 2)) == ["GOOD"]


@pytest.mark.parametrize(
    ("data", "expected_problems", "expected"),
    [
        (b"A1\x03\x02B2\x03", [FrameProblem.CUT_OFF], ["B2"]),  # its STX was lost
        (b"\x02A1\x02B2\x03", [FrameProblem.CUT_OFF], ["B2"]),  # its ETX was lost
        (b"noise\x02B2\x03", [FrameProblem.CUT_OFF], ["B2"]),
        (b"\x02" + b"x" * 5000 + b"\x02B2\x03", [FrameProblem.TOO_LONG], ["B2"]),
        (b"x" * 5000 + b"\x02B2\x03", [FrameProblem.TOO_LONG], ["B2"]),
    ],
)
def test_between_start_and_end_marks_what_is_outside_is_reported_and_the_next_frame_is_read(
    data, expected_problems, expected
):
    events = feed(FrameSettings("STX_ETX"), data)
    assert problems(events) == expected_problems
    assert readings(events) == expected


def test_silence_ends_a_frame_where_there_is_no_terminator():
    framer = Framer(FrameSettings("NONE", idle_flush_ms=120), "left")
    assert framer.feed(b"RMA-", 0) == []
    assert framer.idle(57 * MS) == []
    assert framer.feed(b"000123", 60 * MS) == []
    assert framer.idle(179 * MS) == []
    assert framer.idle(180 * MS) == [ScanReceived("RMA-000123", "", "left", 60 * MS)]
    assert framer.idle(900 * MS) == []


def test_silence_also_ends_a_frame_that_was_too_long():
    framer = Framer(FrameSettings("NONE", max_length=8), "left")
    assert problems(framer.feed(b"x" * 20, 0)) == [FrameProblem.TOO_LONG]
    assert framer.feed(b"xx", 1 * MS) == []
    assert framer.idle(200 * MS) == []
    framer.feed(b"GOOD", 300 * MS)
    assert readings(framer.idle(500 * MS)) == ["GOOD"]


def test_half_a_reading_never_becomes_the_beginning_of_the_next():
    framer = Framer(FrameSettings("CR", stall_ms=5000), "left")
    framer.feed(b"RMA-00", 0)
    assert framer.idle(4999 * MS) == []
    assert framer.idle(5000 * MS) == [FrameRejected(FrameProblem.CUT_OFF, b"RMA-00", 6, "left", 5000 * MS)]
    assert framer.idle(9000 * MS) == []
    assert readings(framer.feed(b"RMA-000123\r", 9001 * MS)) == ["RMA-000123"]


@pytest.mark.parametrize("terminator", [*TERMINATORS, "NONE"])
def test_a_line_that_breaks_drops_the_half_frame_and_says_so(terminator):
    framer = Framer(FrameSettings(terminator), "left")
    framer.feed(b"\x02RMA-00" if terminator == "STX_ETX" else b"RMA-00", 0)
    assert framer.cut_off(3) == [FrameRejected(FrameProblem.CUT_OFF, b"RMA-00", 6, "left", 3)]
    assert framer.cut_off(4) == []
    end = framed(terminator, b"GOOD") if terminator != "NONE" else b"GOOD"
    assert readings([*framer.feed(end, 5), *framer.idle(6 + 200 * MS)]) == ["GOOD"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"terminator": "CRCR"}, "Expected a terminator of CR, LF, CRLF, TAB, ETX, STX_ETX, NONE; got 'CRCR'."),
        ({"max_length": 0}, "Expected a maximum length of 1 to 65536 bytes, got 0."),
        ({"idle_flush_ms": 50}, "Expected an idle flush of 100 to 2000 ms, got 50."),
        ({"stall_ms": 10}, "Expected a stall time of 1000 to 60000 ms, got 10."),
        ({"prefix": b"\r"}, r"Expected a prefix without the terminator CR, got b'\\r'."),
        ({"terminator": "STX_ETX", "suffix": b"\x03"}, "Expected a suffix without the terminator STX_ETX"),
        ({"max_length": 2, "prefix": b"<", "suffix": b">"}, "shorter than the maximum length of 2 bytes, got 1 and 1."),
        ({"no_read": ("",)}, 'Expected no-read texts of at least 1 character, got "".'),
        ({"encoding": "utf-16"}, "Expected an encoding that contains ASCII, .* got 'utf-16'."),
        ({"encoding": "klingon"}, "Expected an encoding that contains ASCII, .* got 'klingon'."),
        ({"encoding": "hex"}, "Expected an encoding that contains ASCII, .* got 'hex'."),
    ],
)
def test_settings_that_cannot_work_are_refused_with_what_was_expected_and_given(arguments, said):
    with pytest.raises(ValueError, match=said):
        FrameSettings(**arguments)


line_bytes = st.lists(
    st.sampled_from(
        [b"\r", b"\n", b"\r\n", b"\t", b"\x02", b"\x03", b"<", b">", b"A", b"]C1", b"\x1d", b"\xff", b"xxxxxx"]
    )
    | st.binary(max_size=5)
).map(b"".join)
settings_of_all_kinds = st.builds(
    FrameSettings,
    terminator=st.sampled_from([*TERMINATORS, "NONE"]),
    prefix=st.sampled_from([b"", b"<"]),
    suffix=st.sampled_from([b"", b">"]),
    max_length=st.sampled_from([3, 8, 4096]),
    no_read=st.sampled_from([(), ("A",)]),
    encoding=st.sampled_from(["utf-8", "latin-1"]),
)


@given(settings_of_all_kinds, line_bytes, st.lists(st.integers(0, 200)))
def test_however_the_line_cuts_the_bytes_the_same_events_come_out(settings, data, cuts):
    places = sorted({0, len(data), *(min(cut, len(data)) for cut in cuts)})
    chunks = [data[start:end] for start, end in pairwise(places)]
    whole, cut = Framer(settings, "left"), Framer(settings, "left")
    expected = whole.feed(data, 7)
    assert [event for chunk in chunks for event in cut.feed(chunk, 7)] == expected
    assert cut.idle(200 * MS) == whole.idle(200 * MS)
    assert cut.cut_off(300 * MS) == whole.cut_off(300 * MS)


@given(st.sampled_from(TERMINATORS), st.binary(max_size=300), st.sampled_from([16, 4096]))
def test_a_frame_survives_whatever_garbage_frame_came_before(terminator, garbage, max_length):
    events = feed(
        FrameSettings(terminator, max_length=max_length), framed(terminator, garbage), framed(terminator, b"RMA-000123")
    )
    assert readings(events)[-1:] == ["RMA-000123"]


@given(
    st.sampled_from(TERMINATORS),
    st.lists(
        st.text(st.characters(min_codepoint=0x1D, exclude_characters="]", codec="utf-8"), min_size=1, max_size=20)
    ),
)
def test_every_text_comes_back_exactly(terminator, texts):
    data = b"".join(framed(terminator, text.encode()) for text in texts)
    assert readings(feed(FrameSettings(terminator), data)) == texts


@given(settings_of_all_kinds, st.lists(st.binary(max_size=40)))
def test_no_bytes_make_the_framer_raise_or_show_more_than_64_of_them(settings, chunks):
    framer = Framer(settings, "left")
    for moment, chunk in enumerate(chunks):
        for event in [*framer.feed(chunk, moment * MS), *framer.idle(moment * MS)]:
            if isinstance(event, FrameRejected):
                assert len(event.raw) <= min(64, event.length)
            else:
                assert event.text
