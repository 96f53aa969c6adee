"""Signing in by badge, PIN and choice of language."""

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bench.messages import Say
from app.bench.view import Sound, Tone
from app.domain.commands import Control, EnterPin
from tests.ui.conftest import Stage
from tests.ui.hands import key, tile_named
from tests.ui.site import said
from tests.ui.views import STATES


def type_digits(stage: Stage, digits: str) -> None:
    for digit in digits:
        key(stage, digit)


def test_a_pin_is_typed_on_the_keyboard(stage: Stage) -> None:
    stage.show(STATES["pin"])
    type_digits(stage, "12345")
    key(stage, Qt.Key.Key_Backspace)
    key(stage, Qt.Key.Key_Return)
    assert stage.core.commands == [EnterPin("1234")]


def test_a_pin_is_typed_with_a_finger(stage: Stage) -> None:
    frame = stage.show(STATES["pin"])
    for name in ("9", "0", "backspace", "8", "enter"):
        QTest.mouseClick(frame.sign_in.pad.keys[name], Qt.MouseButton.LeftButton)
    assert stage.core.commands == [EnterPin("98")]


def test_the_digits_are_shown_as_dots_and_never_spoken(stage: Stage) -> None:
    frame = stage.show(STATES["pin"])
    type_digits(stage, "4711")
    assert frame.sign_in.pad.accessibleName() == "PIN: 4 digits entered"
    shown = " ".join(
        " ".join(part.fitted.lines) for part in frame.sign_in.pad.composition.parts() if hasattr(part, "fitted")
    )
    assert "4" not in shown


def test_a_refused_pin_is_typed_anew(stage: Stage) -> None:
    frame = stage.show(STATES["pin"])
    type_digits(stage, "12")
    stage.show(STATES["pin-wrong"])
    assert frame.sign_in.pad.accessibleName() == "PIN: 0 digits entered"
    type_digits(stage, "34")
    again = said(Say.PIN_WRONG, Tone.ERROR, Sound.ERROR, number=42, count=1)
    stage.show(replace(STATES["pin-wrong"], notice=again))
    key(stage, Qt.Key.Key_Return)
    assert stage.core.commands == []  # nothing typed, nothing entered


def test_a_lead_whose_pin_is_wanted_is_not_told_to_scan_the_badge_again(stage: Stage) -> None:
    asked = replace(STATES["pin"], question=STATES["approval"].question)
    frame = stage.show(asked)
    assert frame.sign_in.banner.accessibleName() == stage.show(STATES["pin"]).sign_in.banner.accessibleName()
    assert "PIN" in frame.sign_in.banner.accessibleName()


def test_digits_mean_nothing_before_a_badge(stage: Stage) -> None:
    stage.show(STATES["signed-out"])
    type_digits(stage, "1234")
    key(stage, Qt.Key.Key_Return)
    stage.show(STATES["pin"])
    key(stage, Qt.Key.Key_Return)
    assert stage.core.commands == []


def test_signing_in_can_be_given_up(stage: Stage) -> None:
    stage.show(STATES["pin"])
    key(stage, Qt.Key.Key_Escape)
    assert stage.core.commands == [Control("CANCEL")]


def test_whoever_is_not_signed_in_chooses_the_language_of_the_screen(stage: Stage) -> None:
    frame = stage.show(STATES["signed-out"])
    QTest.mouseClick(tile_named(frame.sign_in, "Русский"), Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert stage.core.commands == [Control("LANG-RU")]


def test_a_language_chosen_while_nobody_is_signed_in_stays_the_screens_own(stage: Stage) -> None:
    frame = stage.show(STATES["signed-out"])
    assert frame.sign_in.banner.accessibleName().startswith("Scan your badge")
    stage.show(replace(STATES["signed-out"], language="ru"))
    assert frame.sign_in.banner.accessibleName().startswith("Отсканируйте свой пропуск")
    assert [preferences.language for preferences in stage.saved] == ["ru"]
    stage.show(replace(STATES["idle"], language="ru"))  # whoever works here reads their own language
    assert frame.look.words.language == "en"
    stage.show(replace(STATES["signed-out"], language="ru"))
    assert frame.look.words.language == "ru"
    assert len(stage.saved) == 1
