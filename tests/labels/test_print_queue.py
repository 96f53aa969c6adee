"""The print thread against a real printer port: what is known of a label, and when it is tried again."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import pytest

from app.domain.commands import DrawnLabel, RecordDevice, RecordPrintResult
from app.domain.vocabulary import PrintState
from app.labels.print_queue import Answer, PrintQueue
from app.store.unit_of_work import PrintJobRow
from devices.errors import DeviceReason
from devices.printers.simulator import PrinterCondition, PrinterSimulator, SimulatorMode
from devices.printers.status import read_status
from devices.printers.tcp import TcpTransport

DATA = b"^XA^FO10,10^FDlabel^FS^XZ"


def draw(asked: str) -> DrawnLabel:
    """A label that says what was asked for; "?" cannot be drawn."""
    if asked == "?":
        raise ValueError("nobody can draw this")
    return DrawnLabel(asked, b"^XA^FD%s^FS^XZ" % asked.encode(), "")


def job(name: str, data: bytes = DATA, printer: str = "label") -> PrintJobRow:
    return PrintJobRow(name, "item", "LPN", 0, printer, "queued", "", "{}", data, "", "", "")


class Known:
    """Stands where the runner stands, and remembers what it was told, in order."""

    def __init__(self) -> None:
        self.results: list[tuple[str, PrintState, str]] = []
        self.drawn: list[DrawnLabel | None] = []
        self.devices: list[tuple[str, str]] = []
        self.refused: set[str] = set()
        self.full = 0
        self._changed = threading.Condition()

    def record(self, result: RecordPrintResult) -> Answer:
        with self._changed:
            self.results.append((result.job, result.state, result.detail))
            self.drawn.append(result.drawn)
            self._changed.notify_all()
            if self.full > 0:
                self.full -= 1
                return Answer.LATER
            return Answer.DROP if result.job in self.refused else Answer.GO

    def tell(self, device: RecordDevice) -> None:
        with self._changed:
            self.devices.append((device.state, device.reason))
            self._changed.notify_all()

    def wait(self, what: Callable[["Known"], bool], timeout_s: float = 15) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: what(self), timeout_s), self.results

    def states(self, name: str) -> list[PrintState]:
        return [state for job, state, _ in self.results if job == name]


@pytest.fixture
def known() -> Known:
    return Known()


@pytest.fixture
def printer() -> Iterator[PrinterSimulator]:
    with PrinterSimulator() as simulator:
        yield simulator


@pytest.fixture
def queue(known: Known, printer: PrinterSimulator) -> Iterator[PrintQueue]:
    transport = TcpTransport(printer.address, connect_timeout_s=1, write_timeout_s=0.5)
    queue = PrintQueue(
        "label", transport, draw=draw, record=known.record, tell=known.tell, look=partial(read_status, transport, 0.2)
    )
    queue.start()
    known.wait(lambda k: len(k.devices) > 1)
    yield queue
    queue.stop()


def test_a_label_is_marked_as_sending_before_its_first_byte_and_as_sent_after_the_last(
    queue: PrintQueue, known: Known, printer: PrinterSimulator
) -> None:
    seen_at_sending: list[int] = []
    record = known.record

    def watching(result: RecordPrintResult) -> Answer:
        if result.state is PrintState.SENDING:
            seen_at_sending.append(printer.bytes_read)
        return record(result)

    queue._store = watching
    before = printer.bytes_read  # it was asked how it is
    queue.offer([job("a")])
    known.wait(lambda k: k.states("a") == [PrintState.SENDING, PrintState.SENT])
    assert printer.wait_for_labels(1, 5) == (DATA,)
    assert seen_at_sending == [before]


def test_a_label_is_drawn_here_and_handed_over_before_each_sending(
    queue: PrintQueue, known: Known, printer: PrinterSimulator
) -> None:
    printer.set_mode(SimulatorMode.REFUSE)
    queue.offer([replace(job("a", b""), document="asked")])
    known.wait(lambda k: PrintState.QUEUED in k.states("a"))
    printer.set_mode(SimulatorMode.ACCEPT)
    queue.try_now()
    assert printer.wait_for_labels(1, 15) == (b"^XA^FDasked^FS^XZ",)
    known.wait(lambda k: k.states("a")[-1] is PrintState.SENT)
    told = [(state, drawn) for (_, state, _), drawn in zip(known.results, known.drawn, strict=True)]
    assert {drawn for state, drawn in told if state is PrintState.SENDING} == {draw("asked")}


def test_a_label_that_no_byte_was_sent_of_is_drawn_anew_for_the_printer_that_takes_the_place_of_the_absent_one(
    queue: PrintQueue, known: Known, printer: PrinterSimulator
) -> None:
    asked = replace(job("a", b""), document="asked")
    printer.set_mode(SimulatorMode.REFUSE)
    queue.offer([asked])
    known.wait(lambda k: k.states("a")[-1:] == [PrintState.QUEUED])
    queue.stop()
    stored = [drawn for drawn in known.drawn if drawn is not None][-1]
    waiting = replace(asked, document=stored.document, data=stored.data, sha256=stored.sha256)
    with PrinterSimulator() as another:
        other = PrintQueue(
            "other",
            TcpTransport(another.address),
            draw=lambda order: DrawnLabel(order, b"^XA^FDother %s^FS^XZ" % order.encode(), ""),
            record=known.record,
            tell=known.tell,
        )
        other.start()
        other.offer([waiting])
        assert another.wait_for_labels(1, 15) == (b"^XA^FDother asked^FS^XZ",)
        other.stop()


def test_a_label_that_cannot_be_drawn_fails_for_certain_and_the_next_one_comes_out(
    queue: PrintQueue, known: Known, printer: PrinterSimulator
) -> None:
    queue.offer([replace(job("a", b""), document="?"), job("b")])
    assert printer.wait_for_labels(1, 15) == (DATA,)
    assert known.states("a") == [PrintState.FAILED]


def test_labels_come_out_in_the_order_of_the_decisions(
    queue: PrintQueue, known: Known, printer: PrinterSimulator
) -> None:
    labels = [b"^XA^FD%d^FS^XZ" % number for number in range(20)]
    queue.offer([job(str(number), data) for number, data in enumerate(labels)])
    assert printer.wait_for_labels(20, 15) == tuple(labels)


def test_a_printer_that_is_absent_gets_the_label_as_soon_as_it_is_back(
    queue: PrintQueue, known: Known, printer: PrinterSimulator
) -> None:
    printer.set_mode(SimulatorMode.REFUSE)
    queue.offer([job("a")])
    known.wait(lambda k: PrintState.QUEUED in k.states("a") and ("lost", "absent") in k.devices)
    printer.set_mode(SimulatorMode.ACCEPT)
    queue.try_now()
    assert printer.wait_for_labels(1, 15) == (DATA,)
    known.wait(lambda k: k.states("a")[-1] is PrintState.SENT and k.devices[-1] == ("ready", ""))
    assert set(known.states("a")[:-1]) == {PrintState.SENDING, PrintState.QUEUED}


def test_a_connection_that_is_reset_within_a_label_leaves_it_unknown_and_is_not_tried_again(
    queue: PrintQueue, known: Known, printer: PrinterSimulator
) -> None:
    printer.set_mode(SimulatorMode.RESET, reset_after_bytes=5)
    queue.offer([job("a", DATA * 4000)])
    known.wait(lambda k: k.states("a")[-1:] == [PrintState.UNKNOWN])
    printer.set_mode(SimulatorMode.ACCEPT)
    queue.offer([job("b")])
    assert printer.wait_for_labels(1, 15) == (DATA,)
    assert known.states("a") == [PrintState.SENDING, PrintState.UNKNOWN]
    assert printer.labels == (DATA,)


def test_a_printer_that_takes_no_bytes_any_more_leaves_the_label_unknown(
    queue: PrintQueue, known: Known, printer: PrinterSimulator
) -> None:
    printer.set_mode(SimulatorMode.STALL)
    queue.offer([job("a", DATA + b"\n" * 20_000_000)])
    known.wait(lambda k: k.states("a")[-1:] == [PrintState.UNKNOWN])
    assert ("attention", "stalled") in known.devices


def test_a_label_that_was_voided_meanwhile_is_never_sent(
    queue: PrintQueue, known: Known, printer: PrinterSimulator
) -> None:
    known.refused.add("a")
    queue.offer([job("a"), job("b")])
    known.wait(lambda k: k.states("b")[-1:] == [PrintState.SENT])
    assert printer.wait_for_labels(1, 5) == (DATA,)
    assert known.states("a") == [PrintState.SENDING]


def test_a_result_that_cannot_be_stored_is_stored_later_and_the_label_is_sent_once(
    queue: PrintQueue, known: Known, printer: PrinterSimulator
) -> None:
    known.full = 1
    queue.offer([job("a")])
    known.wait(lambda k: k.states("a")[-1:] == [PrintState.SENT])
    assert known.states("a") == [PrintState.SENDING, PrintState.SENDING, PrintState.SENT]
    assert printer.wait_for_labels(1, 5) == (DATA,)


def test_stopping_does_not_wait_for_a_printer_that_is_absent(known: Known, printer: PrinterSimulator) -> None:
    printer.set_mode(SimulatorMode.REFUSE)
    queue = PrintQueue("label", TcpTransport(printer.address), draw=draw, record=known.record, tell=known.tell)
    queue.start()
    queue.offer([job("a")])
    known.wait(lambda k: PrintState.QUEUED in k.states("a"))
    started = time.monotonic()
    queue.stop(timeout_s=30)
    assert time.monotonic() - started < 25
    assert not queue._thread.is_alive()


def test_a_printer_is_ready_only_when_it_has_been_reached(known: Known) -> None:
    with PrinterSimulator() as printer:
        printer.set_mode(SimulatorMode.REFUSE)
        transport = TcpTransport(printer.address)
        look = partial(read_status, transport, 0.2)
        queue = PrintQueue("label", transport, draw=draw, record=known.record, tell=known.tell, look=look)
        queue.start()
        known.wait(lambda k: len(k.devices) == 2)
        assert known.devices == [("connecting", ""), ("lost", DeviceReason.ABSENT)]
        printer.set_mode(SimulatorMode.ACCEPT)
        queue.try_now()
        known.wait(lambda k: k.devices[-1] == ("ready", ""))
        queue.stop()


def test_a_printer_that_says_what_stands_in_its_way_is_looked_after_before_a_label_fails(
    queue: PrintQueue, known: Known, printer: PrinterSimulator
) -> None:
    assert known.devices[-1] == ("ready", "")
    printer.condition = PrinterCondition(head_open=True)
    queue.try_now()
    known.wait(lambda k: k.devices[-1] == ("attention", DeviceReason.NEEDS_ATTENTION))
    printer.condition = PrinterCondition()
    queue.try_now()
    known.wait(lambda k: k.devices[-1] == ("ready", ""))


def test_silence_does_not_take_back_that_a_label_broke_off(
    queue: PrintQueue, known: Known, printer: PrinterSimulator
) -> None:
    printer.set_mode(SimulatorMode.STALL)
    queue.offer([job("a", DATA * 40_000)])
    known.wait(lambda k: k.devices[-1] == ("attention", DeviceReason.STALLED))
    told = len(known.devices)
    queue.try_now()
    printer.condition = PrinterCondition(answers=False)
    printer.set_mode(SimulatorMode.ACCEPT)
    queue.offer([job("b")])
    known.wait(lambda k: k.devices[-1] == ("ready", ""))
    assert known.devices[told:] == [("ready", "")]  # a label that was sent takes it back


def test_a_printer_that_never_answers_is_ready_while_it_takes_connections(known: Known) -> None:
    with PrinterSimulator() as printer:
        printer.condition = PrinterCondition(answers=False)
        transport = TcpTransport(printer.address)
        look = partial(read_status, transport, 0.2)
        queue = PrintQueue("label", transport, draw=draw, record=known.record, tell=known.tell, look=look)
        queue.start()
        known.wait(lambda k: k.devices == [("connecting", ""), ("ready", "")])
        queue.stop()
