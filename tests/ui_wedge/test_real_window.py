"""A scanner and a person at the keyboard of a real window, under the layouts that operators have.

Keys are pressed by their position, because that is all that a scanner sends. The pause that tells a scanner from a person is longer here than at a
bench, because a machine that runs tests may keep the one who presses the keys waiting.
"""

import sys
from collections.abc import Callable

import pytest

from devices.scanners.layouts import ENTER_KEYS
from tests.devices.scanners.strokes import control_key_of, key_of
from tests.ui_wedge.conftest import Keyboard, Window

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Real windows are tried on X11."),
    pytest.mark.xdist_group("x11"),
]

OpenWindow = Callable[..., Window]
HOLD = ("--hold-ms", "200")
ENTER, BACKSPACE, LEFT, F2, D_KEY = "36", "22", "113", "68", "40"
A_KEY, S_KEY = "38", "39"


def keys(text: str, layout: str = "us", end: str | None = ENTER) -> list[str]:
    """The X key codes that make a text under the layout that a scanner is programmed for."""
    codes: list[str] = []
    for character in text:
        if character < " ":
            codes.append(f"ctrl+{control_key_of(character) + 8}")
        else:
            key, shift, alt_gr = key_of(character, layout)
            codes.append(f"{'shift+' if shift else ''}{'108+' if alt_gr else ''}{key + 8}")
    return [*codes, end] if end else codes


def test_the_enter_key_is_where_x_has_it():
    assert int(ENTER) - 8 in ENTER_KEYS


@pytest.mark.parametrize(("layout", "typed"), [("us", "as"), ("ru", "фы"), ("fi", "as"), ("fr", "qs"), ("de", "as")])
def test_a_reading_is_exact_under_every_layout_its_enter_presses_nothing_and_typing_arrives_whole(
    open_window: OpenWindow, keyboard: Keyboard, layout: str, typed: str
):
    keyboard.use_layout(layout)
    window = open_window(*HOLD)
    keyboard.press(*keys("RMA-000123"))
    window.wait_for(scan="RMA-000123", aim="", scanner="wedge")
    keyboard.press(F2)  # the focus goes to the field
    assert window.wait_for(shortcut="F2")["field"] == ""
    keyboard.press(*keys("RMA-000123"), *keys("AAAAAA"))
    window.wait_for(scan="RMA-000123")
    window.wait_for(scan="AAAAAA")
    assert window.told("pressed") == window.told("entered") == []
    keyboard.type_slowly(A_KEY, S_KEY, ENTER)
    window.wait_for(entered=typed)
    window.wait_for(pressed="Close parcel")
    assert window.told("scan") == ["RMA-000123", "RMA-000123", "AAAAAA"]
    assert window.told("shortcut") == ["F2"]


@pytest.mark.parametrize("layout", ["us", "fi", "fr", "de", "ru"])
def test_a_gs1_reading_keeps_its_identifier_and_separators_also_in_a_field_and_with_dead_keys(
    open_window: OpenWindow, keyboard: Keyboard, layout: str
):
    keyboard.use_layout(layout)
    window = open_window(*HOLD)
    for _ in ("button", "field"):
        keyboard.press(*keys("]C10104006381333931\x1d10A=B[1]"))
        window.wait_for(scan="0104006381333931\x1d10A=B[1]", aim="]C1")
        keyboard.press(*keys("]E04006381333931"))  # dead key and E: an input method would make one letter of them
        window.wait_for(scan="4006381333931", aim="]E0")
        keyboard.press(F2)
        window.wait_for(shortcut="F2", field="")
    assert window.told("pressed") == window.told("entered") == []


def test_letters_that_a_person_composes_with_a_dead_key_arrive(open_window: OpenWindow, keyboard: Keyboard):
    keyboard.use_layout("fi")
    window = open_window(*HOLD)
    keyboard.press(F2)
    window.wait_for(shortcut="F2")
    acute, e_key = "21", "26"
    keyboard.type_slowly(S_KEY, acute, e_key, D_KEY, ENTER)
    window.wait_for(entered="séd")
    keyboard.press(acute, e_key)  # fast, as fingers roll
    window.wait_for(field="sédé")


