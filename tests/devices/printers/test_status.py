import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printers.fakes import RecordingTransport
from devices.printers.simulator import PrinterCondition
from devices.printers.status import HOST_STATUS_REQUEST, PrinterReason, parse_host_status, read_status

READY = b"\x02030,0,0,1245,000,0,0,0,000,0,0,0\x03\r\n\x02001,0,0,0,1,2,6,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n"


def test_a_printer_without_complaints_is_ready():
    status = parse_host_status(READY)
    assert status.ready
    assert status.reasons == ()
    assert status.labels_remaining == 0
    assert status.raw == READY


@pytest.mark.parametrize(
    ("string", "field", "reason"),
    [
        (0, 1, PrinterReason.PAPER_OUT),
        (0, 2, PrinterReason.PAUSED),
        (0, 5, PrinterReason.BUFFER_FULL),
        (0, 6, PrinterReason.DIAGNOSTIC_MODE),
        (0, 9, PrinterReason.MEMORY_LOST),
        (0, 10, PrinterReason.TOO_COLD),
        (0, 11, PrinterReason.TOO_HOT),
        (1, 2, PrinterReason.HEAD_OPEN),
        (1, 3, PrinterReason.RIBBON_OUT),
        (1, 7, PrinterReason.LABEL_WAITING),
    ],
)
def test_each_flag_is_its_reason(string, field, reason):
    strings = [part.strip(b"\r\n\x02").split(b",") for part in READY.split(b"\x03")[:3]]
    strings[string][field] = b"1"
    status = parse_host_status(b"".join(b"\x02" + b",".join(fields) + b"\x03\r\n" for fields in strings))
    assert not status.ready
    assert status.reasons == (reason,)


def test_flags_that_mean_no_trouble_do_not_stand_in_the_way():
    # partial format in progress, thermal transfer mode, print mode: facts, not faults
    busy = READY.replace(b"0,0,0,000,0,0,0\x03", b"0,0,1,000,0,0,0\x03")
    assert busy != READY
    assert parse_host_status(busy).ready


def test_several_complaints_are_all_told():
    condition = PrinterCondition(paper_out=True, paused=True, head_open=True, labels_remaining=12)
    status = parse_host_status(condition.answer())
    assert status.reasons == (PrinterReason.PAPER_OUT, PrinterReason.HEAD_OPEN, PrinterReason.PAUSED)
    assert status.labels_remaining == 12


@pytest.mark.parametrize("raw", [b"", b"\r\n"])
def test_silence_needs_attention(raw):
    status = parse_host_status(raw)
    assert not status.ready
    assert status.reasons == (PrinterReason.SILENT,)
    assert status.labels_remaining is None


@pytest.mark.parametrize("raw", [b"hello", READY[:20], b"\x02030,0\x03\x02001\x03", READY.split(b"\x03")[0] + b"\x03"])
def test_an_answer_that_is_none_is_unreadable(raw):
    assert parse_host_status(raw).reasons == (PrinterReason.UNREADABLE,)


@given(st.one_of(st.binary(max_size=80), st.lists(st.binary(max_size=40)).map(b"\x03\x02".join)))
def test_no_answer_breaks_the_reader(raw):
    status = parse_host_status(raw)
    assert status.ready == (status.reasons == ())
    assert status.raw == raw


def test_a_printer_is_asked_for_its_host_status():
    transport = RecordingTransport(answer=READY)
    assert read_status(transport).ready
    assert transport.questions == [HOST_STATUS_REQUEST]
    assert transport.labels == []
