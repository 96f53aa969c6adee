import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices.discovery import DeviceKind, FoundDevice
from devices.errors import DeviceReason
from devices.events import FrameProblem, FrameRejected, LinkChanged, LinkState, ScannerEvent
from devices.scanners.framing import FrameSettings
from devices.scanners.serial_scanner import SerialScanner, SerialScannerSettings
from tests.devices.scanners.lines import PATIENCE_S, Ear, PtyLine

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no pseudo-terminals; serial lines are tried by hand there."
)

StartScanner = Callable[..., SerialScanner]


@pytest.fixture
def start() -> Iterator[StartScanner]:
    """Starts scanners and stops them all at the end."""
    started: list[SerialScanner] = []

    def start_scanner(ear: Callable[[ScannerEvent], None], port: Path | str = "", **settings: object) -> SerialScanner:
        list_devices = settings.pop("list_devices", None)
        name = settings.pop("name", "left")
        scanner = SerialScanner(
            SerialScannerSettings(name=name, port=str(port), **settings),
            ear,
            **({"list_devices": list_devices} if list_devices else {}),
        )
        scanner.start()
        started.append(scanner)
        return scanner

    yield start_scanner
    for scanner in started:
        scanner.stop()


def found(port: Path | str, vid: int = 0x0C2E, pid: int = 0x0720, serial: str | None = "S1") -> FoundDevice:
    return FoundDevice(str(port), vid, pid, serial, "Honeywell", DeviceKind.SCANNER, "")


def test_bytes_paced_at_9600_baud_become_whole_readings(line: PtyLine, ear: Ear, start: StartScanner):
    start(ear, line.port)
    ear.wait_for_link(LinkState.READY)
    line.send_paced(b"RMA-000123\r]C10104006381333931\x1d10AB-1\r\nR7K3M000042Q\r")
    for _ in range(3):
        ear.wait_for_scan()
    assert ear.scans == [("", "RMA-000123"), ("]C1", "0104006381333931\x1d10AB-1"), ("", "R7K3M000042Q")]


def test_the_moment_of_a_reading_lies_between_its_last_byte_and_its_report(
    line: PtyLine, ear: Ear, start: StartScanner
):
    reported: list[int] = []

    def listen(event: ScannerEvent) -> None:
        reported.append(time.monotonic_ns())
        ear(event)

    start(listen, line.port)
    ear.wait_for_link(LinkState.READY)
    line.send(b"RMA-000")
    sent_ns = time.monotonic_ns()
    line.send(b"123\r")
    assert sent_ns <= ear.wait_for_scan().at_ns <= reported[-1]


def test_a_frame_of_4_kilobytes_is_read_and_a_longer_one_rejected(line: PtyLine, ear: Ear, start: StartScanner):
    start(ear, line.port)
    ear.wait_for_link(LinkState.READY)
    line.send(b"x" * 4096 + b"\r")
    assert len(ear.wait_for_scan().text) == 4096
    line.send(b"y" * 4097 + b"\rRMA-000123\r")
    assert ear.wait_for_scan().text == "RMA-000123"
    assert [event.problem for event in ear.heard if isinstance(event, FrameRejected)] == [FrameProblem.TOO_LONG]


def test_garbage_of_a_wrong_baud_rate_is_rejected_and_the_next_reading_is_whole(
    line: PtyLine, ear: Ear, start: StartScanner
):
    start(ear, line.port)
    ear.wait_for_link(LinkState.READY)
    line.send(bytes(byte for byte in range(256) if byte not in b"\r\n") + b"\rRMA-000123\r")
    assert ear.wait_for_scan().text == "RMA-000123"
    assert [event.problem for event in ear.heard if isinstance(event, FrameRejected)] == [FrameProblem.NOT_TEXT]


def test_every_byte_passes_the_line_unchanged(line: PtyLine, ear: Ear, start: StartScanner):
    start(ear, line.port, frame=FrameSettings("CRLF", encoding="latin-1"))
    ear.wait_for_link(LinkState.READY)
    everything = bytes(range(256)).replace(b"\n", b"").replace(b"]", b"")
    line.send(everything + b"\r\n")
    assert ear.wait_for_scan().text == everything.decode("latin-1")


def test_silence_ends_a_reading_without_terminator(line: PtyLine, ear: Ear, start: StartScanner):
    start(ear, line.port, frame=FrameSettings("NONE", idle_flush_ms=2000))
    ear.wait_for_link(LinkState.READY)
    line.send_paced(b"RMA-000123")
    assert ear.wait_for_scan().text == "RMA-000123"


