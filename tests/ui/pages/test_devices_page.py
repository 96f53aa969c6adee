"""What scanners send is shown as it came, but never a badge's token."""

import pytest

from devices.errors import DeviceReason
from devices.events import FrameProblem, FrameRejected, LinkChanged, LinkState, ScanReceived
from tests.ui.conftest import Stage
from tests.ui.views import STATES
from ui.pages.devices_page import KEPT, DevicesPage, as_hex, visible


@pytest.fixture
def page(stage: Stage) -> DevicesPage:
    frame = stage.show(STATES["graded"])
    frame.on_page_wanted("devices")
    page = frame.pages["devices"]
    assert isinstance(page, DevicesPage)
    return page


def titles(rows: object) -> list[str]:
    return [tile.record.title for tile in rows.tiles if tile.isVisible()]


def test_control_characters_are_shown_in_words() -> None:
    assert visible("01\x1d21\r\x7f\x00") == "01<GS>21<CR><7F><NUL>"
    assert as_hex("aé".encode()) == "61 C3 A9"
    assert as_hex(bytes(60)).endswith("00 …")


def test_a_reading_is_shown_with_all_it_may_mean(stage: Stage, page: DevicesPage) -> None:
    stage.frame.on_device_changed(ScanReceived("6417645113204", "]E0", "left", 0))
    assert page.raw.accessibleName() == "6417645113204 13 bytes"
    assert titles(page.readings) == ["product code (GTIN): 06417645113204", "tracking number: 6417645113204"]
    assert [tile.record.badge.text for tile in page.readings.tiles[:2]] == ["certain", "possible"]


@pytest.mark.parametrize(
    "heard",
    [
        ScanReceived("B-SECRETTOKEN", "", "left", 0),
        *(FrameRejected(problem, b"B-SECRETTOKEN", 13, "left", 0) for problem in FrameProblem),
        FrameRejected(FrameProblem.CUT_OFF, b"x B-SECRE", 9, "left", 0),
        FrameRejected(FrameProblem.NO_END, b"xb-secrettoken", 14, "left", 0),
    ],
)
def test_a_badge_keeps_its_secret(stage: Stage, page: DevicesPage, heard: ScanReceived | FrameRejected) -> None:
    stage.frame.on_device_changed(heard)
    everything = " ".join(
        [page.raw.accessibleName(), *titles(page.log), *titles(page.readings)]
        + [" ".join(part.fitted.lines) for part in page.raw.composition.parts() if hasattr(part, "fitted")]
    )
    assert "SECRE" not in everything.upper()
    assert "53 45 43 52" not in everything  # its hex
    assert "B-…" in everything


def test_a_refused_frame_and_a_lost_scanner_are_shown(stage: Stage, page: DevicesPage) -> None:
    stage.frame.on_device_changed(FrameRejected(FrameProblem.NOT_TEXT, b"\xff\xfe\x01", 4096, "left", 0))
    assert page.raw.accessibleName().endswith("4,096 bytes · refused: not text")
    stage.frame.on_device_changed(LinkChanged("left", LinkState.LOST, DeviceReason.LOST, "", 0))
    assert titles(page.log)[0] == "it was there and went away: check the cable"


def test_an_earlier_reading_can_be_looked_at_again(stage: Stage, page: DevicesPage) -> None:
    for text in ("first", "second"):
        stage.frame.on_device_changed(ScanReceived(text, "", "left", 0))
    page.log.tiles[1].click()
    assert page.raw.accessibleName().startswith("first")
    stage.frame.on_device_changed(ScanReceived("third", "", "left", 0))
    assert page.raw.accessibleName().startswith("third")


def test_only_the_last_readings_are_kept(stage: Stage, page: DevicesPage) -> None:
    for number in range(KEPT + 20):
        stage.frame.on_device_changed(ScanReceived(f"n{number}", "", "left", 0))
    assert len(page._heard) == KEPT


def test_devices_are_listed_with_their_state(stage: Stage, page: DevicesPage) -> None:
    assert titles(page.devices) == ["Scanner left", "Printer label"]
    stage.show(STATES["printer-out"])
    stage.frame.on_page_wanted("devices")
    facts = [tile.record.facts for tile in page.devices.tiles[:2]]
    assert facts == ["it was there and went away: check the cable", "paper out, head open or paused"]


def test_scans_before_the_page_was_opened_are_not_kept(stage: Stage) -> None:
    stage.show(STATES["graded"])
    stage.frame.on_device_changed(ScanReceived("early", "", "left", 0))
    stage.frame.on_page_wanted("devices")
    assert titles(stage.frame.pages["devices"].log) == []
