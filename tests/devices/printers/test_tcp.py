import socket
import sys
import threading

import pytest

from devices.errors import DeviceError, DeviceReason
from devices.printers.simulator import PrinterCondition, PrinterSimulator, SimulatorMode
from devices.printers.status import PrinterReason, read_status
from devices.printers.tcp import TcpTransport

LABEL = b"^XA^FO10,10^GB100,100,4^FS^XZ\n"


@pytest.fixture
def printer():
    with PrinterSimulator() as simulator:
        yield simulator


def test_every_label_is_a_connection_of_its_own(printer):
    transport = TcpTransport(printer.address)
    transport.send(LABEL)
    transport.send(LABEL)
    assert printer.wait_for_labels(2, 5) == (LABEL.strip(),) * 2
    assert printer.connections == 2


def test_nobody_at_the_port_is_absent_and_certainly_nothing_was_written(printer):
    printer.set_mode(SimulatorMode.REFUSE)
    with pytest.raises(DeviceError) as caught:
        TcpTransport(printer.address).send(LABEL)
    assert caught.value.reason is DeviceReason.ABSENT
    assert caught.value.bytes_written == 0
    assert caught.value.device == printer.address


def test_a_printer_that_comes_back_is_used_again(printer):
    transport = TcpTransport(printer.address)
    printer.set_mode(SimulatorMode.REFUSE)
    with pytest.raises(DeviceError):
        transport.send(LABEL)
    printer.set_mode(SimulatorMode.ACCEPT)
    transport.send(LABEL)
    assert printer.wait_for_labels(1, 5) == (LABEL.strip(),)


def test_a_name_that_nobody_knows_is_absent(monkeypatch):
    def unknown(*_args):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(DeviceError, match="Name or service not known") as caught:
        TcpTransport("tcp://printer.invalid:9100").send(LABEL)
    assert caught.value.reason is DeviceReason.ABSENT
    assert caught.value.bytes_written == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only here is it known how a full queue behaves")
def test_a_port_that_answers_no_connection_is_absent_within_the_timeout():
    # A listener whose queue is full leaves a connection attempt without any answer.
    with socket.socket() as listener, socket.socket() as first, socket.socket() as second:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for filler in (first, second):
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
        address = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
        with pytest.raises(DeviceError, match=r"no answer within 0.3 s") as caught:
            TcpTransport(address, connect_timeout_s=0.3).send(LABEL)
    assert caught.value.reason is DeviceReason.ABSENT
    assert caught.value.bytes_written == 0


def test_a_printer_that_takes_nothing_more_is_stalled_and_the_bytes_are_counted(printer):
    printer.set_mode(SimulatorMode.STALL)
    data = bytes(8_000_000)
    with pytest.raises(DeviceError) as caught:
        TcpTransport(printer.address, write_timeout_s=0.3).send(data)
    assert caught.value.reason is DeviceReason.STALLED
    assert caught.value.bytes_written is not None
    assert 0 < caught.value.bytes_written < 1_000_000, "buffers are kept small, so that the count means something"


def test_the_rest_of_a_label_reported_as_stalled_is_not_delivered_later(printer):
    printer.set_mode(SimulatorMode.STALL)
    with pytest.raises(DeviceError) as caught:
        TcpTransport(printer.address, write_timeout_s=0.3).send(b"^XA" + b"x" * 8_000_000 + b"^XZ")
    printer.set_mode(SimulatorMode.ACCEPT)
    TcpTransport(printer.address).send(LABEL)
    assert printer.wait_for_labels(1, 5) == (LABEL.strip(),)
    assert caught.value.bytes_written is not None
    assert printer.bytes_read - len(LABEL) < caught.value.bytes_written / 2, "what waited in our buffer is gone"


def test_a_reset_in_the_middle_of_a_label_is_a_loss(printer):
    printer.set_mode(SimulatorMode.RESET, reset_after_bytes=1000)
    with pytest.raises(DeviceError) as caught:
        TcpTransport(printer.address).send(bytes(8_000_000))
    assert caught.value.reason is DeviceReason.LOST
    assert caught.value.bytes_written is not None
    assert caught.value.bytes_written >= 1000


def test_a_reset_right_after_the_last_byte_is_noticed(printer):
    printer.set_mode(SimulatorMode.RESET, reset_after_bytes=len(LABEL))
    with pytest.raises(DeviceError) as caught:
        TcpTransport(printer.address).send(LABEL)
    assert caught.value.reason is DeviceReason.LOST
    assert caught.value.bytes_written == len(LABEL), "all of it may be on paper"
    assert printer.labels == (LABEL.strip(),)


def test_a_slow_printer_gets_everything(printer):
    printer.set_mode(SimulatorMode.SLOW)
    label = b"^XA" + b"x" * 20_000 + b"^XZ"
    TcpTransport(printer.address, write_timeout_s=1).send(label)
    assert printer.wait_for_labels(1, 20) == (label,)


def test_a_printer_that_neither_closes_nor_reads_small_labels_looks_like_any_other(printer):
    printer.set_mode(SimulatorMode.STALL)
    TcpTransport(printer.address).send(LABEL)
    assert printer.labels == ()


def test_what_a_printer_says_unasked_is_no_error():
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def chatty():
            link, _ = listener.accept()
            with link:
                link.sendall(b"hello")
                while link.recv(4096):
                    pass

        thread = threading.Thread(target=chatty)
        thread.start()
        TcpTransport(f"tcp://127.0.0.1:{listener.getsockname()[1]}").send(LABEL)
        thread.join()


def test_a_status_question_is_answered(printer):
    printer.condition = PrinterCondition(paused=True, labels_remaining=3)
    status = read_status(TcpTransport(printer.address))
    assert status.reasons == (PrinterReason.PAUSED,)
    assert status.labels_remaining == 3
    assert printer.labels == ()


def test_a_printer_with_its_head_open_says_nothing_at_all(printer):
    printer.condition = PrinterCondition(head_open=True, answers=False)
    assert read_status(TcpTransport(printer.address), timeout_s=0.2).reasons == (PrinterReason.SILENT,)


def test_a_question_to_nobody_is_an_error_and_not_silence(printer):
    printer.set_mode(SimulatorMode.REFUSE)
    with pytest.raises(DeviceError) as caught:
        read_status(TcpTransport(printer.address))
    assert caught.value.reason is DeviceReason.ABSENT


def test_a_reset_instead_of_an_answer_is_a_loss(printer):
    printer.set_mode(SimulatorMode.RESET, reset_after_bytes=3)
    with pytest.raises(DeviceError) as caught:
        TcpTransport(printer.address).ask(b"~HS", 2)
    assert caught.value.reason is DeviceReason.LOST


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("tcp://10.0.0.7:9101", "10.0.0.7", 9101),
        ("tcp://printer-7", "printer-7", 9100),
        ("tcp://[::1]:9100", "::1", 9100),
        ("tcp://printer/", "printer", 9100),
    ],
)
def test_addresses_are_host_and_port_with_9100_as_a_default(address, host, port):
    transport = TcpTransport(address)
    assert (transport._host, transport._port) == (host, port)
    assert transport.address == address


@pytest.mark.parametrize(
    "address", ["tcp://", "tcp://:9100", "tcp://a:b", "tcp://a:99999", "tcp://a:0", "tcp://a/b", "a:9100"]
)
def test_an_address_that_is_none_is_refused_with_the_form_named(address):
    with pytest.raises(DeviceError, match='expected "tcp://HOST:PORT"') as caught:
        TcpTransport(address)
    assert caught.value.reason is DeviceReason.MISCONFIGURED