def test_a_scanner_programmed_for_another_layout_than_the_operators_is_read_by_its_own(
    open_window: OpenWindow, keyboard: Keyboard
):
    keyboard.use_layout("us")
    window = open_window("--layout", "de", *HOLD)
    keyboard.press(*keys("ZY-2026/§ß@X", layout="de"))
    window.wait_for(scan="ZY-2026/§ß@X")


def test_a_window_that_stalls_again_and_again_still_tells_the_scanner_from_the_person(
    open_window: OpenWindow, keyboard: Keyboard
):
    window = open_window("--stall-ms", "400", *HOLD)
    keyboard.press(F2)
    window.wait_for(shortcut="F2")
    for number in range(5):
        keyboard.press(*keys(f"RMA-00012{number}"))
        window.wait_for(scan=f"RMA-00012{number}")
    assert window.told("field") == [""]
    keyboard.type_slowly(*keys("me", end=None), ENTER)
    window.wait_for(entered="me")
    assert len(window.told("scan")) == 5


def test_a_scanner_that_takes_60_ms_a_key_is_heard_by_its_prefix(open_window: OpenWindow, keyboard: Keyboard):
    window = open_window("--prefix", "~", "--hold-ms", "30", "--gap-ms", "600")
    keyboard.press(F2)
    window.wait_for(shortcut="F2")
    keyboard.press(*keys("~RMA-000123"), delay_ms=60)
    window.wait_for(scan="RMA-000123")
    assert window.told("field") == [""]
    keyboard.type_slowly(*keys("~x", end=None), ENTER, pause_s=0.9)
    window.wait_for(entered="~x")


@pytest.mark.parametrize("kind", ["modal", "modeless"])
def test_a_reading_is_heard_while_a_dialog_is_open_and_touches_neither(
    open_window: OpenWindow, keyboard: Keyboard, kind: str
):
    window = open_window("--dialog", kind, *HOLD)
    keyboard.press(*keys("RMA-000123"))
    window.wait_for(scan="RMA-000123")
    keyboard.press(F2)
    window.wait_for(shortcut="F2", window="dialog", field="")
    keyboard.press(*keys("RMA-000124"))
    window.wait_for(scan="RMA-000124")
    keyboard.type_slowly(A_KEY, ENTER)
    window.wait_for(entered="a", window="dialog")
    window.wait_for(pressed="Close parcel", window="dialog")
    assert [fact for fact in window.facts if fact.get("window") == "bench"] == []


@pytest.mark.parametrize("layout", ["us", "ru,us"])
def test_a_persons_letter_is_a_shortcut_and_a_scanners_is_not(open_window: OpenWindow, keyboard: Keyboard, layout: str):
    keyboard.use_layout(layout)
    window = open_window(*HOLD)
    keyboard.press(*keys("AAAAAA"))
    window.wait_for(scan="AAAAAA")
    assert window.told("shortcut") == []
    keyboard.press(A_KEY)
    window.wait_for(shortcut="A")
    keyboard.press(f"ctrl+{D_KEY}")
    window.wait_for(shortcut="Ctrl+D")
    keyboard.press(F2)
    window.wait_for(shortcut="F2")
    keyboard.press(A_KEY)  # now the field wants it
    window.wait_for(field={"us": "a", "ru,us": "ф"}[layout])
    assert window.told("shortcut") == ["A", "Ctrl+D", "F2"]


