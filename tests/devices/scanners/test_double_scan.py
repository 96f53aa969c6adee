import pytest

from devices.events import ScanReceived
from devices.scanners.double_scan import DoubleScanGate


def scan(at_ms: int, text: str = "4006381333931", aim: str = "]E0", scanner: str = "left") -> ScanReceived:
    return ScanReceived(text=text, aim=aim, scanner=scanner, at_ns=at_ms * 1_000_000)


def admitted(gate: DoubleScanGate, *scans: ScanReceived) -> list[bool]:
    return [gate.admit(one) for one in scans]


def test_the_same_code_within_the_window_is_an_echo_and_after_it_a_new_reading():
    assert admitted(DoubleScanGate(), scan(0), scan(699), scan(700)) == [True, False, True]


def test_a_code_held_under_the_scanner_counts_once_a_window_and_is_not_blocked_for_ever():
    gate = DoubleScanGate(700)
    assert [at_ms for at_ms in range(0, 3000, 100) if gate.admit(scan(at_ms))] == [0, 700, 1400, 2100, 2800]


@pytest.mark.parametrize(
    "other", [scan(10, text="4006381333932"), scan(10, aim="]E4"), scan(10, aim=""), scan(10, scanner="right")]
)
def test_another_code_symbology_or_scanner_is_no_echo(other):
    assert admitted(DoubleScanGate(), scan(0), other) == [True, True]


def test_two_codes_seen_in_turn_count_once_each():
    a, b = "A00001", "B00001"
    assert admitted(DoubleScanGate(), scan(0, a), scan(100, b), scan(200, a), scan(300, b)) == [
        True,
        True,
        False,
        False,
    ]


def test_a_window_of_zero_lets_everything_in():
    assert admitted(DoubleScanGate(0), scan(0), scan(0)) == [True, True]


def test_readings_of_an_earlier_moment_are_compared_as_well():
    assert admitted(DoubleScanGate(), scan(1000), scan(900), scan(100)) == [True, False, True]


def test_a_window_that_cannot_be_meant_is_refused():
    with pytest.raises(ValueError, match="Expected a window of 0 to 60000 ms, got -1"):
        DoubleScanGate(-1)
