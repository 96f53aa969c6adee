import socket

import pytest

from devices.printers.simulator import PrinterCondition, PrinterSimulator, SimulatorMode


@pytest.fixture
def printer():
    with PrinterSimulator() as simulator:
        yield simulator


def connect(printer):
    host, port = printer.address.removeprefix("tcp://").split(":")
    return socket.create_connection((host, int(port)), timeout=5)


def test_two_labels_in_one_connection_are_two_labels(printer):
    with connect(printer) as link:
        link.sendall(b"^XA1^XZ\r\n^XA2^X")
        link.sendall(b"Z")
        assert printer.wait_for_labels(2, 5) == (b"^XA1^XZ", b"^XA2^XZ")
    first, second = printer.received
    assert first.at_ns <= second.at_ns


def test_half_a_label_is_no_label(printer):
    with connect(printer) as link:
        link.sendall(b"^XA^FO1,1")
    with connect(printer) as link:
        link.sendall(b"^XAwhole^XZ")
        printer.wait_for_labels(1, 5)
    printer.stop()
    assert printer.labels == (b"^XAwhole^XZ",)
    assert printer.cut_off == (b"^XA^FO1,1",)


def test_what_is_no_zpl_is_one_label_a_connection(printer):
    pdf = b"%PDF-1.4 ^XA ^XZ ~HS %%EOF"
    with connect(printer) as link:
        link.sendall(pdf)
    assert printer.wait_for_labels(1, 5) == (pdf,)


def test_a_status_question_between_labels_is_answered_and_not_printed(printer):
    printer.condition = PrinterCondition(paused=True)
    with connect(printer) as link:
        link.sendall(b"^XA1^XZ~HS^XA2^XZ")
        answer = b""
        while answer.count(b"\x03") < 3:
            answer += link.recv(4096)
        assert printer.wait_for_labels(2, 5) == (b"^XA1^XZ", b"^XA2^XZ")
    assert answer == printer.condition.answer()


def test_a_stalled_printer_reads_on_when_it_recovers(printer):
    printer.set_mode(SimulatorMode.STALL)
    with connect(printer) as link:
        link.sendall(b"^XA1^XZ")
        assert printer.bytes_read == 0
        printer.set_mode(SimulatorMode.ACCEPT)
        assert printer.wait_for_labels(1, 5) == (b"^XA1^XZ",)


def test_the_port_stays_the_same_over_a_time_of_refusing(printer):
    address = printer.address
    printer.set_mode(SimulatorMode.REFUSE)
    with pytest.raises(ConnectionRefusedError):
        connect(printer)
    printer.set_mode(SimulatorMode.ACCEPT)
    assert printer.address == address
    connect(printer).close()


def test_waiting_in_vain_says_how_many_labels_there_were(printer):
    with pytest.raises(TimeoutError, match=r"Expected 1 labels within 0.05 s, got 0"):
        printer.wait_for_labels(1, 0.05)


def test_it_stops_with_connections_open_and_may_be_stopped_twice():
    printer = PrinterSimulator()
    printer.set_mode(SimulatorMode.STALL)
    printer.start()
    with connect(printer) as link:
        link.sendall(b"^XA")
        printer.stop()
        printer.stop()
    with pytest.raises(ConnectionRefusedError):
        connect(printer)


def test_a_port_that_is_taken_is_an_error_at_the_start(printer):
    with pytest.raises(OSError, match=r"[Aa]ddress already in use"):
        PrinterSimulator(int(printer.address.rpartition(":")[2])).start()
