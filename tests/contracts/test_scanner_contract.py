"""What every scanner promises to whoever listens, asked of the one on a serial line and of the fake."""

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest

from devices.errors import DeviceReason
from devices.events import FrameProblem, FrameRejected, LinkChanged, LinkState
from devices.ports import Scanner, ScannerListener
from devices.scanners.fakes import FakeScanner
from devices.scanners.serial_scanner import SerialScanner, SerialScannerSettings
from tests.devices.scanners.lines import Ear, PtyLine


class Rig(Protocol):
    """A scanner and the hand that holds its cable."""

    scanner: Scanner

    def send(self, data: bytes) -> None: ...
    def unplug(self) -> None: ...
    def plug_in(self) -> None: ...


class SerialRig:
    def __init__(self, folder: Path, listener: ScannerListener) -> None:
        self._line = PtyLine(folder)
        self.scanner: Scanner = SerialScanner(SerialScannerSettings("left", port=str(self._line.port)), listener)
        self.send = self._line.send
        self.unplug = self._line.unplug
        self.plug_in = self._line.plug_in


class FakeRig:
    def __init__(self, folder: Path, listener: ScannerListener) -> None:
        fake = FakeScanner("left", listener)
        self.scanner: Scanner = fake
        self.send = fake.receive
        self.unplug = fake.unplug
        self.plug_in = fake.plug_in


RIGS: list[Callable[[Path, ScannerListener], Rig]] = [FakeRig]
if sys.platform != "win32":
    RIGS.append(SerialRig)


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture(params=RIGS)
def rig(request: pytest.FixtureRequest, tmp_path: Path, ear: Ear) -> Iterator[Rig]:
    rig: Rig = request.param(tmp_path, ear)
    yield rig
    rig.scanner.stop()
    rig.unplug()


def test_it_says_that_it_connects_and_then_that_it_is_ready(rig: Rig, ear: Ear):
    rig.scanner.start()
    ear.wait_for_link(LinkState.READY)
    assert [(event.device, event.state, event.reason) for event in ear.heard if isinstance(event, LinkChanged)] == [
        ("left", LinkState.CONNECTING, None),
        ("left", LinkState.READY, None),
    ]


def test_readings_arrive_whole_in_order_and_under_its_name(rig: Rig, ear: Ear):
    rig.scanner.start()
    ear.wait_for_link(LinkState.READY)
    rig.send(b"RMA-0001")
    rig.send(b"23\r\n]C1010400\x1d10A\rlast\r")
    while ear.wait_for_scan().text != "last":
        pass
    assert ear.scans == [("", "RMA-000123"), ("]C1", "010400\x1d10A"), ("", "last")]
    assert rig.scanner.name == "left"


def test_a_cable_pulled_in_the_middle_of_a_reading_loses_that_reading_only_and_says_so(rig: Rig, ear: Ear):
    rig.scanner.start()
    ear.wait_for_link(LinkState.READY)
    rig.send(b"first\rRMA-00")
    ear.wait_for_scan()
    rig.unplug()
    rejected = ear.wait_for(lambda event: isinstance(event, FrameRejected))
    assert isinstance(rejected, FrameRejected)
    assert (rejected.problem, rejected.raw, rejected.scanner) == (FrameProblem.CUT_OFF, b"RMA-00", "left")
    assert ear.wait_for_link(LinkState.LOST).reason is DeviceReason.LOST
    rig.plug_in()
    ear.wait_for_link(LinkState.READY)
    rig.send(b"second\r")
    ear.wait_for_scan()
    assert ear.scans == [("", "first"), ("", "second")]


def test_a_scanner_that_is_not_there_is_told_as_absent_and_heard_once_it_comes(rig: Rig, ear: Ear):
    rig.unplug()
    rig.scanner.start()
    assert ear.wait_for_link(LinkState.LOST).reason is DeviceReason.ABSENT
    rig.plug_in()
    ear.wait_for_link(LinkState.READY)
    rig.send(b"RMA-000123\r")
    assert ear.wait_for_scan().text == "RMA-000123"


def test_after_stop_nothing_is_heard_and_stop_may_be_called_again_and_start_too(rig: Rig, ear: Ear):
    rig.scanner.stop()
    rig.scanner.start()
    ear.wait_for_link(LinkState.READY)
    rig.scanner.stop()
    rig.scanner.stop()
    heard = len(ear.heard)
    rig.send(b"unheard\r")
    rig.scanner.start()
    ear.wait_for_link(LinkState.READY)
    rig.send(b"heard\r")
    assert ear.wait_for_scan().text == "heard"
    assert len(ear.heard) == heard + 3  # connecting, ready, the reading
    assert sum(thread.name == "scanner-left" for thread in threading.enumerate()) <= 1


def test_starting_twice_reads_once(rig: Rig, ear: Ear):
    rig.scanner.start()
    rig.scanner.start()
    ear.wait_for_link(LinkState.READY)
    rig.send(b"A1\rB2\r")
    while ear.wait_for_scan().text != "B2":
        pass
    assert ear.scans == [("", "A1"), ("", "B2")]