def test_two_scanners_at_once_keep_their_readings_apart(tmp_path: Path, start: StartScanner):
    lines = [PtyLine(tmp_path, "ttyLEFT"), PtyLine(tmp_path, "ttyRIGHT")]
    ears = [Ear(), Ear()]
    for name, line, ear in zip(["left", "right"], lines, ears, strict=True):
        start(ear, line.port, name=name)
        ear.wait_for_link(LinkState.READY)
    for number in range(20):
        for side, line in zip("LR", lines, strict=True):
            line.send(b"%c-%05d" % (side.encode(), number))
        for line in lines:
            line.send(b"\r")
    for side, ear, line in zip("LR", ears, lines, strict=True):
        for _ in range(20):
            ear.wait_for_scan()
        assert ear.scans == [("", f"{side}-{number:05d}") for number in range(20)]
        line.unplug()


def test_it_comes_back_under_the_same_name_again_and_again(line: PtyLine, ear: Ear, start: StartScanner):
    start(ear, line.port)
    for number in range(3):
        ear.wait_for_link(LinkState.READY)
        line.send(b"R-%d\r" % number)
        assert ear.wait_for_scan().text == f"R-{number}"
        line.unplug()
        assert ear.wait_for_link(LinkState.LOST).reason is DeviceReason.LOST
        line.plug_in()


def test_it_is_found_by_its_usb_id_under_another_port_name(tmp_path: Path, ear: Ear, start: StartScanner):
    line = PtyLine(tmp_path, "ttyACM0")
    devices = [found(line.port), found("/dev/null", vid=0x1A86)]
    start(ear, usb="0c2e:0720:S1", list_devices=lambda: devices)
    ear.wait_for_link(LinkState.READY)
    line.unplug()
    ear.wait_for_link(LinkState.LOST)
    line = PtyLine(tmp_path, "ttyACM7")
    devices[:] = [found(line.port)]
    assert ear.wait_for_link(LinkState.READY).detail == str(line.port)
    line.send(b"RMA-000123\r")
    assert ear.wait_for_scan().text == "RMA-000123"
    line.unplug()


def test_of_two_equal_usb_devices_none_is_guessed_unless_the_port_says_which(line: PtyLine, start: StartScanner):
    devices = [found(line.port, serial=None), found("/dev/ttyACM9", serial=None)]
    ear = Ear()
    start(ear, usb="0c2e:0720", list_devices=lambda: devices)
    lost = ear.wait_for_link(LinkState.LOST)
    assert lost.reason is DeviceReason.MISCONFIGURED
    assert lost.detail.startswith("Expected one USB device 0c2e:0720, found 2 (")
    ear = Ear()
    start(ear, line.port, usb="0c2e:0720", list_devices=lambda: devices)
    assert ear.wait_for_link(LinkState.READY).detail == str(line.port)


def test_a_usb_device_that_leaves_while_it_is_being_listed_is_only_absent(ear: Ear, start: StartScanner):
    def stumble() -> list[FoundDevice]:
        raise TypeError("int() argument must be a string")  # what pyserial makes of a vanished sysfs entry

    start(ear, usb="0c2e:0720", list_devices=stumble)
    assert ear.wait_for_link(LinkState.LOST).reason is DeviceReason.ABSENT


def test_a_port_that_another_scanner_holds_is_busy_and_read_by_one_only(line: PtyLine, ear: Ear, start: StartScanner):
    first = start(ear, line.port)
    ear.wait_for_link(LinkState.READY)
    other = Ear()
    start(other, line.port, name="other")
    assert other.wait_for_link(LinkState.LOST).reason is DeviceReason.BUSY
    line.send(b"RMA-000123\r")
    assert ear.wait_for_scan().text == "RMA-000123"
    first.stop()
    other.wait_for_link(LinkState.READY)
    line.send(b"RMA-000124\r")
    assert other.wait_for_scan().text == "RMA-000124"
    assert ear.scans == [("", "RMA-000123")]


UNPRIVILEGED = """
import errno, fcntl, os, queue, sys, termios
from devices.events import LinkState
from devices.scanners.serial_scanner import SerialScanner, SerialScannerSettings

heard = queue.Queue()
def wait_for(state):
    while True:
        event = heard.get(timeout=20)
        if getattr(event, "state", None) is state:
            return event

port, forbidden = sys.argv[1:]
if os.geteuid() == 0:
    os.setgroups([])
    os.setresgid(65534, 65534, 65534)
    os.setresuid(65534, 65534, 65534)
scanner = SerialScanner(SerialScannerSettings("left", port=port), heard.put)
scanner.start()
wait_for(LinkState.READY)
try:
    os.close(os.open(port, os.O_RDWR | os.O_NOCTTY))
    print("opened by another program")
except OSError as error:
    print(errno.errorcode[error.errno])
scanner.stop()
os.close(os.open(port, os.O_RDWR | os.O_NOCTTY))
print("free again")
scanner = SerialScanner(SerialScannerSettings("left", port=forbidden), heard.put)
scanner.start()
print(wait_for(LinkState.LOST).reason.value)
scanner.stop()
"""


