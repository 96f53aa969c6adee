"""Keyboard layouts as a scanner is programmed for them: which key makes which character.

A keyboard-wedge scanner sends keys, not characters. It picks the keys from the layout that it was programmed for, and the operating system
turns them into characters of the layout that the operator types with; where the two differ, a code comes out garbled. So the key is
looked up here instead, and the operator's layout never matters.

Keys are numbered as in Linux (input-event-codes.h). X11 and Wayland report that number plus 8. Windows reports the scan codes of set 1, which are the
same numbers for all typing keys; the few keys with an extended code are listed. Windows is unverified.

The tables follow the layouts of Windows and of xkeyboard-config, which agree on every character here but for dead keys.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

ENTER_KEYS: Final = frozenset({28, 96})
TAB_KEYS: Final = frozenset({15})
RIGHT_ALT_KEY: Final = 100
MODIFIER_KEYS: Final = frozenset({29, 42, 54, 56, 58, 97, RIGHT_ALT_KEY, 125, 126})

_X11_OFFSET: Final = 8
_WINDOWS_EXTENDED: Final = {0x11C: 96, 0x135: 98, 0x11D: 97, 0x138: RIGHT_ALT_KEY}

# The typing keys row by row: left of 1 to right of 0, then Q, A (with the key left of Enter last), Z (with the key left of it first), space.
_ROWS: Final = (
    (41, *range(2, 14)),
    tuple(range(16, 28)),
    (*range(30, 41), 43),
    (86, *range(44, 54)),
    (57,),
)
_SHARED_LETTERS: Final = "QWERTYUIOPASDFGHJKLZXCVBNM"
_SPACING: Final = {"\u0300": "`", "\u0301": "´", "\u0302": "^", "\u0303": "~", "\u0308": "¨"}


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout.

    Attributes:
        name: as in the settings, e.g. "de".
        plain, shifted, alt_gr: key number → character; a dead key has the combining character that it adds to the next one.
    """

    name: str
    plain: dict[int, str]
    shifted: dict[int, str]
    alt_gr: dict[int, str]

    def knows(self, key: int) -> bool:
        """Whether this is a typing key."""
        return key in self.plain

    def character(self, key: int, *, shift: bool = False, alt_gr: bool = False) -> str | None:
        """What the key makes; None where it makes nothing."""
        if alt_gr:
            return None if shift else self.alt_gr.get(key)
        return (self.shifted if shift else self.plain).get(key)


def key_number(native_scan_code: int, platform: str) -> int:
    """The number of a key from what Qt's platform plugin reports for it; 0 when nothing is known.

    Args:
        native_scan_code: QKeyEvent.nativeScanCode(); 0 for an event that no keyboard made.
        platform: QGuiApplication.platformName().
    """
    if platform in {"xcb", "wayland"}:
        return max(0, native_scan_code - _X11_OFFSET)
    if platform == "windows":
        return _WINDOWS_EXTENDED.get(native_scan_code, native_scan_code if native_scan_code < 0x59 else 0)
    return 0


def compose(characters: Sequence[str]) -> str:
    """Join what single keys made into text: a dead key goes onto the letter after it, or stands alone before a space."""
    text = ""
    dead = ""
    for character in characters:
        if dead:
            composed = unicodedata.normalize("NFC", character + dead)
            if len(composed) == 1:
                text += composed
            else:
                text += _SPACING[dead] + ("" if character == " " else _SPACING.get(character, character))
            dead = ""
        elif character in _SPACING:
            dead = character
        else:
            text += character
    return text + _SPACING.get(dead, "")


def control_character(layout: Layout, key: int) -> str | None:
    """What the key makes together with Ctrl (ISO/IEC 646: the lower five bits), None where it makes nothing.

    Scanners send control characters so: Ctrl+] is GS (0x1D). Where the layout has no such character on the key, the position on the US keyboard
    counts, because scanners programmed for other layouts send that.
    """
    for candidate in (layout, LAYOUTS["us"]):
        for character in (candidate.character(key), candidate.character(key, shift=True)):
            if character is not None and (character.upper() in _SHARED_LETTERS or character in "[\\]^_"):
                return chr(ord(character.upper()) & 0x1F)
    return None


def _level(rows: str, dead: dict[int, str]) -> dict[int, str]:
    """One level of a layout, its rows separated by spaces; a no-break space stands for a key that makes nothing."""
    level = {57: " "}
    for keys, characters in zip(_ROWS, rows.split(" "), strict=False):
        level.update(zip(keys, characters, strict=True))
    return {key: character for key, character in (level | dead).items() if character != "\u00a0"}


LAYOUTS: Final[dict[str, Layout]] = {
    layout.name: layout
    for layout in (
        Layout(
            "us",
            plain=_level("`1234567890-= qwertyuiop[] asdfghjkl;'\\ <zxcvbnm,./", {}),
            shifted=_level('~!@#$%^&*()_+ QWERTYUIOP{} ASDFGHJKL:"| >ZXCVBNM<>?', {}),
            alt_gr={},
        ),
        Layout(
            "gb",
            plain=_level("`1234567890-= qwertyuiop[] asdfghjkl;'# \\zxcvbnm,./", {}),
            shifted=_level('¬!"£$%^&*()_+ QWERTYUIOP{} ASDFGHJKL:@~ |ZXCVBNM<>?', {}),
            alt_gr={},
        ),
        Layout(
            "de",
            plain=_level("^1234567890ß´ qwertzuiopü+ asdfghjklöä# <yxcvbnm,.-", {41: "\u0302", 13: "\u0301"}),
            shifted=_level("°!\"§$%&/()=?` QWERTZUIOPÜ* ASDFGHJKLÖÄ' >YXCVBNM;:_", {13: "\u0300"}),
            alt_gr=dict(zip((3, 4, 8, 9, 10, 11, 12, 16, 18, 27, 50, 86), "²³{[]}\\@€~µ|", strict=True)),
        ),
        Layout(
            "fr",
            plain=_level("²&é\"'(-è_çà)= azertyuiop^$ qsdfghjklmù* <wxcvbn,;:!", {26: "\u0302"}),
            shifted=_level("\u00a01234567890°+ AZERTYUIOP¨£ QSDFGHJKLM%µ >WXCVBN?./§", {26: "\u0308"}),
            alt_gr=dict(zip((4, 5, 6, 7, 9, 10, 11, 12, 13, 18, 27, 3, 8), "#{[|\\^@]}€¤\u0303\u0300", strict=True)),
        ),
        Layout(
            "fi",
            plain=_level("§1234567890+´ qwertyuiopå¨ asdfghjklöä' <zxcvbnm,.-", {13: "\u0301", 27: "\u0308"}),
            shifted=_level('½!"#¤%&/()=?` QWERTYUIOPÅ^ ASDFGHJKLÖÄ* >ZXCVBNM;:_', {13: "\u0300", 27: "\u0302"}),
            alt_gr=dict(zip((3, 4, 5, 8, 9, 10, 11, 12, 18, 50, 86, 27), "@£${[]}\\€µ|\u0303", strict=True)),
        ),
        Layout(
            "ru",
            plain=_level("ё1234567890-= йцукенгшщзхъ фывапролджэ\\ /ячсмитьбю.", {}),
            shifted=_level('Ё!"№;%:?*()_+ ЙЦУКЕНГШЩЗХЪ ФЫВАПРОЛДЖЭ/ |ЯЧСМИТЬБЮ,', {}),
            alt_gr={},
        ),
    )
}
"""The layouts a scanner can be programmed for, by name. "us" is how scanners leave the factory."""