@pytest.mark.parametrize("scanner", [(), ("--no-wedge",)], ids=["wedge", "no wedge"])
def test_shortcuts_answer_where_the_only_layout_has_no_latin_letters(
    open_window: OpenWindow, keyboard: Keyboard, scanner: tuple[str, ...]
):
    keyboard.use_layout("ru")
    window = open_window(*HOLD, *scanner)
    keyboard.type_slowly(A_KEY, f"ctrl+{D_KEY}", A_KEY, F2)
    window.wait_for(shortcut="F2")
    assert window.told("shortcut") == ["A", "Ctrl+D", "A", "F2"]
    keyboard.run("keydown", "ctrl", "keydown", D_KEY, "keydown", A_KEY, "keyup", D_KEY, "keyup", A_KEY, "keyup", "ctrl")
    keyboard.type_slowly(f"ctrl+{D_KEY}", S_KEY)  # the key came up while another one was down
    window.wait_for(field="ы")
    assert window.told("shortcut")[4:] == ["Ctrl+D", "Ctrl+D"]
    window.forget()
    keyboard.type_slowly("22", A_KEY, S_KEY, f"ctrl+{D_KEY}")  # in the field now, what was there rubbed out
    window.wait_for(shortcut="Ctrl+D")
    assert window.told("field")[-1] == "фы"
    assert window.told("shortcut") == ["Ctrl+D"]


def test_a_sign_made_with_alt_gr_is_no_shortcut(open_window: OpenWindow, keyboard: Keyboard):
    keyboard.use_layout("fi")
    window = open_window("--no-wedge")
    keyboard.type_slowly("108+26", F2)  # AltGr+E, the euro sign; the button has the focus
    window.wait_for(shortcut="F2")
    assert window.told("shortcut") == ["F2"]


@pytest.mark.parametrize("end", [None, "23"], ids=["nothing", "Tab"])
def test_a_code_without_its_enter_is_told_and_presses_nothing(
    open_window: OpenWindow, keyboard: Keyboard, end: str | None
):
    window = open_window()
    for _ in range(
        5
    ):  # a machine that runs tests may keep the one who presses the keys waiting: then it looks like a person
        window.forget()
        keyboard.press(*keys("a1234567", end=end))
        keyboard.run("sleep", "0.5")  # a person is not there so soon
        keyboard.type_slowly(F2)
        window.wait_for(shortcut="F2")
        if window.told("rejected"):
            break
    assert window.told("rejected") == ["no_end"]
    assert window.told("shortcut") == ["F2"]  # and not the letter A
    assert set(window.told("field")) == {""}
    assert window.told("scan") == []


def test_editing_keys_autorepeat_and_capitals_reach_the_field_in_order(open_window: OpenWindow, keyboard: Keyboard):
    window = open_window(*HOLD)
    keyboard.press(F2)
    window.wait_for(shortcut="F2")
    keyboard.type_slowly(A_KEY, f"shift+{D_KEY}", LEFT, S_KEY)
    window.wait_for(field="asD")
    keyboard.press(BACKSPACE, S_KEY, BACKSPACE, D_KEY)  # faster than a person: the order must hold
    window.wait_for(field="adD")
    keyboard.run("keydown", S_KEY)
    window.wait_for(field="adsssssD")
    keyboard.run("keyup", S_KEY)


def test_a_reading_in_the_middle_of_typing_leaves_the_typing_whole(open_window: OpenWindow, keyboard: Keyboard):
    window = open_window(*HOLD)
    keyboard.press(F2)
    window.wait_for(shortcut="F2")
    keyboard.type_slowly(A_KEY, S_KEY)
    keyboard.run("sleep", "0.5", "key", "--delay", "2", *keys("RMA-000123"))
    keyboard.type_slowly(D_KEY)
    window.wait_for(field="asd")
    assert window.told("scan") == ["RMA-000123"]


def test_the_second_enter_of_a_scanner_that_sends_cr_and_lf_presses_nothing(
    open_window: OpenWindow, keyboard: Keyboard
):
    window = open_window(*HOLD)
    keyboard.press(*keys("RMA-000123"), ENTER)
    window.wait_for(scan="RMA-000123")
    keyboard.press(*keys("RMA-000124"), "ctrl+44")
    window.wait_for(scan="RMA-000124")
    keyboard.press(F2)
    window.wait_for(shortcut="F2", field="")
    assert window.told("pressed") == []