def test_without_rights_over_the_machine_no_other_program_can_open_the_port(
    tmp_path: Path, line: PtyLine, repo_root: Path
):
    """Root passes through TIOCEXCL and through permissions, so the question is asked by somebody else."""
    forbidden = PtyLine(tmp_path, "ttyFORBIDDEN")
    forbidden.port.chmod(0)
    if os.geteuid() == 0:
        os.chown(line.port, 65534, 65534)
    done = subprocess.run(
        [sys.executable, "-c", UNPRIVILEGED, str(line.port.resolve()), str(forbidden.port.resolve())],
        cwd=repo_root,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    forbidden.unplug()
    assert done.stdout.splitlines() == ["EBUSY", "free again", "denied"], done.stderr


@pytest.mark.parametrize("make", [Path.mkdir, Path.touch])
def test_what_is_no_serial_line_at_all_is_told_as_a_wrong_setting(
    tmp_path: Path, ear: Ear, start: StartScanner, make: Callable[[Path], None]
):
    make(tmp_path / "thing")
    start(ear, tmp_path / "thing")
    assert ear.wait_for_link(LinkState.LOST).reason is DeviceReason.MISCONFIGURED


def test_an_absence_is_told_once_however_often_it_is_tried(tmp_path: Path, start: StartScanner):
    tries = Ear()
    ear = Ear()

    def nothing() -> list[FoundDevice]:
        tries(LinkChanged("try", LinkState.LOST, None, "", 0))
        return []

    start(ear, usb="0c2e:0720", list_devices=nothing)
    for _ in range(3):
        tries.wait_for_link(LinkState.LOST)
    assert [event.state for event in ear.heard if isinstance(event, LinkChanged)] == [
        LinkState.CONNECTING,
        LinkState.LOST,
    ]


def test_a_listener_that_raises_does_not_make_the_scanner_deaf(
    line: PtyLine, ear: Ear, start: StartScanner, caplog: pytest.LogCaptureFixture
):
    def listen(event: ScannerEvent) -> None:
        ear(event)
        if "bad" in getattr(event, "text", ""):
            raise RuntimeError("a bug of the listener")

    start(listen, line.port)
    ear.wait_for_link(LinkState.READY)
    with caplog.at_level(logging.CRITICAL + 1, logger="devices.scanners.serial_scanner"):
        line.send(b"bad-one\rgood-one\r")
        while ear.wait_for_scan().text != "good-one":
            pass


def test_stop_from_inside_the_listener_ends_the_thread(line: PtyLine, ear: Ear, start: StartScanner):
    def listen(event: ScannerEvent) -> None:
        ear(event)
        if "stop" in getattr(event, "text", ""):
            scanner.stop()

    scanner = start(listen, line.port)
    ear.wait_for_link(LinkState.READY)
    line.send(b"stop-now\r")
    ear.wait_for_scan()
    assert scanner._thread is not None
    scanner._thread.join(PATIENCE_S)
    assert not scanner._thread.is_alive()


def test_a_good_read_beep_is_sent_only_when_it_is_set_up(line: PtyLine, ear: Ear, start: StartScanner):
    scanner = start(ear, line.port)
    ear.wait_for_link(LinkState.READY)
    line.send(b"quiet1\r")
    ear.wait_for_scan()
    scanner.stop()
    ear = Ear()
    start(ear, line.port, beep="honeywell")
    ear.wait_for_link(LinkState.READY)
    line.send(b"RMA-000123\r")
    assert line.receive(3) == b"\x16\x07\r"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"name": "", "port": "COM3"}, 'Expected a name for the scanner, got "".'),
        ({"name": "left"}, 'Expected a port or a USB id for scanner "left", got neither.'),
        ({"name": "left", "usb": "0c2e"}, "Expected a USB id like \"0c2e:0720\" .* got '0c2e'."),
        ({"name": "left", "port": "COM3", "baud": 1}, "Expected a baud rate of 300 to 4000000, got 1."),
        ({"name": "left", "port": "COM3", "bytesize": 9}, "Expected 7 or 8 data bits, got 9."),
        ({"name": "left", "port": "COM3", "parity": "M"}, "Expected parity N, E or O; got 'M'."),
        ({"name": "left", "port": "COM3", "stopbits": 3}, "Expected 1 or 2 stop bits, got 3."),
        ({"name": "left", "port": "COM3", "beep": "acme"}, "Expected a beep of off, honeywell, datalogic; got 'acme'."),
    ],
)
def test_settings_that_cannot_work_are_refused_with_what_was_expected_and_given(arguments, said):
    with pytest.raises(ValueError, match=said):
        SerialScannerSettings(**arguments)
