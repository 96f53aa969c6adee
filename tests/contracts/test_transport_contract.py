"""What every transport promises, run on each of them."""

from dataclasses import dataclass
from typing import Protocol

import pytest

from devices.errors import DeviceError, DeviceReason
from devices.ports import Transport
from devices.printers.fakes import RecordingTransport
from devices.printers.file import FileTransport
from devices.printers.simulator import PrinterSimulator, SimulatorMode
from devices.printers.tcp import TcpTransport

LABELS = [
    b"^XA^FD1^FS^XZ",
    b"^XA^FH_^FD_C3_A9^FS^XZ",
    b"%PDF-1.4\n" + bytes(range(256)) * 400,
    b"\x00\xff\r\n\x1d",
]


class Harness(Protocol):
    """A transport with a way to see what arrived and to break it before a byte is written."""

    transport: Transport
    answers: bool

    def arrived(self, count):
        """The labels that arrived, once there are `count` of them."""

    def take_away(self):
        """Make the printer unreachable."""


@dataclass
class Tcp:
    printer: PrinterSimulator
    answers = True

    def __post_init__(self):
        self.transport = TcpTransport(self.printer.address)

    def arrived(self, count):
        return list(self.printer.wait_for_labels(count, 5))

    def take_away(self):
        self.printer.set_mode(SimulatorMode.REFUSE)


class Folder:
    answers = False

    def __init__(self, folder):
        self.folder = folder
        self.transport = FileTransport(folder.as_uri())

    def arrived(self, count):
        return [path.read_bytes() for path in sorted(self.folder.iterdir())]

    def take_away(self):
        self.folder.write_bytes(b"a file where the folder should be")


class Recording:
    answers = True

    def __init__(self):
        self.transport = RecordingTransport(answer=b"\x02x\x03")

    def arrived(self, count):
        return self.transport.labels

    def take_away(self):
        self.transport.failure = DeviceError(self.transport.address, DeviceReason.ABSENT, bytes_written=0)


@pytest.fixture(params=["tcp", "file", "recording"])
def harness(request, tmp_path):
    if request.param == "tcp":
        with PrinterSimulator() as printer:
            yield Tcp(printer)
    elif request.param == "file":
        yield Folder(tmp_path / "labels")
    else:
        yield Recording()


@pytest.mark.parametrize("label", LABELS)
def test_a_label_arrives_byte_for_byte(harness, label):
    harness.transport.send(label)
    assert harness.arrived(1) == [label]


def test_each_send_is_a_label_of_its_own_in_order(harness):
    for label in LABELS[:3]:
        harness.transport.send(label)
    assert harness.arrived(3) == LABELS[:3]


def test_any_bytes_like_data_is_taken_and_not_kept(harness):
    data = bytearray(b"^XA1^XZ")
    harness.transport.send(data)
    data[3:4] = b"2"
    assert harness.arrived(1) == [b"^XA1^XZ"]


def test_an_unreachable_printer_is_an_error_with_nothing_written(harness):
    harness.take_away()
    with pytest.raises(DeviceError) as caught:
        harness.transport.send(LABELS[0])
    assert caught.value.bytes_written == 0
    assert caught.value.device == harness.transport.address
    assert caught.value.reason in DeviceReason


def test_a_question_is_answered_or_refused_in_words_and_prints_nothing(harness):
    harness.transport.send(LABELS[0])
    if harness.answers:
        assert harness.transport.ask(b"~HS", 2).startswith(b"\x02")
    else:
        with pytest.raises(DeviceError) as caught:
            harness.transport.ask(b"~HS", 2)
        assert caught.value.reason is DeviceReason.UNSUPPORTED
    assert harness.arrived(1) == [LABELS[0]]


def test_the_address_is_the_one_from_the_settings(harness):
    assert "://" in harness.transport.address
    again = type(harness.transport)(harness.transport.address)
    assert again.address == harness.transport.address
